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

  constructor(@Inject(ENV) env: Pick<Env, 'BLIND_INDEX_KEY'>) {
    this.key = env.BLIND_INDEX_KEY;
  }

  /** HMAC-SHA-256 as 64 hex digits. Bring the text into one spelling first (case, blanks). */
  of(text: string): string {
    return createHmac('sha256', this.key).update(text, 'utf8').digest('hex');
  }
}
