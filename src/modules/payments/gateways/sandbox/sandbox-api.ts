import { z } from 'zod';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import type { GatewayLine } from '../line/gateway-line.js';
import { SIGNATURE_HEADER, signatureHeader } from './sandbox-signature.js';

/** Where the sandbox bank is and what both sides share. */
export interface SandboxOptions {
  /** The first one signs, all of them verify: two while one is being replaced. */
  readonly secrets: readonly [string, ...string[]];
  /** Without a slash at the end. */
  readonly bankUrl: string;
}

const minor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const paymentSchema = z.object({
  id: z.string().min(1).max(255),
  reference: z.string(),
  status: z.enum(['open', 'held', 'paid', 'failed', 'cancelled', 'released']),
  amount: minor,
  currency: z.string(),
  held: minor,
  captured: minor,
  decidedAt: z.iso.datetime().nullable(),
  reason: z.string().max(500).nullable(),
  url: z.url({ protocol: /^https?$/ }),
});

const refundSchema = z.object({
  id: z.string(),
  refundId: z.string().min(1).max(255),
  amount: minor,
  status: z.enum(['pending', 'succeeded', 'failed']),
  reason: z.string().max(500).nullable(),
});

const errorSchema = z.object({ error: z.string().max(100) });

export type SandboxPayment = z.output<typeof paymentSchema>;
export type SandboxRefund = z.output<typeof refundSchema>;

/** What the bank answered; `error` says why it did not do what was asked. */
export type SandboxAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: number; readonly error: string };

type Fields = Readonly<Record<string, unknown>>;

/** Calls of the sandbox bank: JSON by POST, signed over time, path and body. Each may be repeated. */
export class SandboxApi {
  constructor(
    private readonly options: SandboxOptions,
    private readonly line: GatewayLine,
  ) {}

  /** @throws NoAnswer also for a payment that is not the one asked about */
  async payment(
    operation: 'create' | 'query' | 'capture' | 'void',
    fields: Fields & { readonly reference: string },
  ): Promise<SandboxAnswer<SandboxPayment>> {
    const answer = await this.post(operation, fields, paymentSchema);
    if (answer.ok && answer.value.reference !== fields.reference) throw somethingElse();
    return answer;
  }

  /** @throws NoAnswer also for a refund that is not the one asked about */
  async refund(
    operation: 'refund' | 'refund_query',
    fields: Fields & { readonly id: string },
  ): Promise<SandboxAnswer<SandboxRefund>> {
    const answer = await this.post(operation, fields, refundSchema);
    if (answer.ok && answer.value.id !== fields.id) throw somethingElse();
    return answer;
  }

  private async post<T>(
    operation: string,
    fields: Fields,
    schema: z.ZodType<T>,
  ): Promise<SandboxAnswer<T>> {
    const path = `/sandbox/api/${operation}`;
    const body = JSON.stringify(fields);
    const { secrets, bankUrl } = this.options;
    const now = Math.floor(Date.now() / 1000);
    const signed = Buffer.from(`${path}.${body}`);
    const { status, text } = await this.line.http({
      method: 'POST',
      url: `${bankUrl}${path}`,
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: signatureHeader([secrets[0]], now, signed),
      },
      body,
    });
    const json = parse(text);
    const read = status === 200 ? schema.safeParse(json) : null;
    if (read?.success === true) return { ok: true, value: read.data };
    const refused = errorSchema.safeParse(json);
    // Who does not know our signature says nothing about a payment.
    if (!refused.success || status === 401) throw new NoAnswer(`the bank answered ${status}`);
    return { ok: false, status, error: refused.data.error };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function somethingElse(): NoAnswer {
  return new NoAnswer('the answer is about something else');
}
