import { type Sort, SortOrders, type SortPosition } from '../../../common/http/sort-order.js';
import type { Statement } from '../../../database/statement.js';

/** `$1` is always what the shop calls few. */
const VIEW = `
  v.id AS "variantId", v.product_id AS "productId", p.name AS "productName", v.name AS "variantName", v.sku,
  v.inventory_quantity AS available, v.backordered_quantity AS backordered, v.backorder_limit AS "backorderLimit",
  v.available_on::text AS "availableOn", v.low_stock_threshold AS "lowStockThreshold",
  v.inventory_quantity <= coalesce(v.low_stock_threshold, $1::int) AS "isLow",
  (SELECT coalesce(sum(r.quantity - r.shipped_quantity), 0) FROM stock_reservations r
    WHERE r.variant_id = v.id AND r.status <> 'released' AND r.shipped_quantity < r.quantity)::int AS reserved,
  levels.items AS levels, levels.pieces::float8 AS "onHand"`;

const LEVELS = `
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('locationId', l.id, 'code', l.code, 'quantity', s.quantity)
        ORDER BY l.code), '[]'::json) AS items, coalesce(sum(s.quantity), 0) AS pieces
    FROM stock_levels s JOIN stock_locations l ON l.id = s.location_id
    WHERE s.variant_id = v.id AND l.deleted_at IS NULL
  ) levels`;

const FROM = `FROM product_variants v JOIN products p ON p.id = v.product_id ${LEVELS}`;

/** $2 variants. */
export const STOCK_OF: Statement = {
  name: 'inventory-stock-of',
  text: `SELECT ${VIEW} ${FROM} WHERE v.id = ANY ($2::uuid[]) AND v.deleted_at IS NULL`,
};

/** Nobody moves pieces of variants $1 meanwhile. */
export const HOLD_STOCK: Statement = {
  name: 'inventory-hold-stock',
  text: `
    WITH held AS MATERIALIZED (
      SELECT v.id FROM product_variants v WHERE v.id = ANY ($1::uuid[]) AND v.deleted_at IS NULL
      ORDER BY v.id FOR NO KEY UPDATE
    ), levels AS MATERIALIZED (
      SELECT s.id FROM stock_levels s WHERE s.variant_id IN (SELECT id FROM held)
      ORDER BY s.variant_id, s.location_id FOR NO KEY UPDATE
    ) SELECT count(*)::int AS n FROM levels`,
};

/** $1 variants or null each, $2 SKUs: the living variant of each row, or null. */
export const RESOLVE_VARIANTS: Statement = {
  name: 'inventory-resolve-variants',
  text: `
    SELECT coalesce(a.id, b.id) AS id FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS w (id, sku, n)
    LEFT JOIN product_variants a ON a.id = w.id AND a.deleted_at IS NULL
    LEFT JOIN product_variants b ON w.id IS NULL AND b.sku = w.sku AND b.deleted_at IS NULL
    ORDER BY w.n`,
};

/** $1 with `id`, and `limit`, `day`, `few` where `set_…` says so. */
export const CHANGE_SETTINGS: Statement = {
  name: 'inventory-change-settings',
  text: `
    WITH want AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, set_limit boolean, "limit" int,
        set_day boolean, day date, set_few boolean, few int)
    ), held AS MATERIALIZED (
      SELECT v.id FROM product_variants v WHERE v.id IN (SELECT id FROM want) ORDER BY v.id FOR NO KEY UPDATE
    )
    UPDATE product_variants v SET
      backorder_limit = CASE WHEN w.set_limit THEN w."limit" ELSE v.backorder_limit END,
      available_on = CASE WHEN w.set_day THEN w.day ELSE v.available_on END,
      low_stock_threshold = CASE WHEN w.set_few THEN w.few ELSE v.low_stock_threshold END
    FROM want w JOIN held h ON h.id = w.id WHERE v.id = w.id`,
};

/** What lists can be narrowed by, with the SQL of each; `$n` is its value. */
const STOCK_FILTERS = {
  variantId: (at: string) => `v.id = ${at}::uuid`,
  sku: (at: string) => `v.sku = ${at}::text`,
  productId: (at: string) => `v.product_id = ${at}::uuid`,
  locationId: (at: string) =>
    `v.id IN (SELECT s.variant_id FROM stock_levels s WHERE s.location_id = ${at}::uuid AND s.quantity > 0)`,
  lowStock: (at: string) =>
    `(v.inventory_quantity <= coalesce(v.low_stock_threshold, $1::int)) = ${at}::boolean`,
  after: (at: string) => `v.id > ${at}::uuid`,
};

const MOVE_FILTERS = {
  variantId: (at: string) => `m.variant_id = ${at}::uuid`,
  sku: (at: string) =>
    `m.variant_id IN (SELECT s.id FROM product_variants s WHERE s.sku = ${at}::text)`,
  cause: (at: string) => `m.cause = ${at}::text`,
  orderId: (at: string) => `m.order_id = ${at}::uuid`,
  locationId: (at: string) => `m.location_id = ${at}::uuid`,
  before: (at: string) => `m.seq < ${at}::bigint`,
};

type Filters = Readonly<Record<string, (at: string) => string>>;
export type StockFilter = { readonly [K in keyof typeof STOCK_FILTERS]?: unknown };
export type MoveFilter = { readonly [K in keyof typeof MOVE_FILTERS]?: unknown };

/** A statement for the filters that are used: each set of them is planned by itself. */
function narrowed(filters: Filters, given: Readonly<Record<string, unknown>>, first: number) {
  const used = Object.keys(filters).filter((name) => given[name] !== undefined);
  const where = used.map((name, index) => filters[name]?.(`$${first + index}`) ?? '');
  return {
    key: used.join('-'),
    where: where.map((condition) => `AND ${condition}`).join(' '),
    values: used.map((name) => given[name]),
  };
}

/** One without a SKU comes before all others. */
export const STOCK_SORTS = new SortOrders('v.id', 'sku', {
  sku: { column: "coalesce(v.sku, '')", kind: 'text' },
});

export type StockSort = Sort<'sku'>;

/** $1 few, $2 how many rows, then the filters; by variant id. */
export function stockPage(filter: StockFilter): { statement: Statement; values: unknown[] } {
  const { key, where, values } = narrowed(STOCK_FILTERS, filter, 3);
  const text = `SELECT ${VIEW} ${FROM} WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL ${where}
    ORDER BY v.id LIMIT $2::int`;
  return { statement: { name: `inventory-stock-page-${key}`, text }, values };
}

/** $1 few, $2 how many rows, $3 and $4 where the page begins, then the filters. */
export function sortedStockPage(
  filter: Omit<StockFilter, 'after'>,
  sort: StockSort,
  place: SortPosition | null,
): { statement: Statement; values: unknown[] } {
  const { key, where, values } = narrowed(STOCK_FILTERS, filter, 5);
  const order = STOCK_SORTS.sql(sort, '$3', '$4', place === null);
  const text = `SELECT ${VIEW}, ${order.key} AS at ${FROM}
    WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL AND ${order.after} ${where}
    ORDER BY ${order.orderBy} LIMIT $2::int`;
  const name = `stock-${sort}-${place === null ? '' : 'on-'}${key}`;
  return { statement: { name, text }, values: [place?.at ?? null, place?.id ?? null, ...values] };
}

const MOVE = `m.id, m.seq::text AS seq, m.variant_id AS "variantId", v.sku, m.quantity, m.cause,
  m.order_id AS "orderId", m.note, m.actor_id AS "actorId",
  to_char(m.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt"`;

/** $1 how many rows, then the filters; the latest first. */
export function movementPage(
  ledger: 'free' | 'place',
  filter: MoveFilter,
): { statement: Statement; values: unknown[] } {
  const { key, where, values } = narrowed(MOVE_FILTERS, filter, 2);
  const isFree = ledger === 'free';
  const more = isFree ? '' : ', m.location_id AS "locationId", m.transfer_id AS "transferId"';
  const text = `SELECT ${MOVE}${more} FROM ${isFree ? 'stock_movements' : 'stock_level_movements'} m
    JOIN product_variants v ON v.id = m.variant_id WHERE true ${where} ORDER BY m.seq DESC LIMIT $1::int`;
  return { statement: { name: `inventory-moves-${ledger}-${key}`, text }, values };
}
