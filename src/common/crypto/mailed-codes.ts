import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';

const CODE_LENGTH = 32;

/**
 * Codes that reach a person by mail. They are nowhere stored: the worker that mails one makes it
 * again from the id of its row, and the row holds only a hash. 128 bits, so that the hash alone
 * does not give the code away to whoever can read the table.
 */
@Injectable()
export class MailedCodes {
  private readonly key: string;

  constructor(@Inject(ENV) env: Pick<Env, 'CODE_SECRET'>) {
    this.key = env.CODE_SECRET;
  }

  /** 32 hex digits for this row and this purpose; always the same ones. */
  codeFor(rowId: string, purpose: string): string {
    const digest = createHmac('sha256', this.key).update(`${purpose}:${rowId}`).digest('hex');
    return digest.slice(0, CODE_LENGTH);
  }

  /** What the row keeps of a code, SHA-256 in hex. Case and blanks of a pasted code do not count. */
  hashOf(code: string): string {
    return createHash('sha256').update(code.trim().toLowerCase()).digest('hex');
  }

  /** The hash that a new row stores. */
  hashFor(rowId: string, purpose: string): string {
    return this.hashOf(this.codeFor(rowId, purpose));
  }
}
