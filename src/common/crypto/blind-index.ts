import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../config/env.js';

/**
 * Makes encrypted or hashed values findable and unique without storing them: equal texts give
 * equal digests, and nobody without the key can try texts out.
 */
@Injectable()
export class BlindIndex {
  private readonly key: string;
  private readonly oldKeys: readonly string[];

  constructor(
    @Inject(ENV) env: Pick<Env, 'BLIND_INDEX_KEY'> & Partial<Pick<Env, 'BLIND_INDEX_OLD_KEYS'>>,
  ) {
    this.key = env.BLIND_INDEX_KEY;
    this.oldKeys = env.BLIND_INDEX_OLD_KEYS ?? [];
  }

  /** HMAC-SHA-256 as 64 hex digits. Bring the text into one spelling first (case, blanks). */
  of(text: string): string {
    return digest(this.key, text);
  }

  /** What keys that were replaced made of the text, empty as a rule: rows of before the change. */
  oldOf(text: string): string[] {
    return this.oldKeys.map((key) => digest(key, text));
  }
}

function digest(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}
