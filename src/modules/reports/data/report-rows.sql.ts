import type { ReportKind } from '../domain/report-kinds.js';
import {
  dayOf,
  FROM,
  GOODS_SUMS,
  REFUNDED,
  SOLD_DISCOUNTS,
  SOLD_LINES,
  SOLD_ORDERS,
} from './sold.sql.js';

/** Sums of goods by product: what belongs to products is joined to these few rows. */
const BY_PRODUCT = `
  SELECT l.currency, l.product_id, ${GOODS_SUMS} FROM (${SOLD_LINES}) l GROUP BY l.currency, l.product_id`;

const GOODS = 'quantity gross discount tax net'.split(' ');
const AGAIN = GOODS.map((name) => `sum(s.${name}) AS ${name}`).join(', ');
const KEPT = GOODS.map((name) => `s.${name}`).join(', ');

const SALES = `
  SELECT o.currency, o.day AS key, 0::numeric AS rank, o.day, o.orders, g.quantity, g.gross, g.discount,
    g.tax, g.net, o.shipping, o.discounts - g.discount AS "shippingDiscount",
    o.taxes - g.tax AS "shippingTax", o.total, o.refunded, o.total - o.refunded AS kept
  FROM (SELECT currency, ${dayOf('created_at')} AS day, count(*) AS orders, sum(shipping_cost) AS shipping,
      sum(discount_amount) AS discounts, sum(tax_amount) AS taxes, sum(total_amount) AS total,
      sum(refunded_amount) AS refunded
    FROM (${SOLD_ORDERS}) o GROUP BY 1, 2) o
  JOIN (SELECT l.currency, ${dayOf('l.created_at')} AS day, ${GOODS_SUMS}
    FROM (${SOLD_LINES}) l GROUP BY 1, 2) g ON g.currency = o.currency AND g.day = o.day`;

const PRODUCTS = `
  SELECT s.currency, s.product_id::text AS key, s.net AS rank, s.product_id AS "productId", p.name, p.sku,
    ${KEPT}
  FROM (${BY_PRODUCT}) s LEFT JOIN products p ON p.id = s.product_id`;

// A product counts for one category, its own or the topmost above it: so each piece counts once.
const CATEGORIES = `
  SELECT s.currency, coalesce(c.id::text, '-') AS key, sum(s.net) AS rank, c.id AS "categoryId", c.name,
    c.parent_id AS "parentId", ${AGAIN}
  FROM (${BY_PRODUCT}) s LEFT JOIN products p ON p.id = s.product_id
  LEFT JOIN categories own ON own.id = p.category_id
  LEFT JOIN categories c
    ON c.id = CASE WHEN $5::text = 'root' THEN split_part(own.path, '/', 2)::uuid ELSE own.id END
  GROUP BY s.currency, c.id`;

const BRANDS = `
  SELECT s.currency, coalesce(b.id::text, '-') AS key, sum(s.net) AS rank, b.id AS "brandId", b.name, ${AGAIN}
  FROM (${BY_PRODUCT}) s LEFT JOIN products p ON p.id = s.product_id LEFT JOIN brands b ON b.id = p.brand_id
  GROUP BY s.currency, b.id`;

// What no discount is named for (a price that staff made, an edit) makes the row without an id.
const DISCOUNTS = `
  WITH used AS MATERIALIZED (
    SELECT currency, discount_id, count(*) AS orders, sum(amount) AS amount, sum(total_amount) AS total
    FROM (${SOLD_DISCOUNTS}) u GROUP BY 1, 2),
  rest AS (
    SELECT o.currency, sum(o.discount_amount)
      - coalesce((SELECT sum(u.amount) FROM used u WHERE u.currency = o.currency), 0) AS amount
    FROM (${SOLD_ORDERS}) o GROUP BY 1)
  SELECT u.currency, u.discount_id::text AS key, u.amount AS rank, u.discount_id AS "discountId", d.name,
    d.code, d.type::text AS type, u.orders, u.amount, u.total AS "orderTotal"
  FROM used u LEFT JOIN discounts d ON d.id = u.discount_id
  UNION ALL SELECT r.currency, '-', r.amount, NULL, NULL, NULL, NULL, NULL, r.amount, NULL
  FROM rest r WHERE r.amount <> 0`;

const REFUNDS = `
  SELECT r.currency, ${dayOf('r.processed_at')} AS key, 0::numeric AS rank, ${dayOf('r.processed_at')} AS day,
    count(*) AS refunds, sum(r.amount) AS amount,
    sum(CASE WHEN r.surplus THEN 0 ELSE r.amount - r.shipping_amount END) AS goods,
    sum(CASE WHEN r.surplus THEN 0 ELSE r.shipping_amount END) AS shipping,
    coalesce(sum(r.amount) FILTER (WHERE r.surplus), 0) AS surplus
  FROM (${REFUNDED}) r GROUP BY 1, 2`;

const ISO = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

const boughtBefore = (table: string): string => `EXISTS (SELECT FROM ${table} e
  WHERE e.user_id = o.user_id AND e.created_at < ${FROM} AND e.status NOT IN ('pending', 'cancelled'))`;

/** Guests are one row: nothing says which of them are the same. */
const CUSTOMERS = `
  SELECT o.currency, coalesce(o.user_id::text, '-') AS key, o.total AS rank, o.user_id AS "customerId",
    ${ISO('o.first')} AS "firstOrderAt", ${ISO('o.last')} AS "lastOrderAt",
    o.user_id IS NOT NULL AND NOT ${boughtBefore('orders')} AND NOT ${boughtBefore('orders_archive')} AS "isNew",
    o.orders, o.total, o.refunded, o.total - o.refunded AS kept
  FROM (SELECT currency, user_id, count(*) AS orders, sum(total_amount) AS total,
      sum(refunded_amount) AS refunded, min(created_at) AS first, max(created_at) AS last
    FROM (${SOLD_ORDERS}) o GROUP BY 1, 2) o`;

/** What lies in all places; $4 is the shop's own currency, that of prices and costs. */
const STOCK = `
  SELECT $4::text AS currency, v.id::text AS key, coalesce(v.cost_per_item, 0) * l.pieces AS rank,
    v.id AS "variantId", p.name AS "productName", v.name AS "variantName", v.sku, l.pieces,
    v.inventory_quantity AS free, v.cost_per_item AS "costPerItem", v.price,
    v.cost_per_item * l.pieces AS "costValue", v.price * l.pieces AS "retailValue",
    v.cost_per_item IS NULL AS "isWithoutCost"
  FROM (SELECT variant_id, sum(quantity)::bigint AS pieces FROM stock_levels GROUP BY 1) l
  JOIN product_variants v ON v.id = l.variant_id JOIN products p ON p.id = v.product_id
  WHERE l.pieces > 0`;

/** The rows of each report, with a currency, a key that is unique in it, and a rank: the largest comes first. */
export const REPORT_ROWS: Readonly<Record<ReportKind, string>> = {
  sales: SALES,
  products: PRODUCTS,
  categories: CATEGORIES,
  brands: BRANDS,
  discounts: DISCOUNTS,
  refunds: REFUNDS,
  customers: CUSTOMERS,
  stock: STOCK,
};
