import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../../common/crypto/blind-index.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import { normaliseRecoveryCode } from '../domain/recovery-codes.js';

const DELETE_ALL = {
  name: 'recovery-codes-delete-all',
  text: `DELETE FROM user_recovery_codes WHERE user_id = $1`,
};

const INSERT = {
  name: 'recovery-codes-insert',
  text: `INSERT INTO user_recovery_codes (user_id, code_hash) SELECT $1, unnest($2::text[])`,
};

// One conditional UPDATE decides: of two requests with one code, the second finds it used.
const USE = {
  name: 'recovery-codes-use',
  text: `UPDATE user_recovery_codes SET used_at = now()
          WHERE user_id = $1 AND code_hash = ANY ($2::text[]) AND used_at IS NULL RETURNING id`,
};

const COUNT = {
  name: 'recovery-codes-count',
  text: `SELECT count(*)::int AS left FROM user_recovery_codes WHERE user_id = $1 AND used_at IS NULL`,
};

/** Rows of `user_recovery_codes`, keyed digests that nobody can try codes against. */
@Injectable()
export class RecoveryCodesRepository {
  constructor(
    private readonly db: Db,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** A new set; the codes of the one before are void. */
  async replace(tx: Tx, userId: string, codes: readonly string[]): Promise<void> {
    await this.deleteAll(tx, userId);
    const hashes = codes.map((code) => this.blindIndex.of(textOf(userId, code)));
    await namedQuery(tx, INSERT, [userId, hashes]);
  }

  async deleteAll(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, DELETE_ALL, [userId]);
  }

  /** @returns false when it is none of his, or was used. */
  async use(tx: Tx, userId: string, code: string): Promise<boolean> {
    const text = textOf(userId, code);
    const hashes = [this.blindIndex.of(text), ...this.blindIndex.oldOf(text)];
    return (await namedQuery(tx, USE, [userId, hashes])).length > 0;
  }

  /** How many are not used. */
  async countLeft(ctx: RequestContext, userId: string): Promise<number> {
    const [row] = await this.db.queryAs<{ left: number }>(ctx, COUNT, [userId]);
    return row?.left ?? 0;
  }
}

function textOf(userId: string, code: string): string {
  return `recovery-code:${userId}:${normaliseRecoveryCode(code)}`;
}
