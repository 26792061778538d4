import { Logger } from '@nestjs/common';

import type { RawCallback } from './payment-gateway.js';

const LINES_PER_WINDOW = 10;
const WINDOW_MS = 60_000;

/** What may be said of a callback that was refused: never its body or query, which may hold anything. */
export interface Refusal {
  readonly fault: 'signature' | 'malformed';
  readonly reason: string;
}

/** Writes down refused callbacks, a few a minute: anybody can send them, as many as they like. */
export class RefusalLog {
  private readonly logger = new Logger(RefusalLog.name);
  private startedAt = 0;
  private lines = 0;
  private unwritten = 0;

  note(
    gateway: string,
    { fault, reason }: Refusal,
    { body, query, receivedAt }: RawCallback,
  ): void {
    const now = receivedAt.getTime();
    if (Math.abs(now - this.startedAt) >= WINDOW_MS) {
      this.startedAt = now;
      this.lines = 0;
    }
    if (this.lines >= LINES_PER_WINDOW) {
      this.unwritten += 1;
      return;
    }
    this.lines += 1;
    const bytes = body.length + query.length;
    this.logger.warn(
      { gateway, fault, reason, bytes, unwrittenBefore: this.unwritten },
      'Callback refused',
    );
    this.unwritten = 0;
  }
}
