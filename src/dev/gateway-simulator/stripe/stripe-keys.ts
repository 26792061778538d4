import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { type Answer, header } from '../answer-call.js';
import type { GatewayKeys } from '../demo-keys.js';
import type { SimulatedClock } from '../simulated-clock.js';
import { type Form, formText } from './form.js';
import { StripeRefusal } from './stripe-errors.js';

const DAY_MS = 24 * 3_600_000;

/** Who calls: the shop with its secret key, or a browser with the publishable one. */
export function callerOf(
  keys: GatewayKeys['stripe'],
  request: FastifyRequest,
  form: Form,
): 'secret' | 'public' {
  const key = keyOf(request) || (formText(form, 'key') ?? '');
  if (key === keys.secretKey) return 'secret';
  if (key === keys.publishableKey) return 'public';
  throw new StripeRefusal(401, {
    type: 'invalid_request_error',
    message:
      key === ''
        ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
        : `Invalid API Key provided: ${key.slice(0, 8)}${'*'.repeat(10)}${key.slice(-4)}`,
  });
}

function keyOf(request: FastifyRequest): string {
  const [scheme = '', value = ''] = header(request, 'authorization').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return '';
  return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
}

interface Kept {
  readonly fingerprint: string;
  readonly until: number;
  answer: Answer | null;
}

/** Answers kept by idempotency key for a day. */
export class StripeIdempotency {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly clock: SimulatedClock) {}

  /** Runs once per key; what was refused before anything began is not kept. */
  run(key: string, request: FastifyRequest, body: string, run: () => Answer): Answer {
    if (key === '' || request.method !== 'POST') return run();
    if (key.length > 255) throw keyError('Idempotency keys must be 255 characters or less.');
    const fingerprint = createHash('sha256').update(`${request.url}\n${body}`).digest('hex');
    const now = this.clock.now().getTime();
    const known = this.kept.get(key);
    if (known !== undefined && known.until > now && known.answer !== null) {
      if (known.fingerprint !== fingerprint) {
        throw keyError(
          `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        );
      }
      return {
        ...known.answer,
        headers: { ...known.answer.headers, 'idempotent-replayed': 'true', 'idempotency-key': key },
      };
    }
    const answer = run();
    if (answer.status < 300 || answer.status === 402) {
      // What is answered later must be what was answered then, whatever became of the objects.
      const frozen = { ...answer, body: structuredClone(answer.body) };
      this.kept.set(key, { fingerprint, until: now + DAY_MS, answer: frozen });
    }
    return { ...answer, headers: { ...answer.headers, 'idempotency-key': key } };
  }

  clear(): void {
    this.kept.clear();
  }
}

function keyError(message: string): StripeRefusal {
  return new StripeRefusal(400, { type: 'idempotency_error', message });
}
