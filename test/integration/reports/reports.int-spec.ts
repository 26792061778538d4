import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import {
  REPORT_FIELDS,
  REPORT_KINDS,
  totalledFields,
} from '../../../src/modules/reports/domain/report-kinds.js';
import { dayIn } from '../../../src/modules/reports/use-cases/report-scope.js';
import { useApi } from '../../setup/test-api.js';
import { type PastOrder, putHistory, randomHistory, sum, totalOf } from './random-history.js';

type Row = Readonly<Record<string, string | number | boolean | null>> & {
  readonly currency: string;
};

interface Report {
  readonly items: readonly Row[];
  readonly totals: readonly Row[];
  readonly nextCursor: string | null;
}

const PATH = '/api/v1/admin/reports';
const ALL = 'from=2020-01-01&to=2029-12-31';
const SUMS = ['gross', 'discount', 'tax', 'net'] as const;
const SOLD = new Set(['confirmed', 'delivering', 'delivered', 'completed', 'refunded']);

/** Decimal text to minor units, by its digits. */
function minor(value: unknown): number {
  return Number(String(value).replace('.', ''));
}

describe('Reports', () => {
  const t = useApi({ imports: [OrderArchivingWorkerModule] });
  let token = '';
  let history: PastOrder[] = [];
  let customers: string[] = [];
  let products: { id: string; variantId: string; root: string | null; brand: string | null }[] = [];

  const ask = async (path: string): Promise<Report> => {
    const answer = await t.http<Report>('GET', `${PATH}/${path}`, { token });
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const sold = (): PastOrder[] => history.filter(({ status }) => SOLD.has(status));

  beforeAll(async () => {
    token = (await t.given.staff({ reports: 'r' })).token;
    await t.given.paymentMethod({ code: 'sandbox' });
    const { id: discountId } = await t.given.discount({ code: 'OLD' });
    const root = await t.given.category({ name: '=SUM(A1)' });
    const child = await t.given.category({ parentId: root.id });
    const other = await t.given.category();
    const brand = await t.given.brand();
    const places = [
      { categoryId: child.id, root: root.id, brandId: brand.id },
      { categoryId: root.id, root: root.id },
      { categoryId: other.id, root: other.id, brandId: brand.id },
      { root: null },
    ];
    for (const { root: top, ...rest } of places) {
      const made = await t.given.product(rest);
      products = [...products, { ...made, root: top, brand: rest.brandId ?? null }];
    }
    for (let n = 0; n < 5; n += 1) customers = [...customers, (await t.given.customer()).id];
    history = randomHistory(400, products.length, 20_261_123);
    await putHistory(t, history, { variants: products, customers, discountId });
    // Some of the finished ones are in the archive, others too young for it.
    const moved = await t.get(ArchiveOrders).execute(systemContext('test'));
    expect(moved).toBeGreaterThan(30);
    expect(moved).toBeLessThan(300);
  });

  it.each(['products', 'categories', 'categories?level=root', 'brands'])(
    'sales by day and by %s are the same, and those of the orders, to the minor unit',
    async (by) => {
      const days = await ask(`sales?${ALL}`);
      const parts = await ask(`${by}${by.includes('?') ? '&' : '?'}${ALL}`);
      expect(days.totals.map(({ currency }) => currency)).toEqual(['USD', 'VND']);
      for (const total of parts.totals) {
        const orders = sold().filter(({ currency }) => currency === total.currency);
        const lines = orders.flatMap((order) => order.lines.map((line) => ({ ...line, order })));
        const mine = {
          gross: sum(lines.map((l) => l.price * l.quantity)),
          discount: sum(lines.map((l) => l.discount)),
          tax: sum(lines.map((l) => l.tax)),
          net: sum(
            lines.map((l) => l.price * l.quantity - l.discount - (l.order.inclusive ? l.tax : 0)),
          ),
        };
        const byDay = days.totals.find(({ currency }) => currency === total.currency);
        for (const name of SUMS) {
          expect([name, minor(total[name])]).toEqual([name, mine[name]]);
          expect([name, minor(byDay?.[name])]).toEqual([name, mine[name]]);
        }
        const rows = parts.items.filter(({ currency }) => currency === total.currency);
        expect(sum(rows.map((row) => minor(row['net'])))).toBe(mine.net);
        expect(sum(rows.map((row) => Number(row['quantity'])))).toBe(
          sum(lines.map((l) => l.quantity)),
        );
      }
    },
  );

  it.each([
    ['UTC', 'day', '2020-01-01', '2029-12-31'],
    ['Asia/Ho_Chi_Minh', 'day', null, null],
    ['America/Los_Angeles', 'week', null, null],
    ['Pacific/Kiritimati', 'month', '2020-01-01', '2029-12-31'],
  ])('counts the days of %s by %s', async (timeZone, interval, from, to) => {
    const middle = [...history].sort((a, b) => a.at.getTime() - b.at.getTime());
    const first = from ?? dayIn(timeZone, middle[100]?.at ?? new Date());
    const last = to ?? dayIn(timeZone, middle[300]?.at ?? new Date());
    const query = `from=${first}&to=${last}&timeZone=${timeZone}&interval=${interval}&limit=1000`;
    const { items, totals } = await ask(`sales?${query}`);
    const expected = sold().filter(({ at }) => {
      const day = dayIn(timeZone, at);
      return day >= first && day <= last;
    });
    for (const total of totals) {
      const orders = expected.filter(({ currency }) => currency === total.currency);
      expect(total).toMatchObject({ orders: orders.length });
      expect(minor(total['total'])).toBe(sum(orders.map(totalOf)));
      expect(minor(total['refunded'])).toBe(sum(orders.map(({ refund }) => refund?.amount ?? 0)));
      expect(minor(total['shippingDiscount'])).toBe(sum(orders.map((o) => o.shippingDiscount)));
      expect(minor(total['shippingTax'])).toBe(sum(orders.map((o) => o.shippingTax)));
    }
    expect(sum(items.map(({ orders }) => Number(orders)))).toBe(expected.length);
    if (interval !== 'day') return;
    const byDay = new Map<string, number>();
    for (const order of expected) {
      const day = `${order.currency} ${dayIn(timeZone, order.at)}`;
      byDay.set(day, (byDay.get(day) ?? 0) + totalOf(order));
    }
    expect(
      new Map(items.map((row) => [`${row.currency} ${row['day']}`, minor(row['total'])])),
    ).toEqual(byDay);
  });

  it('discounts add up to what was taken off, named or not', async () => {
    const { items, totals } = await ask(`discounts?${ALL}`);
    for (const { currency, amount } of totals) {
      const orders = sold().filter((order) => order.currency === currency);
      const taken = (order: PastOrder): number => sum(order.lines.map((l) => l.discount));
      expect(minor(amount)).toBe(sum(orders.map((o) => taken(o) + o.shippingDiscount)));
      const [named, rest] = items.filter((row) => row.currency === currency);
      const rows = [named, rest].sort(
        (a, b) => Number(a?.['discountId'] === null) - Number(b?.['discountId'] === null),
      );
      expect(minor(rows[0]?.['amount'])).toBe(sum(orders.map((o) => Math.floor(taken(o) / 2))));
      expect(rows[1]).toMatchObject({ discountId: null, name: null, orders: 0 });
    }
  });

  it('refunds are those that went back in the time, of cancelled orders too', async () => {
    const { totals } = await ask(`refunds?${ALL}`);
    for (const { currency, amount, refunds } of totals) {
      const back = history.filter((o) => o.currency === currency && o.refund !== null);
      expect(refunds).toBe(back.length);
      expect(minor(amount)).toBe(sum(back.map(({ refund }) => refund?.amount ?? 0)));
    }
    const at = history.find(({ refund }) => refund !== null)?.refund?.at ?? new Date();
    const day = at.toISOString().slice(0, 10);
    const { items } = await ask(`refunds?from=${day}&to=${day}`);
    const that = history.filter(({ refund }) => refund?.at.toISOString().startsWith(day));
    expect(sum(items.map(({ refunds }) => Number(refunds)))).toBe(that.length);
  });

  it('customers: who bought for how much, and who is new', async () => {
    const from = dayIn('UTC', new Date(Date.now() - 500 * 86_400_000));
    const { items, totals } = await ask(`customers?from=${from}&to=2029-12-31&currency=USD`);
    const since = new Date(`${from}T00:00:00Z`);
    const inTime = sold().filter((o) => o.currency === 'USD' && o.at >= since);
    const isNew = (n: number): boolean => !sold().some((o) => o.customer === n && o.at < since);
    for (const row of items) {
      const n = row['customerId'] === null ? null : customers.indexOf(String(row['customerId']));
      const orders = inTime.filter((o) => o.customer === n);
      expect(row).toMatchObject({ orders: orders.length, isNew: n !== null && isNew(n) });
      expect(minor(row['total'])).toBe(sum(orders.map(totalOf)));
    }
    expect(totals).toHaveLength(1);
    expect(totals[0]).toMatchObject({
      orders: inTime.length,
      newCustomers: items.filter(({ isNew: flag }) => flag === true).length,
    });
  });

  it('stock is worth its cost where one is known, and its price', async () => {
    const { items, totals } = await ask('stock');
    expect(totals).toEqual([
      expect.objectContaining({
        currency: 'USD',
        rows: 4,
        pieces: 40,
        withoutCost: 4,
        retailValue: '799.60',
      }),
    ]);
    await t.owner.query(`UPDATE product_variants SET cost_per_item = 2.5 WHERE id = $1`, [
      products[0]?.variantId,
    ]);
    const again = await ask('stock');
    expect(again.totals[0]).toMatchObject({ costValue: '25.00', withoutCost: 3 });
    expect(again.items[0]).toMatchObject({
      variantId: products[0]?.variantId,
      costPerItem: '2.50',
    });
    expect(items).toHaveLength(4);
  });

  it.each(REPORT_KINDS)(
    'pages through %s give every row once, and say what they promise',
    async (kind) => {
      const whole = await ask(`${kind}?${kind === 'stock' ? '' : ALL}&limit=1000`);
      const paged: Row[] = [];
      for (let cursor = ''; ;) {
        const step = Math.max(1, Math.ceil(whole.items.length / 4));
        const page = await ask(`${kind}?${kind === 'stock' ? '' : ALL}&limit=${step}${cursor}`);
        expect(page.totals).toEqual(whole.totals);
        paged.push(...page.items);
        if (page.nextCursor === null) break;
        cursor = `&cursor=${page.nextCursor}`;
      }
      expect(paged).toEqual(whole.items);
      const names = ['currency', ...REPORT_FIELDS[kind].map(({ name }) => name)].sort();
      expect(Object.keys(paged[0] ?? {}).sort()).toEqual(names);
      const totals = totalledFields(kind).map(({ name, totalName }) => totalName ?? name);
      expect(Object.keys(whole.totals[0] ?? {}).sort()).toEqual(
        ['currency', 'rows', ...totals].sort(),
      );
    },
  );

  it.each(REPORT_KINDS)('%s as a file has the same rows', async (kind) => {
    const whole = await ask(`${kind}?${kind === 'stock' ? '' : ALL}&limit=1000`);
    const query = kind === 'stock' ? '' : `?${ALL}`;
    const file = await t.http('GET', `${PATH}/${kind}/csv${query}`, { token });
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = file.text.trimEnd().split('\n');
    expect(lines).toHaveLength(whole.items.length + 1);
    expect(lines[0]).toBe(`currency,${REPORT_FIELDS[kind].map(({ name }) => name).join(',')}`);
    const [row] = whole.items;
    const names = REPORT_FIELDS[kind].filter((f) => f.kind !== 'text').map(({ name }) => name);
    const cells = names.map((name) => String(row?.[name] ?? ''));
    expect(lines[1]).toContain(cells.join(','));
  });

  it('a name that a spreadsheet would run is a text there', async () => {
    const file = await t.http('GET', `${PATH}/categories/csv?${ALL}`, { token });
    expect(file.text).toContain(`,'=SUM(A1),`);
    expect(file.text).not.toContain(',=SUM');
  });

  it.each([
    ['sales?from=2026-02-30', 400],
    ['sales?from=2026-01-02&to=2026-01-01', 400],
    ['sales?from=1990-01-01&to=2029-01-01', 400],
    ['sales?from=0001-01-01&to=0001-01-02', 400],
    ['sales?timeZone=%2B07:00', 400],
    ['sales?timeZone=Nowhere/Else', 400],
    ['sales?timeZone=UTC%00', 400],
    [`sales?timeZone=${'A'.repeat(5000)}`, 400],
    ['sales?interval=hour', 400],
    ['sales?currency=usd', 400],
    ['sales?limit=1001', 400],
    ['sales?limit=NaN', 400],
    ['sales?cursor=xx', 400],
    [`products?cursor=${Buffer.from('["USD","NaN","a"]').toString('base64url')}`, 400],
    [`products?cursor=${Buffer.from('["USD","1e999","a"]').toString('base64url')}`, 400],
    ['nothing/csv', 404],
    ['__proto__/csv', 404],
    ['sales/csv?timeZone=Mars/Base', 400],
  ])('%s is %i', async (path, status) => {
    const answer = await t.http('GET', `${PATH}/${path}`, { token });
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining('"code"')]);
  });

  it('are for those who hold reports:r', async () => {
    for (const path of [...REPORT_KINDS, 'sales/csv']) {
      const others = [
        [null, 401],
        [(await t.given.customer()).token, 403],
        [(await t.given.staff({ orders: 'rwx', reports: 'wx' })).token, 403],
      ] as const;
      for (const [who, status] of others) {
        expect((await t.http('GET', `${PATH}/${path}`, { token: who })).status).toBe(status);
      }
    }
  });
});

/** As delivered, once `npm run openapi` has written it. */
const { components } = JSON.parse(
  readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'),
) as { components: { schemas: Record<string, Schema | undefined> } };

interface Schema {
  readonly properties?: Record<string, { items?: { $ref?: string } } | undefined>;
}

const NAMES: Readonly<Record<(typeof REPORT_KINDS)[number], string>> = {
  sales: 'Sales',
  products: 'Product',
  categories: 'Category',
  brands: 'Brand',
  discounts: 'Discount',
  refunds: 'Refund',
  customers: 'Customer',
  stock: 'Stock',
};

describe.skipIf(components.schemas['SalesReportResponse'] === undefined)(
  'The document of reports',
  () => {
    it.each(REPORT_KINDS)('%s promises what it gives', (kind) => {
      const rowOf = (list: string): string[] => {
        const report = components.schemas[`${NAMES[kind]}ReportResponse`];
        const name = report?.properties?.[list]?.items?.$ref?.split('/').at(-1) ?? '';
        return Object.keys(components.schemas[name]?.properties ?? {}).sort();
      };
      const names = REPORT_FIELDS[kind].map(({ name }) => name);
      const totals = totalledFields(kind).map(({ name, totalName }) => totalName ?? name);
      expect(rowOf('items')).toEqual(['currency', ...names].sort());
      expect(rowOf('totals')).toEqual(['currency', 'rows', ...totals].sort());
    });
  },
);
