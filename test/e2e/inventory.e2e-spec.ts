import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeStock, examineStock } from '../../src/modules/operations/doctor/examine-stock.js';
import { allRows } from '../setup/all-rows.js';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Row {
  readonly index: number;
  readonly variantId: string | null;
  readonly outcome: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly code: string | null;
}
interface Moved {
  readonly locationId: string;
  readonly results: readonly Row[];
  readonly refused: number;
  readonly code?: string;
}
interface Stock {
  readonly variantId: string;
  readonly available: number;
  readonly backordered: number;
  readonly reserved: number;
  readonly onHand: number;
  readonly isLow: boolean;
  readonly levels: readonly { readonly code: string; readonly quantity: number }[];
  readonly code?: string;
}

const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';

describe('Stock for staff', () => {
  const t = useApi({ env: { LOW_STOCK_THRESHOLD: '3' } });
  let staff: GivenStaff | undefined;
  let counter = 0;

  const call = async <Body = Moved>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    token?: string,
  ) => {
    staff ??= await t.given.staff({ inventory: 'rw' });
    return t.http<Body>(method, `/api/v1/admin/inventory/${path}`, {
      ...(body === undefined ? {} : { body }),
      headers,
      token: token ?? staff.token,
    });
  };
  const stockOf = async (variantId: string) => call<Stock>('GET', `stock/${variantId}`);
  const location = async (): Promise<string> => {
    counter += 1;
    const made = await call<{ id: string }>('POST', 'locations', {
      code: `place-${counter}`,
      name: `Place ${counter}`,
    });
    expect(made.status).toBe(201);
    return made.body.id;
  };
  const thing = async (stock: number) => (await t.given.sellable({ stock })).variantId;
  const expectWhole = async () => {
    const report = await examineStock(allRows(t.owner));
    expect(report.ok, describeStock(report).join('\n')).toBe(true);
  };

  it('keeps places: made, changed against the ETag, the default handed on, taken away when empty', async () => {
    const id = await location();
    const seen = await call<{ code: string }>('GET', `locations/${id}`);
    const etag = seen.headers.get('etag') ?? '';
    const taken = await call('POST', 'locations', { code: seen.body.code, name: 'Again' });
    expect(taken.body.code).toBe('inventory.location_code_taken');
    const changes = await Promise.all(
      ['One', 'Two'].map((name) =>
        call('PATCH', `locations/${id}`, { name }, { 'if-match': etag }),
      ),
    );
    expect(changes.map(({ status }) => status).sort()).toEqual([200, 412]);
    const all = await call<{ items: { id: string; isDefault: boolean }[] }>('GET', 'locations');
    const main = all.body.items[0]?.id ?? '';
    expect(all.body.items.map((one) => one.isDefault).filter(Boolean)).toHaveLength(1);
    expect((await call('PATCH', `locations/${main}`, { isActive: false })).status).toBe(409);
    expect((await call('DELETE', `locations/${main}`)).body.code).toBe('inventory.location_in_use');
    const both = await Promise.all(
      [id, main].map((one) => call('PATCH', `locations/${one}`, { isDefault: true })),
    );
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    await call('PATCH', `locations/${main}`, { isDefault: true });
    expect((await call('DELETE', `locations/${id}`)).status).toBe(204);
    expect((await call('GET', `locations/${id}`)).body.code).toBe('inventory.location_not_found');
    expect((await call('POST', 'locations', { code: seen.body.code, name: 'Free' })).status).toBe(
      201,
    );
  });

  it('restocks up to 500 variants with a result each, once for one key', async () => {
    const [a, b] = [await thing(1), await thing(0)];
    const place = await location();
    const { rows } = await t.owner.query<{ sku: string }>(
      'SELECT sku FROM product_variants WHERE id = $1',
      [b],
    );
    const body = {
      locationId: place,
      note: 'Delivery 7',
      items: [
        { variantId: a, quantity: 4 },
        { sku: rows[0]?.sku, quantity: 2 },
        { variantId: a, quantity: 1 },
        { variantId: NOWHERE, quantity: 1 },
      ],
    };
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all([
      call('POST', 'restock', body, key),
      call('POST', 'restock', body, key),
    ]);
    for (const { status, body: said } of answers) {
      if (status === 409) expect(said.code).toBe('idempotency.in_progress');
      else
        expect(said.results.map(({ outcome, after, code }) => [outcome, after, code])).toEqual([
          ['done', 4, null],
          ['done', 2, null],
          ['refused', null, 'inventory.row_repeated'],
          ['refused', null, 'catalog.variant_not_found'],
        ]);
    }
    const again = await call('POST', 'restock', body, key);
    expect(again.body).toEqual(answers.find(({ status }) => status === 200)?.body);
    const other = await call('POST', 'restock', { items: body.items.slice(0, 1) }, key);
    expect(other.body.code).toBe('idempotency.key_reused');
    expect((await stockOf(a)).body).toMatchObject({ available: 5, onHand: 5, isLow: false });
    const moves = await call<{ items: { cause: string; quantity: number; note: string }[] }>(
      'GET',
      `location-movements?variantId=${a}&locationId=${place}`,
    );
    expect(moves.body.items).toMatchObject([{ cause: 'restock', quantity: 4, note: 'Delivery 7' }]);
    await call('PATCH', `locations/${place}`, { isActive: false });
    expect((await call('POST', 'restock', body)).body.code).toBe('inventory.location_inactive');
    await expectWhole();
  });

  it('adjusts only what is as expected and not sold', async () => {
    const variantId = await thing(5);
    await t.given.order({ lines: [{ variantId, quantity: 2 }] });
    const adjust = (item: object, headers = {}) =>
      call('POST', 'adjustments', { reason: 'lost', items: [{ variantId, ...item }] }, headers);
    expect((await adjust({ delta: -1 })).body.code).toBe('inventory.expectation_missing');
    expect((await call('POST', 'adjustments', { items: [] })).status).toBe(400);
    const code = async (item: object) => (await adjust(item)).body.results[0]?.code;
    expect(await code({ quantity: 4, expectedQuantity: 3 })).toBe('inventory.changed');
    expect(await code({ quantity: 1, expectedQuantity: 5 })).toBe('inventory.promised');
    const etag = (await stockOf(variantId)).headers.get('etag') ?? '';
    const twice = await Promise.all([1, 2].map(() => adjust({ delta: -1 }, { 'if-match': etag })));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 412]);
    const counted = await adjust({ quantity: 4, expectedQuantity: 4 });
    expect(counted.body.results[0]).toMatchObject({ outcome: 'unchanged', after: 4 });
    const { body } = await stockOf(variantId);
    expect(body).toMatchObject({ available: 2, reserved: 2, onHand: 4, isLow: true });
    const { body: ledger } = await call<{ items: { cause: string; note: string }[] }>(
      'GET',
      `location-movements?variantId=${variantId}&cause=written_off`,
    );
    expect(ledger.items).toMatchObject([{ cause: 'written_off', note: 'lost' }]);
    await expectWhole();
  });

  it('transfers pieces between places, never more than there are', async () => {
    const variantId = await thing(6);
    const { body: places } = await call<{ items: { id: string }[] }>('GET', 'locations');
    const [from, to] = [places.items[0]?.id ?? '', await location()];
    const transfer = (quantity: number, body = {}) =>
      call('POST', 'transfers', {
        fromLocationId: from,
        toLocationId: to,
        items: [{ variantId, quantity }],
        ...body,
      });
    const results = await Promise.all([1, 2, 3, 4].map(() => transfer(2)));
    expect(results.map(({ body }) => body.results[0]?.code ?? 'done').sort()).toEqual([
      'done',
      'done',
      'done',
      'inventory.not_at_location',
    ]);
    expect((await stockOf(variantId)).body).toMatchObject({ available: 6, onHand: 6 });
    expect((await transfer(1, { toLocationId: from })).body.code).toBe('inventory.same_location');
    expect((await transfer(1, { toLocationId: NOWHERE })).status).toBe(404);
    expect((await call('DELETE', `locations/${to}`)).body.code).toBe('inventory.location_in_use');
    // A file that sets what is free takes it from wherever it lies.
    const { body: list } = await call<{ items: Stock[] }>('GET', `stock?locationId=${to}`);
    expect(list.items.map((one) => one.variantId)).toEqual([variantId]);
    await expectWhole();
  });

  it('sets thresholds and backorders; carts and pages say how pieces come', async () => {
    const { variantId, productId } = await t.given.sellable({ stock: 1 });
    const { rows } = await t.owner.query<{ slug: string }>(
      'SELECT slug FROM products WHERE id = $1',
      [productId],
    );
    const etag = (await stockOf(variantId)).headers.get('etag') ?? '';
    const set = { backorderLimit: 2, lowStockThreshold: 0 };
    const both = await Promise.all(
      [1, 2].map((n) =>
        call<Stock>(
          'PATCH',
          `stock/${variantId}`,
          { ...set, lowStockThreshold: n },
          { 'if-match': etag },
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const many = await call('PATCH', 'stock', {
      items: [
        { variantId, lowStockThreshold: 0 },
        { variantId, lowStockThreshold: 9 },
        { sku: 'NOBODY', backorderLimit: 1 },
      ],
    });
    expect(many.body.results.map(({ code }) => code)).toEqual([
      null,
      'inventory.row_repeated',
      'catalog.variant_not_found',
    ]);
    const stale = { variantId, etag, lowStockThreshold: 1 };
    expect((await call('PATCH', 'stock', { items: [stale] })).body.results[0]?.code).toBe(
      'request.precondition_failed',
    );
    expect((await stockOf(variantId)).body).toMatchObject({ isLow: false, backorderLimit: 2 });

    const page = async () => {
      const { body } = await t.http<{ variants: object[]; purchasable: boolean }>(
        'GET',
        `/api/v1/products/${rows[0]?.slug ?? ''}`,
      );
      return { ...body.variants[0], product: body.purchasable };
    };
    const quote = async (quantity: number) => {
      const { body } = await t.http<{ items: object[] }>('POST', '/api/v1/checkout/quote', {
        body: { lines: [{ variantId, quantity }] },
      });
      return body.items[0];
    };
    expect(await page()).toMatchObject({ purchasable: true, availability: 'in_stock' });
    expect(await quote(1)).toMatchObject({ availability: 'in_stock', problems: [] });
    expect(await quote(3)).toMatchObject({ availability: 'backorder', problems: [] });
    expect(await quote(4)).toMatchObject({
      problems: [{ code: 'insufficient_stock', available: 3 }],
    });
    await t.given.order({ lines: [{ variantId, quantity: 2 }] });
    expect((await stockOf(variantId)).body).toMatchObject({
      available: 0,
      backordered: 1,
      reserved: 2,
    });
    expect(await page()).toMatchObject({ product: true, availability: 'backorder' });
    await call('PATCH', `stock/${variantId}`, { availableOn: '2099-05-01' });
    const preorder = { availability: 'preorder', availableOn: '2099-05-01' };
    expect(await page()).toMatchObject({ purchasable: true, ...preorder });
    expect(await quote(1)).toMatchObject(preorder);
    await t.given.order({ lines: [{ variantId }] });
    expect(await page()).toMatchObject({
      purchasable: false,
      product: false,
      availability: null,
      unavailableReason: 'out_of_stock',
    });
    expect(await quote(1)).toMatchObject({
      availability: null,
      problems: [{ code: 'out_of_stock' }],
    });
    await expectWhole();
  });

  it('lists by page and filter, and keeps out whoever has no right', async () => {
    const variantId = await thing(2);
    const first = await call<{ items: Stock[]; nextCursor: string }>(
      'GET',
      'stock?limit=1&lowStock=true',
    );
    expect(first.body.items[0]?.isLow).toBe(true);
    const next = await call<{ items: Stock[] }>(
      'GET',
      `stock?limit=1&lowStock=true&cursor=${first.body.nextCursor}`,
    );
    expect(next.body.items[0]?.variantId).not.toBe(first.body.items[0]?.variantId);
    const moves = await call<{ items: { seq: string }[]; nextCursor: string }>(
      'GET',
      'movements?limit=1',
    );
    expect(moves.body.items).toHaveLength(1);
    expect((await call('GET', `movements?cursor=${moves.body.nextCursor}`)).status).toBe(200);
    for (const cursor of ['x', 'WzFd', Buffer.from('["1e9"]').toString('base64url')]) {
      expect((await call('GET', `movements?cursor=${cursor}`)).status).toBe(400);
      expect((await call('GET', `stock?cursor=${cursor}`)).status).toBe(400);
    }
    const bad: unknown[] = [0, -1, 1e9, 1.5, '1', null, 'NaN', [1], {}];
    for (const quantity of bad) {
      const { status } = await call('POST', 'restock', { items: [{ variantId, quantity }] });
      expect(status).toBe(400);
    }
    for (const sku of ['\u0000', '\ud800', '', '__proto__'.repeat(20)]) {
      expect((await call('POST', 'restock', { items: [{ sku, quantity: 1 }] })).status).toBe(400);
    }
    for (const availableOn of ['2030-02-31', '0000-00-00', 'tomorrow', 5]) {
      expect((await call('PATCH', `stock/${variantId}`, { availableOn })).status).toBe(400);
    }
    const many = Array.from({ length: 501 }, () => ({ variantId, quantity: 1 }));
    expect((await call('POST', 'restock', { items: many })).status).toBe(400);
    const { token } = await t.given.customer();
    expect((await call('GET', 'stock', undefined, {}, token)).status).toBe(403);
    const body = { items: [{ variantId, quantity: 1 }] };
    expect((await call('POST', 'restock', body, {}, token)).status).toBe(403);
    expect((await stockOf(variantId)).body).toMatchObject({ available: 2 });
  });
});
