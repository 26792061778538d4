import { beforeAll, describe, expect, it } from 'vitest';
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
    const place = (at: string) => ({ at, id: '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d' });
    const products = adminList({}, '-name', place('Many 1'));
    const changed = adminList({}, '-updatedAt', null);
    const cheap = adminList({}, 'basePrice', place('5.00'));
    const stock = sortedStockPage({}, 'sku', place('MANY-1'));
    const nothing = Array.from({ length: 6 }, () => null);
    const plans: [string, string, unknown[]][] = [
      ['idx_products_by_name', products.statement.text, ['USD', 2, 21, 'Many 1', place('').id]],
      ['idx_products_by_update', changed.statement.text, ['USD', 2, 21, null, null]],
      ['idx_products_by_price', cheap.statement.text, ['USD', 2, 21, '5.00', place('').id]],
      ['idx_product_variants_by_sku', stock.statement.text, [3, 21, ...stock.values]],
      [
        'idx_payments_by_amount',
        listPayments('-amount', false).text,
        [...nothing, '30.00', place('').id, 21],
      ],
    ];
    for (const [index, text, values] of plans) {
      const plan = await explain(text, values);
      expect(plan, plan).toContain(index);
    }
  });

  /** Past the triggers: they are about other things, and take their time. */
  const manyRows = async () => {
    const tables = ['products', 'product_variants', 'payments'];
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
      ${triggers('ENABLE')}; COMMIT`);
    await t.owner.query('ANALYZE products; ANALYZE product_variants; ANALYZE payments');
  };

  const explain = async (text: string, values: unknown[]): Promise<string> => {
    const { rows } = await t.owner.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  };
});
