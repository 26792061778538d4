import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { KeptCode } from '../kept-discount.types.js';

/** Those that exist already, here or as the code of a discount, are passed over. */
const INSERT = {
  name: 'discount-codes-insert',
  text: `INSERT INTO discount_codes (discount_id, code)
    SELECT $1, w.code FROM unnest($2::text[]) AS w (code)
    WHERE NOT EXISTS (SELECT FROM discounts d WHERE d.code = w.code)
    ON CONFLICT (code) DO NOTHING RETURNING code`,
};

/** One entry of the log for the whole batch; the codes themselves are worth money and stay out of it. */
const NOTE_BATCH = {
  name: 'discount-codes-note-batch',
  text: `INSERT INTO audit_log (table_name, row_id, action, actor_id, request_id, after, on_behalf_of, api_key_id)
    VALUES ('discount_codes', $1::uuid, 'batch', nullif(current_setting('app.actor_id', true), '')::uuid,
      left(nullif(current_setting('app.request_id', true), ''), 100),
      jsonb_build_object('discount_id', $1::uuid, 'made', $2::int, 'prefix', $3::text),
      nullif(current_setting('app.on_behalf_of', true), '')::uuid,
      nullif(current_setting('app.api_key_id', true), '')::uuid)`,
};

/** $1 discount, $2 used or not or NULL, $3 after this code, $4 rows. */
const LIST = {
  name: 'discount-codes-list',
  text: `SELECT k.code, k.used_at AS "usedAt", k.order_id AS "orderId" FROM discount_codes k
    WHERE k.discount_id = $1 AND ($2::boolean IS NULL OR (k.used_at IS NOT NULL) = $2::boolean)
      AND ($3::text IS NULL OR k.code > $3) ORDER BY k.code LIMIT $4`,
};

/** The single-use codes of discounts. */
@Injectable()
export class DiscountCodesRepository {
  constructor(private readonly db: Db) {}

  /** @returns how many were new */
  async insert(tx: Tx, discountId: string, codes: readonly string[]): Promise<number> {
    return (await namedQuery(tx, INSERT, [discountId, codes])).length;
  }

  async noteBatch(tx: Tx, discountId: string, made: number, prefix: string): Promise<void> {
    await namedQuery(tx, NOTE_BATCH, [discountId, made, prefix]);
  }

  /** In the order of the letters. */
  list(
    discountId: string,
    isUsed: boolean | null,
    after: string | null,
    limit: number,
  ): Promise<KeptCode[]> {
    return this.db.query<KeptCode & Record<string, unknown>>(LIST, [
      discountId,
      isUsed,
      after,
      limit,
    ]);
  }
}
