import { beforeAll, describe, expect, it } from 'vitest';
import { type Sort, type SortOrders, type SortPosition } from '../../src/common/http/sort-order.js';
import { listDiscounts } from '../../src/modules/discounts/data/kept-discounts.sql.js';
import { listStatement } from '../../src/modules/orders/data/order-lists.sql.js';
import type { OrderFilter } from '../../src/modules/orders/orders.types.js';
import {
  listWork,
  REFUNDS,
  RETURNS,
  type Worklist,
} from '../../src/modules/orders/worklists/worklists.sql.js';
import {
  REFUND_SORTS,
  RETURN_SORTS,
  type WorkFilter,
} from '../../src/modules/orders/worklists/worklists.types.js';
import {
  listModerated,
  type ModerationSort,
  REVIEW_SORTS,
} from '../../src/modules/ratings/data/moderation-queue.js';
import { listPayments } from '../../src/modules/payments/data/staff-payments.sql.js';
import { adminList } from '../../src/modules/catalog/products/data/admin-query.js';
import { sortedStockPage } from '../../src/modules/inventory/data/stock-view-statements.js';
import type { GivenUser } from '../setup/given/users.js';
import { useApi } from '../setup/test-api.js';

interface Item {
  readonly id?: string;
  readonly variantId?: string;
  readonly [name: string]: unknown;
}

interface Body {
  readonly items: Item[];
  readonly nextCursor: string | null;
  readonly code?: string;
}

/** The lists that staff sorts, with what they may be sorted by beside what they are sorted by anyway. */
const LISTS = [
  ['products', ['name', 'basePrice', 'updatedAt'], ['createdAt', '-createdAt']],
  ['users', ['email'], ['createdAt', '-createdAt']],
  ['discounts', ['name', 'usedCount', 'priority'], ['createdAt', '-createdAt']],
  ['inventory/stock', ['sku'], []],
  ['reviews', ['rating', 'reportCount'], ['submittedAt', '-submittedAt']],
  ['payments', ['amount'], ['createdAt', '-createdAt']],
  ['orders', ['totalAmount'], ['createdAt', '-createdAt']],
  ['refunds', ['amount'], ['createdAt', '-createdAt']],
  ['returns', [], ['createdAt', '-createdAt']],
] as const;

const ID = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';
const MORE = ['ratings', 'discounts', 'refunds', 'returns', 'orders', 'order_items'];
const both = (names: readonly string[]) => names.flatMap((name) => [name, `-${name}`]);
const idOf = (item: Item) => String(item.id ?? item.variantId);

/** As PostgreSQL compares it: numbers by value, texts by their bytes where they are plain. */
function compare(a: unknown, b: unknown): number {
  const [x, y] = [a ?? '', b ?? ''].map(String) as [string, string];
  const isNumber = /^-?\d+(\.\d+)?$/;
  if (isNumber.test(x) && isNumber.test(y)) return Number(x) - Number(y);
  return x.localeCompare(y, 'en');
}

describe('Sorted lists', () => {
  const t = useApi();
  let admin: GivenUser;

  const read = (list: string, query: string) =>
    t.http<Body>('GET', `/api/v1/admin/${list}?${query}`, { token: admin.token });

  const walk = async (list: string, sort: string) => {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const query = `limit=2&sort=${sort}${cursor === null ? '' : `&cursor=${cursor}`}`;
      const { status, body } = await read(list, query);
      expect(status, `${list} by ${sort}`).toBe(200);
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor !== null);
    return items;
  };

  beforeAll(async () => {
    admin = await t.given.admin();
    // Two of each value, so that only their ids tell them apart.
    for (const [index, word] of ['Amber', 'Birch', 'Amber', 'Cedar', 'Birch'].entries()) {
      const product = await t.given.product({ name: word, price: `${10 + (index % 3)}.00` });
      const customer = await t.given.customer();
      await t.given.discount({ priority: index % 3 });
      const payment = await t.given.payment({
        amount: `${20 + (index % 3)}.00`,
        status: 'success',
      });
      await t.owner.query(
        `INSERT INTO refunds (payment_id, order_id, amount, currency, idempotency_key)
         SELECT id, order_id, $2, currency, id::text FROM payments WHERE id = $1`,
        [payment.id, 1 + (index % 3)],
      );
      await t.owner.query(
        'INSERT INTO returns (order_id) SELECT order_id FROM payments WHERE id = $1',
        [payment.id],
      );
      await t.owner.query(
        `INSERT INTO ratings (user_id, product_id, rating, title, content, status)
         VALUES ($1, $2, $3, 'Fine', 'Fine.', 'approved')`,
        [customer.id, product.id, 1 + (index % 3)],
      );
    }
  });

  it.each(LISTS)('%s: each row once in every order, and back', async (list, own, usual) => {
    for (const sort of both(own)) {
      const items = await walk(list, sort);
      const ids = items.map(idOf);
      expect(ids.length).toBeGreaterThan(4);
      expect(new Set(ids).size).toBe(ids.length);
      const name = sort.replace('-', '');
      const values = items.map((item) => item[name]);
      const sorted = [...values].sort(compare);
      expect(values, `${list} by ${sort}`).toEqual(sort === name ? sorted : sorted.reverse());
    }
    for (const name of own) {
      const [up, down] = [await walk(list, name), await walk(list, `-${name}`)];
      expect(down.map(idOf)).toEqual(up.map(idOf).reverse());
    }
    for (const sort of usual) expect((await walk(list, sort)).length).toBeGreaterThan(4);
  });

  it.each(LISTS)('%s: a cursor is good in its own order only', async (list, own, usual) => {
    const sorts = [...both(own), ...usual];
    for (const sort of sorts) {
      const { body } = await read(list, `limit=1&sort=${sort}`);
      const cursor = String(body.nextCursor);
      for (const other of sorts.filter((one) => one !== sort)) {
        const refused = await read(list, `limit=1&sort=${other}&cursor=${cursor}`);
        expect([refused.status, refused.body.code], `${list}: ${sort}, ${other}`).toEqual([
          400,
          'request.invalid_cursor',
        ]);
      }
    }
    expect((await read(list, 'sort=id')).body.code).toBe('request.invalid');
  });

  it('a row that comes while somebody pages is no row twice', async () => {
    const first = await read('products', 'limit=2&sort=name');
    await t.given.product({ name: 'Aaron' });
    const rest = await read('products', `limit=100&sort=name&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...rest.body.items].map(idOf);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('read their pages off an index at many rows', async () => {
    await manyRows();
    const place = (at: string) => ({ at, id: ID });
    const time = new Date(Date.now() - 30 * 86_400_000).toISOString();
    const products = adminList({}, '-name', place('Many 1'));
    const changed = adminList({}, '-updatedAt', null);
    const cheap = adminList({}, 'basePrice', place('5.00'));
    const stock = sortedStockPage({}, 'sku', place('MANY-1'));
    const nulls = (count: number) => Array.from({ length: count }, () => null);
    const plans: Plan[] = [
      ['idx_products_by_name', products.statement.text, ['USD', 2, 21, 'Many 1', ID]],
      ['idx_products_by_update', changed.statement.text, ['USD', 2, 21, null, null]],
      ['idx_products_by_price', cheap.statement.text, ['USD', 2, 21, '5.00', ID]],
      ['idx_product_variants_by_sku', stock.statement.text, [3, 21, ...stock.values]],
      [
        'idx_payments_by_amount',
        listPayments('-amount', false).text,
        [...nulls(6), '30.00', ID, 21],
      ],
      ['idx_discounts_by_name', listDiscounts('name', true).text, [...nulls(7), 21]],
      [
        'idx_discounts_by_priority',
        listDiscounts('-priority', false).text,
        [...nulls(5), 1, ID, 21],
      ],
      ...REVIEW_SORTS.names.map((sort) => reviews(sort, place(sort.endsWith('At') ? time : '2'))),
      work(REFUNDS, REFUND_SORTS, '-createdAt', {}, time),
      work(REFUNDS, REFUND_SORTS, 'createdAt', { status: 'failed' }),
      work(REFUNDS, REFUND_SORTS, '-amount'),
      work(RETURNS, RETURN_SORTS, 'createdAt', {}, time),
      work(RETURNS, RETURN_SORTS, '-createdAt', { status: 'requested' }, time),
      orders('idx_orders_unfinished', { status: ['delivering', 'delivered'] }),
      orders('idx_orders_refunded', { paymentState: 'partially_refunded' }),
      orders('idx_payments_partly', { paymentState: 'partially_paid' }),
      orders('idx_refunds_surplus', { paymentState: 'partially_paid' }),
      orders('idx_order_items_variant_id', { sku: 'NONE' }),
      orders('idx_orders_history', { customerId: ID }),
    ];
    for (const [index, text, values] of plans) {
      const plan = await explain(text, values);
      expect(plan, plan).toContain(index);
    }
  });

  type Plan = [index: string, text: string, values: unknown[]];
  const reviews = (sort: ModerationSort, place: SortPosition): Plan => {
    const { statement, values } = listModerated({}, sort, place, 21);
    const by = { submittedAt: 'time', rating: 'rating', reportCount: 'reports' };
    const name = by[sort.replace('-', '') as keyof typeof by];
    return [`idx_ratings_by_${name}`, statement.text, values];
  };
  const orders = (index: string, filter: OrderFilter): Plan => {
    const { statement, values } = listStatement(filter, '-createdAt', 21, null);
    return [index, statement.text, [...values]];
  };
  const work = <Name extends string>(
    list: Worklist,
    sorts: SortOrders<Name>,
    sort: Sort<Name>,
    filter: WorkFilter = {},
    time: string | null = null,
  ): Plan => {
    const { statement, values } = listWork(list, filter, (at, id) =>
      sorts.sql(sort, at, id, time === null),
    );
    const name = filter.status === undefined ? (sort === '-amount' ? 'amount' : 'time') : 'status';
    const place = [time, time === null ? null : ID, 21];
    return [`idx_${list.table}_by_${name}`, statement.text, [...values, ...place]];
  };

  /** Past the triggers: they are about other things, and take their time. */
  const manyRows = async () => {
    const tables = ['products', 'product_variants', 'payments', ...MORE];
    const triggers = (state: string) =>
      tables.map((table) => `ALTER TABLE ${table} ${state} TRIGGER USER`).join('; ');
    await t.owner.query(`BEGIN; ${triggers('DISABLE')};
      INSERT INTO products (name, slug, base_price)
        SELECT 'Many ' || n, 'many-' || n, (n % 900) / 10.0 FROM generate_series(1, 20000) n;
      INSERT INTO product_variants (product_id, name, sku, price)
        SELECT id, name, upper(slug), base_price FROM products WHERE slug LIKE 'many-%';
      INSERT INTO payments (order_id, payment_method_id, reference, attempt, amount, currency)
        SELECT p.order_id, p.payment_method_id, 'many-' || n, n + 1, (n % 900) / 10.0, p.currency
          FROM generate_series(1, 20000) n, (SELECT * FROM payments LIMIT 1) p;
      INSERT INTO ratings (user_id, product_id, rating, status, submitted_at, report_count)
        SELECT u.id, p.id, 1 + (random() * 4)::int, 'approved', now() - random() * interval '300 days', n % 3
          FROM (SELECT id, row_number() OVER () AS n FROM products WHERE slug LIKE 'many-%') p,
            (SELECT id FROM users LIMIT 1) u;
      INSERT INTO discounts (name, type, value, priority)
        SELECT md5(n::text), 'percentage', 10, n % 50 FROM generate_series(1, 20000) n;
      INSERT INTO refunds (payment_id, order_id, amount, currency, idempotency_key, status, created_at)
        SELECT p.id, p.order_id, 1 + (n % 900) / 10.0, p.currency, 'many-' || n,
            CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'succeeded' END, now() - n * interval '20 minutes'
          FROM generate_series(1, 20000) n, (SELECT * FROM payments LIMIT 1) p;
      INSERT INTO returns (order_id, status, created_at)
        SELECT p.order_id, CASE WHEN n % 100 = 0 THEN 'requested' ELSE 'closed' END, now() - n * interval '20 minutes'
          FROM generate_series(1, 20000) n, (SELECT * FROM payments LIMIT 1) p;
      INSERT INTO orders (order_number, email, status, subtotal, total_amount, shipping_address, created_at)
        SELECT 'MANY-' || n, 'many@example.com', 'completed', 10, 10, '{}', now() - n * interval '20 minutes'
          FROM generate_series(1, 20000) n;
      INSERT INTO order_items (order_id, product_id, variant_id, position, product_name, variant_name, quantity, unit_price, total_price)
        SELECT o.id, p.id, v.id, 1, p.name, v.name, 1, 10, 10 FROM orders o
          JOIN product_variants v ON v.sku = o.order_number JOIN products p ON p.id = v.product_id;
      ${triggers('ENABLE')}; COMMIT`);
    await t.owner.query(tables.map((table) => `ANALYZE ${table}`).join('; '));
  };

  /** As the program reads: under the row policies an index is out of reach for what is not leakproof. */
  const explain = async (text: string, values: unknown[]): Promise<string> => {
    const client = await t.db.connect();
    try {
      await client.query(`BEGIN; SET LOCAL app.scope = 'all'`);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
});
