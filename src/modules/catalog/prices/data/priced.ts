import { VARIANT_IS_SHOWN } from '../../data/sql-parts.js';

/**
 * Pieces of SQL that take prices of another currency. They use the parameters of `viewParameters`;
 * `otherCurrency` is NULL for the shop's own: then `variant_prices` is not looked at.
 *
 * A variant without a price in the asked currency is answered in the shop's. A product is answered
 * in the asked currency when one of its shown variants has a price in it, with the range of those
 * that have, else in the shop's. Nothing is converted: there is no rate.
 */

/** Joins the other price of a variant: columns currency, price, compare_at_price, all NULL if none. */
export const OTHER_PRICE = (variantId: string, as: string): string =>
  `LEFT JOIN LATERAL (SELECT vp.currency, vp.price, vp.compare_at_price FROM variant_prices vp
      WHERE :otherCurrency::text IS NOT NULL AND vp.variant_id = ${variantId}
        AND vp.currency = :otherCurrency::text LIMIT 1) ${as} ON true`;

/**
 * Joins the other prices of a product's shown variants: columns currency, price_min, price_max,
 * compare_at_price (of the cheapest, when it is reduced), cheapest_id, all NULL if no variant has one.
 */
export const OTHER_PRICE_RANGE = (productId: string, as: string): string =>
  `LEFT JOIN LATERAL (SELECT min(vp.currency) AS currency, min(vp.price) AS price_min, max(vp.price) AS price_max,
        (array_agg(CASE WHEN vp.compare_at_price > vp.price THEN vp.compare_at_price END
          ORDER BY vp.price, ov.position, ov.id))[1] AS compare_at_price,
        (array_agg(ov.id ORDER BY vp.price, ov.position, ov.id))[1] AS cheapest_id
      FROM product_variants ov JOIN variant_prices vp ON vp.variant_id = ov.id AND vp.currency = :otherCurrency::text
      WHERE :otherCurrency::text IS NOT NULL AND ov.product_id = ${productId} AND ${VARIANT_IS_SHOWN('ov')}
    ) ${as} ON true`;

/** The other amount if there is one, else the shop's; `has` says which: `o.currency IS NOT NULL`. */
const PICK = (has: string, other: string, own: string): string =>
  `CASE WHEN ${has}.currency IS NULL THEN ${own} ELSE ${other} END`;

/** An amount as text with the digits of the currency it is in; `other` is what was joined above. */
export const AMOUNT = (other: string, otherAmount: string, ownAmount: string): string =>
  PICK(
    other,
    `round(${otherAmount}, :otherDigits::int)::text`,
    `round(${ownAmount}, :digits::int)::text`,
  );

/** The currency that {@link AMOUNT} is in. */
export const CURRENCY_OF = (other: string): string =>
  `COALESCE(${other}.currency, :currency::text)`;

/**
 * What a variant `v` costs in the currency it is answered in, a SELECT of one row: other (the code, NULL
 * for the shop's own), currency, digits, price, compare_at_price (NULL unless it is reduced).
 */
export const SHOWN_PRICE = (other: string, v: string): string => `
  SELECT ${other}.currency AS other, ${CURRENCY_OF(other)} AS currency,
    ${PICK(other, ':otherDigits::int', ':digits::int')} AS digits,
    ${PICK(other, `${other}.price`, `${v}.price`)} AS price,
    CASE WHEN ${PICK(other, `${other}.compare_at_price > ${other}.price`, `${v}.compare_at_price > ${v}.price`)}
      THEN ${PICK(other, `${other}.compare_at_price`, `${v}.compare_at_price`)} END AS compare_at_price`;

/**
 * The lowest price of the thirty days before the present reduction began, NULL where no price before
 * it is known. Ask it for a variant that is reduced. A reduction lasts as long as the compare-at price
 * stays above the price, however often either changes (Directive 98/6/EC, Article 6a, with the
 * progressive reductions of its paragraph 5).
 *
 * @param currency an expression: the code, NULL for the shop's own currency
 */
export const LOWEST_BEFORE_REDUCTION = (variantId: string, currency: string): string => `
  (SELECT min(h.price)
    FROM (SELECT max(u.valid_to) AS at FROM variant_price_history u
      WHERE u.variant_id = ${variantId} AND u.currency IS NOT DISTINCT FROM ${currency}
        AND (u.compare_at_price > u.price) IS NOT TRUE) began
    JOIN variant_price_history h ON h.variant_id = ${variantId} AND h.currency IS NOT DISTINCT FROM ${currency}
      AND h.valid_from < began.at AND h.valid_to > began.at - interval '30 days')`;
