import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { request } from 'undici';

import { ENV, type Env } from '../../../../config/env.js';
import { type SandboxMessage } from './sandbox-message.js';
import { SIGNATURE_HEADER, signatureHeader } from './sandbox-signature.js';
import { type Volley } from './sandbox-bank.js';

/** Pauses between tries when the shop does not take a callback, in milliseconds. */
const RETRY_MS = [500, 2_000, 8_000, 30_000, 120_000];
const TIMEOUT_MS = 10_000;

/**
 * Sends the bank's callbacks over HTTP, signed anew for each try. What waits is in the memory of
 * this process: killed, the bank is silent, as real ones sometimes are.
 */
@Injectable()
export class SandboxSender implements OnApplicationShutdown {
  private readonly logger = new Logger(SandboxSender.name);
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(@Inject(ENV) private readonly env: Env) {}

  /** Sends the volleys one after the other, beginning after `lateMs`. Returns at once. */
  schedule(callbackUrl: string, volleys: readonly Volley[], lateMs: number): void {
    if (volleys.length === 0) return;
    this.after(lateMs, async () => {
      for (const volley of volleys) {
        await Promise.all(volley.map((message) => this.deliver(callbackUrl, message, 0)));
      }
    });
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private after(ms: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void work();
    }, ms);
    this.timers.add(timer);
  }

  /** One try; when it fails the next one is planned. Never throws. */
  private async deliver(url: string, message: SandboxMessage, tried: number): Promise<void> {
    const status = await this.post(url, message).catch((error: unknown) => String(error));
    if (typeof status === 'number' && status >= 200 && status < 300) return;
    this.logger.warn({ eventId: message.eventId, status, tried }, 'Sandbox callback not taken');
    const pause = RETRY_MS[tried];
    if (pause !== undefined) this.after(pause, () => this.deliver(url, message, tried + 1));
  }

  private async post(url: string, message: SandboxMessage): Promise<number> {
    const body = Buffer.from(JSON.stringify(message));
    const now = Math.floor(Date.now() / 1000);
    const { statusCode, body: answer } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [SIGNATURE_HEADER]: signatureHeader([this.env.SANDBOX_GATEWAY_SECRET], now, body),
      },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    await answer.dump();
    return statusCode;
  }
}
