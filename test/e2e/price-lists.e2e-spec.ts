import { beforeAll, describe, expect, it } from 'vitest';
import { type HttpOptions, useApi } from '../setup/test-api.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

interface Problem {
  readonly code: string;
}

interface Breaks {
  readonly priceBreaks: readonly { readonly minQuantity: number; readonly price: string }[];
}

interface Saved {
  readonly items: readonly { readonly outcome: string; readonly errors: readonly Problem[] }[];
}

describe('Price lists and groups of customers', () => {
  const t = useApi({ env: { CURRENCIES: 'EUR,VND' } });
  let staff = '';
  beforeAll(async () => {
    staff = (await t.given.staff({ catalog: 'rw', users: 'rw' })).token;
  });

  const admin = <T>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HttpOptions['headers'],
  ) =>
    t.http<T>(method, `/api/v1/admin/${path}`, {
      token: staff,
      ...(body === undefined ? {} : { body }),
      ...(headers === undefined ? {} : { headers }),
    });
  const priceList = async (words: object): Promise<string> => {
    const name = `List ${Math.random()}`;
    const { body } = await admin<{ id: string }>('POST', 'price-lists', { name, ...words });
    return body.id;
  };

  const slugOf = async (variantId: string): Promise<string> => {
    const { rows } = await t.owner.query<{ slug: string }>(
      'SELECT p.slug FROM products p JOIN product_variants v ON v.product_id = p.id WHERE v.id = $1',
      [variantId],
    );
    return rows[0]?.slug ?? '';
  };

  it('judge each row by itself and come page by page', async () => {
    const variants = [await t.given.sellable(), await t.given.sellable()].map((v) => v.variantId);
    const [variantId = ''] = variants;
    const id = await priceList({});
    const put = (items: readonly object[]) =>
      admin<Saved & Problem>('PUT', `price-lists/${id}/prices`, { items });
    const { body } = await put([
      ...variants.map((each) => ({ variantId: each, minQuantity: 3, price: '5.00' })),
      { variantId, price: '4.999' },
      { variantId, minQuantity: 3, price: '1.00' },
      { variantId: NOBODY, price: '1.00' },
      { variantId, minQuantity: 2, price: '100000000.00' },
    ]);
    expect(body.items.map(({ outcome, errors }) => [outcome, errors[0]?.code])).toEqual([
      ['saved', undefined],
      ['saved', undefined],
      ['refused', 'money.invalid'],
      ['refused', 'catalog.row_repeated'],
      ['refused', 'catalog.variant_not_found'],
      ['refused', 'money.amount_out_of_range'],
    ]);
    expect((await put([{ variantId, minQuantity: 3, price: '5.00' }])).body.items).toMatchObject([
      { outcome: 'unchanged' },
    ]);
    for (const bad of [
      { minQuantity: 0 },
      { minQuantity: 1000 },
      { minQuantity: 1.5 },
      { price: 5 },
    ]) {
      expect((await put([{ variantId, price: '1.00', ...bad }])).status).toBe(400);
    }
    const page = (query: string) =>
      admin<{ items: { variantId: string }[]; nextCursor: string | null }>(
        'GET',
        `price-lists/${id}/prices?limit=1${query}`,
      );
    const first = await page('');
    const second = await page(`&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items].map((row) => row.variantId)).toEqual(
      variants.toSorted(),
    );
    expect(second.body.nextCursor).toBeNull();
    expect((await page('&cursor=WyIxIiwyXQ')).status).toBe(400);
  });

  it('show in public answers what more pieces cost everybody, until their time is over', async () => {
    const variant = await t.given.sellable({ price: '10.00' });
    const { variantId } = variant;
    const slug = await slugOf(variantId);
    const breaks = async (query = '') => {
      const path = `/api/v1/products/${slug}`;
      const page = await t.http<{ variants: Breaks[] }>('GET', `${path}${query}`);
      const list = await t.http<{ items: Breaks[] }>('GET', `${path}/variants${query}`);
      expect(list.body.items[0]?.priceBreaks).toEqual(page.body.variants[0]?.priceBreaks);
      return page.body.variants[0]?.priceBreaks.map(({ minQuantity, price }) => [
        minQuantity,
        price,
      ]);
    };
    const fill = (id: string, prices: Readonly<Record<number, string>>) =>
      admin('PUT', `price-lists/${id}/prices`, {
        items: Object.entries(prices).map(([minQuantity, price]) => {
          return { variantId, minQuantity: Number(minQuantity), price };
        }),
      });
    expect(await breaks()).toEqual([]);
    const everybody = await priceList({ isActive: true });
    await fill(everybody, { 5: '9.00', 10: '8.00', 20: '8.50', 30: '11.00' });
    await expect.poll(breaks).toEqual([
      [5, '9.00'],
      [10, '8.00'],
    ]);
    const group = await admin<{ id: string }>('POST', 'customer-groups', {
      code: 'vips',
      name: 'V',
    });
    await fill(await priceList({ isActive: true, customerGroupId: group.body.id }), { 2: '1.00' });
    await fill(await priceList({ isActive: true, currency: 'EUR' }), { 2: '2.00' });
    await fill(await priceList({}), { 2: '3.00' });
    const soon = new Date(Date.now() + 1_500).toISOString();
    const later = new Date(Date.now() + 3_000).toISOString();
    await fill(await priceList({ isActive: true, startsAt: soon, endsAt: later }), { 1: '7.00' });
    await expect.poll(breaks).toHaveLength(2);
    // Not in euros: the variant has no price in them and is answered in the shop's currency.
    expect(await breaks('?currency=EUR')).toHaveLength(2);
    await t.owner.query(
      `INSERT INTO variant_prices (variant_id, currency, price) VALUES ($1, 'EUR', 9)`,
      [variantId],
    );
    await expect.poll(() => breaks('?currency=EUR')).toEqual([[2, '2.00']]);
    // Nobody changes a row: the kept answers end by themselves, when the list begins and when it ends.
    await expect.poll(breaks, { timeout: 5_000 }).toEqual([[1, '7.00']]);
    await expect.poll(breaks, { timeout: 5_000 }).toHaveLength(2);
    expect(Date.now()).toBeGreaterThanOrEqual(new Date(later).getTime() - 50);
  });

  it('have names, dates and groups that fit, and ETags', async () => {
    const make = (words: object) =>
      admin<Problem>('POST', 'price-lists', { name: 'Once', ...words });
    const made = await make({});
    const id = (made.body as unknown as { id: string }).id;
    expect(made.body).toMatchObject({ currency: 'USD', isActive: false, customerGroupId: null });
    expect((await make({})).body.code).toBe('catalog.price_list_name_taken');
    expect((await make({ customerGroupId: NOBODY })).body.code).toBe(
      'catalog.customer_group_unknown',
    );
    const dates = { startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' };
    expect((await make({ name: 'Two', ...dates })).body.code).toBe(
      'catalog.price_list_dates_invalid',
    );
    expect((await make({ name: 'Two', currency: 'KWD' })).body.code).toBe(
      'money.currency_unsupported',
    );
    expect((await make({ name: 'Two', currency: 'GBP' })).body.code).toBe(
      'catalog.currency_not_priced',
    );
    const headers = { 'if-match': made.headers.get('etag') ?? '' };
    expect((await admin('PATCH', `price-lists/${id}`, { name: 'Thrice' }, headers)).status).toBe(
      200,
    );
    expect((await admin('PATCH', `price-lists/${id}`, { name: 'Four' }, headers)).status).toBe(412);
    expect((await admin('GET', 'price-lists?isActive=false&limit=1')).status).toBe(200);
    expect((await admin('DELETE', `price-lists/${id}`)).status).toBe(204);
    expect((await admin('GET', `price-lists/${id}`)).status).toBe(404);
    expect(
      (await admin('PUT', `price-lists/${id}/prices`, { items: [{ variantId: NOBODY }] })).status,
    ).toBe(404);
  });

  it('groups of customers are made, filled in bulk, and kept while something is made for them', async () => {
    const people = [await t.given.customer(), await t.given.customer()].map(({ id }) => id);
    const [first = ''] = people;
    const made = await admin<{ id: string }>('POST', 'customer-groups', {
      code: 'shops',
      name: 'Shops',
    });
    const { id } = made.body;
    const taken = await admin<Problem>('POST', 'customer-groups', { code: 'shops', name: 'Two' });
    expect(taken.body.code).toBe('users.customer_group_code_taken');
    await admin('PATCH', `customer-groups/${id}/members`, { add: [first] });
    const members = (body: object) => admin<Saved>('PATCH', `customer-groups/${id}/members`, body);
    const changed = await members({ add: [...people, NOBODY], remove: [first, NOBODY] });
    expect(changed.body.items.map(({ outcome }) => outcome)).toEqual([
      'added',
      'removed',
      'unchanged',
    ]);
    expect((await members({ add: [NOBODY] })).body.items).toMatchObject([{ outcome: 'unknown' }]);
    const listed = await admin<{ items: { userId: string }[] }>(
      'GET',
      `customer-groups/${id}/members`,
    );
    expect(listed.body.items.map(({ userId }) => userId)).toEqual([people[1]]);
    expect((await admin('GET', `customer-groups/${id}`)).body).toMatchObject({ members: 1 });
    const list = await priceList({ customerGroupId: id });
    const refused = await admin<Problem>('DELETE', `customer-groups/${id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'users.customer_group_in_use']);
    await admin('DELETE', `price-lists/${list}`);
    expect((await admin('DELETE', `customer-groups/${id}`)).status).toBe(204);
    expect((await admin('PATCH', `customer-groups/${id}`, { name: 'Gone' })).status).toBe(404);
  });
});
