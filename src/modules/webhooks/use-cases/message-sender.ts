import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';

import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import { AddressRefused, GuardedCaller } from '../../../common/outside/guarded-call.js';
import { ENV, type Env } from '../../../config/env.js';
import type { NotedTry, Target, TryResult } from '../data/sending.repository.js';
import { pauseAfter } from '../domain/back-off.js';
import { secretPlace, signedHeaders } from '../domain/signature.js';

/** What is kept of an answer, for staff to see why. */
const ANSWER_CHARACTERS = 500;
const ANSWER_BYTES = 2_048;
const SECRETS = /whsec_[A-Za-z0-9+/=_-]+/g;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]+/gu;

/** Makes a noted try: one signed POST, no redirect, an answer of limited size in limited time. */
@Injectable()
export class MessageSender implements OnApplicationShutdown {
  private readonly caller: GuardedCaller;

  constructor(
    private readonly cipher: FieldCipher,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.caller = new GuardedCaller({ allowLoopback: env.WEBHOOK_ALLOW_LOOPBACK });
  }

  /** Never throws for what the other side does. */
  async send(target: Target, noted: NotedTry): Promise<TryResult> {
    const startedAt = performance.now();
    const { deliveryId, attemptId, attempts } = noted;
    const sent = await this.post(target, noted);
    const durationMs = Math.round(performance.now() - startedAt);
    const isAccepted = sent.statusCode !== null && sent.statusCode >= 200 && sent.statusCode < 300;
    const pause = isAccepted ? 0 : pauseAfter(attempts);
    const state = isAccepted ? 'delivered' : pause === null ? 'failed' : 'waiting';
    return { deliveryId, attemptId, state, pause: pause ?? 0, durationMs, ...sent };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.caller.close();
  }

  private async post(
    target: Target,
    noted: NotedTry,
  ): Promise<Pick<TryResult, 'statusCode' | 'error' | 'answer'>> {
    const body = bodyOf(noted);
    const signed = signedHeaders(
      { id: noted.eventId, body, sentAt: new Date() },
      this.secretsOf(target),
    );
    try {
      const { status, text } = await this.caller.post({
        url: target.url,
        headers: {
          ...signed,
          'content-type': 'application/json',
          'user-agent': 'eshop-webhooks/1',
        },
        body,
        timeoutMs: this.env.WEBHOOK_TIMEOUT_MS,
        maxBytes: ANSWER_BYTES,
      });
      return { statusCode: status, error: null, answer: shortened(text) };
    } catch (error) {
      return { statusCode: null, error: nameOf(error), answer: null };
    }
  }

  private secretsOf({ id, secret, previousSecret }: Target): string[] {
    const current = this.cipher.decrypt(secret, secretPlace(id, 'secret'));
    if (previousSecret === null) return [current];
    return [current, this.cipher.decrypt(previousSecret, secretPlace(id, 'previous_secret'))];
  }
}

/** The event as the feed shows it; what staff sends to try an endpoint says just that. */
function bodyOf({ eventId, event }: NotedTry): string {
  if (event !== null) return JSON.stringify(event);
  const occurredAt = new Date().toISOString();
  return JSON.stringify({ id: eventId, type: 'webhook.ping', occurredAt, data: {} });
}

function shortened(text: string): string {
  const readable = text.replace(UNPRINTABLE, ' ').replace(SECRETS, 'whsec_…').trim();
  return readable.slice(0, ANSWER_CHARACTERS);
}

/** A word for why there was no answer; messages of the libraries may hold addresses. */
function nameOf(error: unknown): string {
  if (error instanceof AddressRefused) return 'address_refused';
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return 'timeout';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code.toLowerCase().slice(0, 60) : 'failed';
}
