/** What a unit price depends on; each is SQL. */
export interface UnitPriceOf {
  /** Id of the variant. */
  readonly id: string;
  /** The variant's own price, in the shop's currency. */
  readonly price: string;
  /** A currency beside the shop's; NULL for its own. */
  readonly currency: string;
}

/** {@link UnitPriceOf} with what price lists ask for. */
export interface ListedPriceOf extends UnitPriceOf {
  /** Pieces of the line. */
  readonly quantity: string;
  /** The customer's groups, a uuid[]; see {@link customerGroupsSql}. */
  readonly groups: string;
}

/** SQL of a variant's price without price lists; NULL when it has none in the currency. */
export function ownPriceSql({ id, price, currency }: UnitPriceOf): string {
  return `CASE WHEN ${currency} IS NULL THEN ${price} ELSE (SELECT vp.price FROM variant_prices vp
      WHERE vp.variant_id = ${id} AND vp.currency = ${currency}) END`;
}

/**
 * SQL of what one piece costs a customer: the lowest of the variant's price and of all entries of price lists that
 * fit currency, group, time and quantity; NULL when there is none. What shows a price and what charges it use this
 * one expression, so that both find the same.
 */
export function unitPriceSql(of: ListedPriceOf): string {
  const { id, currency, quantity, groups } = of;
  return `LEAST(${ownPriceSql(of)}, (SELECT min(lp.price) FROM price_list_prices lp
      JOIN price_lists pl ON pl.id = lp.price_list_id
      WHERE lp.variant_id = ${id} AND lp.min_quantity <= ${quantity} AND pl.is_active
        AND pl.currency IS NOT DISTINCT FROM ${currency}
        AND (pl.starts_at IS NULL OR pl.starts_at <= now()) AND (pl.ends_at IS NULL OR pl.ends_at > now())
        AND (pl.customer_group_id IS NULL OR pl.customer_group_id = ANY (${groups}))))`;
}

/** SQL of a customer's groups; of nobody when the user is NULL. */
export function customerGroupsSql(user: string): string {
  return `ARRAY(SELECT m.group_id FROM customer_group_members m WHERE m.user_id = ${user})`;
}
