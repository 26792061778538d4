import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { MailedCodes } from '../../common/crypto/mailed-codes.js';
import { ENV, type Env } from '../../config/env.js';

const PURPOSE = 'alerts_unsubscribe';
const TOKEN = /^[0-9a-f]{64}$/;
const ID_DIGITS = 32;

/** Links that end all alerts of a person without a login: his id and a code that only the shop can make. */
@Injectable()
export class UnsubscribeLinks {
  constructor(
    private readonly codes: MailedCodes,
    @Inject(ENV) private readonly env: Env,
  ) {}

  urlFor(userId: string): string {
    return `${this.env.PUBLIC_URL}/api/v1/alerts/unsubscribe/${this.tokenFor(userId)}`;
  }

  /** 64 hex digits. */
  tokenFor(userId: string): string {
    return userId.replaceAll('-', '') + this.codes.codeFor(userId, PURPOSE);
  }

  /** Whose link it is; null when the shop has not made it. */
  userOf(token: string): string | null {
    const text = token.toLowerCase();
    if (!TOKEN.test(text)) return null;
    const userId = text
      .slice(0, ID_DIGITS)
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const isHis = timingSafeEqual(Buffer.from(text), Buffer.from(this.tokenFor(userId)));
    return isHis ? userId : null;
  }
}
