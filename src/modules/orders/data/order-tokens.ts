import { createHash, createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENV, type Env } from '../../../config/env.js';

/** Stands in a stored reply for the token, which is nowhere stored. */
const TOKEN_PLACE = '@order-token@';

/**
 * The secrets with which guests come back to their orders. A token can be made again from the id
 * of its order, so that a replayed answer is the same to the byte and the database holds only a hash.
 */
@Injectable()
export class OrderTokens {
  private readonly key: string;

  constructor(@Inject(ENV) env: Pick<Env, 'TOKEN_SECRET'>) {
    this.key = env.TOKEN_SECRET;
  }

  /** What stands in the reply until it is sent. */
  readonly place = TOKEN_PLACE;

  /** 43 characters, 256 bit. */
  tokenFor(orderId: string): string {
    return createHmac('sha256', this.key).update(`order-token:${orderId}`).digest('base64url');
  }

  /** SHA-256 in hex: what the order stores. */
  hashOf(token: string): string {
    return createHash('sha256').update(token).digest('hex');
  }

  /** Puts the token into a reply; only in its own field, wherever else the place might be named. */
  reveal(body: string, orderId: string): string {
    return body.replace(`"orderToken":"${TOKEN_PLACE}"`, () => {
      return `"orderToken":"${this.tokenFor(orderId)}"`;
    });
  }
}
