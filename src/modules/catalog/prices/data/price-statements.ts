import type { Statement } from '../../../../database/statement.js';
import { LOWEST_BEFORE_REDUCTION } from './priced.js';

const TIME = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** $1 ids. In the order of their ids, so that two writers do not wait for each other. */
export const HOLD_VARIANTS: Statement = {
  name: 'catalog-prices-hold',
  text: `SELECT v.id FROM product_variants v WHERE v.id = ANY ($1::uuid[]) AND v.deleted_at IS NULL
    ORDER BY v.id FOR NO KEY UPDATE`,
};

/** $1 variant. A row of nulls when it has no price, none when there is no such variant. */
export const LIST_PRICES: Statement = {
  name: 'catalog-prices-list',
  text: `SELECT vp.currency, vp.price, vp.compare_at_price AS "compareAtPrice", ${TIME('vp.updated_at')} AS "updatedAt"
    FROM product_variants v LEFT JOIN variant_prices vp ON vp.variant_id = v.id
    WHERE v.id = $1 AND v.deleted_at IS NULL ORDER BY vp.currency`,
};

/** $1 variants, $2 currencies, $3 prices, $4 compare-at prices. One that is the same already is left alone. */
export const SAVE_PRICES: Statement = {
  name: 'catalog-prices-save',
  text: `INSERT INTO variant_prices AS vp (variant_id, currency, price, compare_at_price)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::numeric[], $4::numeric[])
    ON CONFLICT (variant_id, currency) DO UPDATE
      SET price = EXCLUDED.price, compare_at_price = EXCLUDED.compare_at_price
      WHERE (vp.price, vp.compare_at_price) IS DISTINCT FROM (EXCLUDED.price, EXCLUDED.compare_at_price)
    RETURNING vp.variant_id || '/' || vp.currency AS key`,
};

/** $1 variants, $2 currencies. */
export const REMOVE_PRICES: Statement = {
  name: 'catalog-prices-remove',
  text: `DELETE FROM variant_prices vp USING unnest($1::uuid[], $2::text[]) AS gone (variant_id, currency)
    WHERE vp.variant_id = gone.variant_id AND vp.currency = gone.currency
    RETURNING vp.variant_id || '/' || vp.currency AS key`,
};

/** $1 variant, $2 currency, NULL for the shop's own. Deleted variants too: what they cost is asked later. */
export const CURRENT_PRICE: Statement = {
  name: 'catalog-prices-current',
  text: `SELECT now_is.price, now_is.compare_at_price AS "compareAtPrice",
      ${TIME('GREATEST(now_is.made_at, (SELECT max(h.valid_to) FROM variant_price_history h WHERE h.variant_id = v.id AND h.currency IS NOT DISTINCT FROM $2::text))')} AS since,
      CASE WHEN now_is.compare_at_price > now_is.price THEN ${LOWEST_BEFORE_REDUCTION('v.id', '$2::text')} END AS "lowestPrice30Days"
    FROM product_variants v LEFT JOIN LATERAL (
      SELECT v.price, v.compare_at_price, v.created_at AS made_at WHERE $2::text IS NULL
      UNION ALL
      SELECT vp.price, vp.compare_at_price, vp.created_at FROM variant_prices vp
      WHERE vp.variant_id = v.id AND vp.currency = $2::text
    ) now_is ON true
    WHERE v.id = $1`,
};

/** $1 variant, $2 currency, $3 and $4 where the last page ended, $5 how many. */
export const PAST_PRICES: Statement = {
  name: 'catalog-prices-past',
  text: `SELECT h.id, h.price, h.compare_at_price AS "compareAtPrice", ${TIME('h.valid_from')} AS "validFrom",
      ${TIME('h.valid_to')} AS "validTo", h.valid_to::text AS at
    FROM variant_price_history h
    WHERE h.variant_id = $1 AND h.currency IS NOT DISTINCT FROM $2::text
      AND ($3::timestamptz IS NULL OR (h.valid_to, h.id) < ($3::timestamptz, $4::uuid))
    ORDER BY h.valid_to DESC, h.id DESC LIMIT $5`,
};

/**
 * $1 days, $2 how many rows at most. What the lowest price before a reduction is made of stays however
 * old it is: the thirty days before the last price that was none.
 */
export const PRUNE_HISTORY: Statement = {
  name: 'catalog-prices-prune',
  text: `WITH gone AS (
      DELETE FROM variant_price_history WHERE id IN (
        SELECT h.id FROM variant_price_history h
        WHERE h.valid_to < now() - $1 * interval '1 day' AND NOT EXISTS (
          SELECT 1 FROM (SELECT max(u.valid_to) AS at FROM variant_price_history u
            WHERE u.variant_id = h.variant_id AND u.currency IS NOT DISTINCT FROM h.currency
              AND (u.compare_at_price > u.price) IS NOT TRUE) last_full
          WHERE h.valid_to > last_full.at - interval '30 days' AND h.valid_to <= last_full.at)
        LIMIT $2)
      RETURNING 1
    ) SELECT count(*)::int AS n FROM gone`,
};
