/**
 * Price lists that count for everybody right now, as `pl`, in a currency.
 *
 * @param currency an expression: the code, NULL for the shop's own currency
 */
const FOR_EVERYBODY = (currency: string): string => `pl.is_active AND pl.customer_group_id IS NULL
  AND pl.currency IS NOT DISTINCT FROM ${currency}
  AND (pl.starts_at IS NULL OR pl.starts_at <= now()) AND (pl.ends_at IS NULL OR pl.ends_at > now())`;

/**
 * JSON of what more pieces of variant `v` cost whoever comes, from the fewest pieces on: each entry is lower than the
 * one before, and the first lower than the price `shown` (see SHOWN_PRICE). By the rule of `unitPriceSql`.
 */
export const PRICE_BREAKS = `
  (SELECT COALESCE(json_agg(json_build_object('minQuantity', b.min_quantity, 'price', round(b.price, shown.digits)::text)
      ORDER BY b.min_quantity) FILTER (WHERE b.before IS NULL OR b.price < b.before), '[]'::json)
  FROM (
    SELECT e.min_quantity, e.price,
      min(e.price) OVER (ORDER BY e.min_quantity ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM (
      SELECT lp.min_quantity, min(lp.price) AS price
      FROM price_list_prices lp JOIN price_lists pl ON pl.id = lp.price_list_id
      WHERE lp.variant_id = v.id AND ${FOR_EVERYBODY('shown.other')}
      GROUP BY lp.min_quantity
    ) e WHERE e.price < shown.price
  ) b)`;

/**
 * In how many milliseconds the next price list for everybody begins or ends, NULL when none will: until then
 * {@link PRICE_BREAKS} are right. Of all lists, for there are few of them and many prices.
 */
export const NEXT_PRICE_LIST_MS = `
  (SELECT (extract(epoch FROM min(edge.at) - now()) * 1000)::float8
  FROM price_lists pl CROSS JOIN LATERAL (VALUES (pl.starts_at), (pl.ends_at)) AS edge (at)
  WHERE pl.is_active AND pl.customer_group_id IS NULL AND edge.at > now())`;
