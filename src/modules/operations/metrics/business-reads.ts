import { Inject, Injectable } from '@nestjs/common';
import { systemContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { Db } from '../../../database/db.js';
import { kept } from '../../../metrics/metrics.js';

/** Money that moved, in units of its currency; for drawing, never for books. */
export interface Sum {
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
}

/** The day's business so far; days begin at midnight UTC. */
export interface Business {
  /** Orders placed today, by their state now. */
  readonly orders: readonly { readonly status: string; readonly count: number }[];
  readonly ordersByHour: readonly { readonly hour: number; readonly count: number }[];
  /** What was placed, captured and paid back today. */
  readonly placed: readonly Sum[];
  readonly paid: readonly Sum[];
  readonly refunded: readonly Sum[];
  /** Active carts that were changed within 24 hours. */
  readonly carts: number;
}

/** Things for sale that are few or gone. */
export interface StockState {
  /** At most 10,000. */
  readonly few: number;
  readonly gone: number;
  /** The fewest first. */
  readonly fewest: readonly {
    readonly variantId: string;
    readonly name: string;
    readonly sku: string | null;
    readonly quantity: number;
  }[];
}

// Every part walks the end of an index by time. What was archived today was placed long ago.
const BUSINESS = {
  name: 'operations-business',
  text: `
    WITH today AS MATERIALIZED (
      SELECT status, currency, total_amount, extract(hour FROM created_at AT TIME ZONE 'UTC')::int AS hour
        FROM orders WHERE created_at >= date_trunc('day', now(), 'UTC')
    ), paid AS (
      SELECT currency, count(*)::int AS count, sum(captured_amount)::float8 AS amount FROM payments
       WHERE processed_at >= date_trunc('day', now(), 'UTC') AND captured_amount > 0 GROUP BY currency
    ), refunded AS (
      SELECT currency, count(*)::int AS count, sum(amount)::float8 AS amount FROM refunds
       WHERE processed_at >= date_trunc('day', now(), 'UTC') AND status = 'succeeded' GROUP BY currency
    )
    SELECT json_build_object(
      'orders', (SELECT coalesce(json_agg(s ORDER BY s.status), '[]')
                   FROM (SELECT status::text, count(*)::int AS count FROM today GROUP BY status) s),
      'ordersByHour', (SELECT coalesce(json_agg(h ORDER BY h.hour), '[]')
                         FROM (SELECT hour, count(*)::int AS count FROM today GROUP BY hour) h),
      'placed', (SELECT coalesce(json_agg(p ORDER BY p.currency), '[]')
                   FROM (SELECT currency, count(*)::int AS count, sum(total_amount)::float8 AS amount
                           FROM today GROUP BY currency) p),
      'paid', (SELECT coalesce(json_agg(p ORDER BY p.currency), '[]') FROM paid p),
      'refunded', (SELECT coalesce(json_agg(r ORDER BY r.currency), '[]') FROM refunded r),
      'carts', (SELECT count(*)::int FROM shopping_carts
                 WHERE status = 'active' AND abandoned_at IS NULL AND updated_at > now() - interval '24 hours')
    ) AS business`,
};

// No index knows what is few: one over a number that every order changes would cost each of them more than a look
// now and then costs here.
const STOCK = {
  name: 'operations-stock',
  text: `
    WITH few AS MATERIALIZED (
      SELECT v.id, v.product_id, v.name, v.sku, v.inventory_quantity FROM product_variants v
       WHERE v.deleted_at IS NULL AND v.is_active
         AND v.inventory_quantity <= coalesce(v.low_stock_threshold, $1::int)
       LIMIT 10000
    ), fewest AS (
      SELECT * FROM few ORDER BY inventory_quantity, id LIMIT 10
    )
    SELECT json_build_object(
      'few', (SELECT count(*)::int FROM few),
      'gone', (SELECT count(*)::int FROM few WHERE inventory_quantity = 0),
      'fewest', (SELECT coalesce(json_agg(json_build_object('variantId', f.id, 'sku', f.sku,
                   'name', CASE WHEN p.name = f.name THEN p.name ELSE p.name || ', ' || f.name END,
                   'quantity', f.inventory_quantity) ORDER BY f.inventory_quantity, f.id), '[]')
                   FROM fewest f JOIN products p ON p.id = f.product_id)
    ) AS stock`,
};

const BUSINESS_FRESH_MS = 10_000;
const STOCK_FRESH_MS = 60_000;

/** Figures of the shop for graphs and the operations page; counted when somebody looks, and kept for a while. */
@Injectable()
export class BusinessReads {
  readonly business = kept(BUSINESS_FRESH_MS, async () => {
    // Over all customers: nothing but sums leaves it.
    const ctx = systemContext('figures');
    const [row] = await this.db.queryAs<{ business: Business }>(ctx, BUSINESS);
    return row?.business ?? null;
  });

  readonly stock = kept(STOCK_FRESH_MS, async () => {
    const [row] = await this.db.query<{ stock: StockState }>(STOCK, [this.env.LOW_STOCK_THRESHOLD]);
    return row?.stock ?? null;
  });

  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}
}
