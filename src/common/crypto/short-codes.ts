import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';

const DIGITS = 6;

/**
 * Codes of six digits that reach a person by SMS. They are nowhere stored: the worker that sends one
 * makes it again from the id of its row. Six digits under a plain hash are found by trying, so the
 * row keeps an HMAC. What protects them is the number of tries, which the row counts.
 */
@Injectable()
export class ShortCodes {
  private readonly key: string;

  constructor(@Inject(ENV) env: Pick<Env, 'CODE_SECRET'>) {
    this.key = env.CODE_SECRET;
  }

  /** Six digits for this row and this purpose; always the same ones. */
  codeFor(rowId: string, purpose: string): string {
    const digest = this.hmac(`code:${purpose}:${rowId}`);
    // 48 of 256 bits: the remainder favours no code by more than one in 281 million.
    const number = digest.readUIntBE(0, 6) % 10 ** DIGITS;
    return String(number).padStart(DIGITS, '0');
  }

  /** What the row keeps of its code: 64 hex digits. */
  hashFor(rowId: string, purpose: string): string {
    return this.hashOf(this.codeFor(rowId, purpose), rowId, purpose);
  }

  /** Whether this is the code of the row. */
  matches(code: string, rowId: string, purpose: string, hash: string): boolean {
    const given = Buffer.from(this.hashOf(code, rowId, purpose));
    const stored = Buffer.from(hash);
    return given.length === stored.length && timingSafeEqual(given, stored);
  }

  private hashOf(code: string, rowId: string, purpose: string): string {
    return this.hmac(`hash:${purpose}:${rowId}:${code}`).toString('hex');
  }

  private hmac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
