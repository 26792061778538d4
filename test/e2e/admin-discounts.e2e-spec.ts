import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Answered {
  readonly id: string;
  readonly code: string | null;
  readonly value: string | null;
  readonly rules: Record<string, unknown>;
  readonly isActive: boolean;
  readonly items: readonly Answered[];
  readonly nextCursor: string | null;
  readonly errors?: readonly { pointer: string; code: string }[];
  readonly details?: Record<string, unknown>;
  readonly discounts: readonly Record<string, unknown>[];
  readonly made: number;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';
const TEN = { name: 'Ten off', type: 'percentage', value: '10.00' };

let counter = 0;

describe('Discounts, for staff', () => {
  const t = useApi();
  let staff: GivenStaff;
  beforeAll(async () => {
    staff = await t.given.staff({ discounts: 'rwx' });
  });
  const call = (method: string, path: string, body?: unknown, ifMatch?: string) =>
    t.http<Answered>(method, `/api/v1/admin/discounts${path}`, {
      token: staff.token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const fresh = (): string => `CODE-${(counter += 1)}`;
  const made = async (body: unknown): Promise<Answered> => {
    const { status, body: answer } = await call('POST', '', body);
    expect(status, JSON.stringify(answer)).toBe(201);
    return answer;
  };
  const on = (id: string) => call('PUT', `/${id}/active`, { isActive: true });
  const errorsOf = async (body: unknown) => {
    const { status, body: answer } = await call('POST', '', body);
    expect(status, JSON.stringify(answer)).toBe(422);
    return (answer.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  };
  const quote = async (codes: readonly string[]) => {
    const { variantId } = await t.given.sellable({ price: '100.00' });
    return t.http<Answered>('POST', '/api/v1/checkout/quote', {
      body: { lines: [{ variantId, quantity: 2 }], codes },
    });
  };

  it('makes one of each type, which take off what they say', async () => {
    const tiers = [{ from: '150.00', percent: '5' }];
    const kinds = [
      [{ ...TEN, code: 'k-percent', exclusiveGroup: 'kinds' }, '20.00'],
      [{ name: 'Five', type: 'fixed_amount', value: '5.00', code: 'K-FIXED' }, '5.00'],
      [
        {
          name: 'Two',
          type: 'buy_x_get_y',
          code: 'K-TWO',
          rules: { buyQuantity: 1, getQuantity: 1 },
        },
        '100.00',
      ],
      [{ name: 'Tiers', type: 'tiered', code: 'K-TIER', rules: { by: 'amount', tiers } }, '10.00'],
    ] as const;
    for (const [body, amount] of kinds) {
      const { id, code, isActive } = await made(body);
      expect([isActive, code]).toEqual([false, body.code.toUpperCase()]);
      expect((await quote([body.code])).body.discounts).toMatchObject([{ reason: 'not_found' }]);
      expect((await on(id)).body.isActive).toBe(true);
      expect((await quote([body.code])).body.discounts).toMatchObject([{ applied: true, amount }]);
    }
    const free = await made({
      ...{ name: 'Free', type: 'free_shipping', code: 'K-FREE' },
      rules: { methodCodes: ['standard'] },
    });
    expect([free.value, free.rules]).toEqual([null, { methodCodes: ['standard'] }]);
  });

  it('names each field that is wrong', async () => {
    expect(await errorsOf({ ...TEN, value: '100.01' })).toEqual(['/value invalid_value']);
    expect(await errorsOf({ ...TEN, value: '0' })).toEqual(['/value invalid_value']);
    expect(await errorsOf({ ...TEN, rules: { bogus: 1 } })).toEqual(['/rules/bogus invalid_rule']);
    expect(await errorsOf({ ...TEN, type: 'fixed_amount', value: '1.999' })).toEqual([
      '/value invalid_value',
    ]);
    const tiered = { name: 'T', type: 'tiered' };
    expect(
      await errorsOf({
        ...tiered,
        rules: { by: 'amount', tiers: [{ from: 'NaN', percent: '5' }] },
      }),
    ).toEqual(['/rules/tiers/0/from invalid_rule']);
    expect(
      await errorsOf({
        ...{ ...TEN, minimumAmount: '1.001', code: fresh(), singleUseCodes: true },
        ...{ startsAt: '2030-01-02T00:00:00Z', endsAt: '2030-01-01T00:00:00Z' },
      }),
    ).toEqual([
      '/minimumAmount invalid_amount',
      '/endsAt before_start',
      '/code has_single_use_codes',
    ]);
    expect(await errorsOf({ ...TEN, targets: [{ kind: 'brand', id: NOBODY }] })).toEqual([
      '/targets/0/id not_found',
    ]);
    expect(
      await errorsOf({
        ...{ name: 'Gift', type: 'buy_x_get_y' },
        rules: { buyQuantity: 1, getQuantity: 1, get: { productIds: [NOBODY] } },
      }),
    ).toEqual(['/rules/get/productIds/0 not_found']);
  });

  it.each([
    { ...TEN, name: 'nul \0' },
    { ...TEN, code: '\ud800abc' },
    { ...TEN, priority: 1e9 },
    { ...TEN, usageLimit: 0 },
    { ...TEN, userLimit: 1e12 },
    { ...TEN, rules: [] },
    { ...TEN, type: '__proto__' },
    { ...TEN, targets: [{ kind: 'constructor', id: NOBODY }] },
    { ...TEN, startsAt: 'tomorrow' },
    { name: 'F', type: 'free_shipping', rules: { methodCodes: ['a\0b'] } },
    { name: 'F', type: 'free_shipping', rules: { methodCodes: ['\ud800'] } },
    { name: 'B', type: 'buy_x_get_y', rules: { buyQuantity: 1e9, getQuantity: 1 } },
  ])('refuses %j', async (body) => {
    expect((await call('POST', '', body)).status).toBeGreaterThanOrEqual(400);
    expect((await call('POST', '', body)).status).toBeLessThan(500);
  });

  it('changes under an optimistic lock, and keeps what orders relied on', async () => {
    const code = fresh();
    const { id } = await made({ ...TEN, code, userLimit: null });
    const { headers } = await call('GET', `/${id}`);
    const etag = headers.get('etag') ?? '';
    const both = await Promise.all(
      ['A', 'B'].map((name) => call('PATCH', `/${id}`, { name, value: '12' }, etag)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    await on(id);
    const taken = await call('POST', '', { ...TEN, code });
    expect(taken.body).toMatchObject({ code: 'discounts.code_taken' });
    const customer = await t.given.customer();
    const { id: orderId } = await t.given.order({ customer, codes: [code] });
    const stats = await call('GET', `/${id}/statistics`);
    expect(stats.body).toMatchObject({
      ...{ uses: 1, givenBack: 0, customers: 1 },
      amounts: [{ currency: 'USD', amount: '1.20' }],
    });
    const fixed = await call('PATCH', `/${id}`, { value: '15.00', name: 'C', rules: {} });
    expect(fixed).toMatchObject({ status: 409, body: { code: 'discounts.fixed_after_use' } });
    expect(fixed.body.details).toEqual({ fields: ['value'] });
    const soft = { name: 'D', value: '12.00', usageLimit: 1, endsAt: null, priority: 7 };
    expect((await call('PATCH', `/${id}`, soft)).body).toMatchObject({ name: 'D', usageLimit: 1 });
    expect((await call('DELETE', `/${id}`)).body.code).toBe('discounts.in_use');
    await t.owner.query('UPDATE discounts SET usage_limit = NULL, used_count = 3 WHERE id = $1', [
      id,
    ]);
    const below = await call('PATCH', `/${id}`, { usageLimit: 2 });
    expect(below.body.errors).toEqual([{ pointer: '/usageLimit', code: 'below_used_count' }]);
    expect(orderId).toBeTruthy();
    const unused = await made(TEN);
    expect((await call('DELETE', `/${unused.id}`)).status).toBe(204);
    expect((await call('GET', `/${unused.id}`)).body.code).toBe('discounts.not_found');
  });

  it('lists by filters, page after page', async () => {
    const ids = [];
    for (const name of ['Listed a', 'Listed b', 'Listed c']) {
      ids.unshift((await made({ ...TEN, name, code: fresh() })).id);
    }
    const first = (await call('GET', '?name=listed&limit=2')).body;
    const rest = (await call('GET', `?name=LISTED&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    expect(rest.nextCursor).toBeNull();
    const found = await call(
      'GET',
      `?code=code-${counter}&kind=code&isActive=false&type=percentage`,
    );
    expect(found.body.items.map(({ id }) => id)).toEqual([ids[0]]);
    expect((await call('GET', '?cursor=WzEsMl0')).status).toBe(400);
  });

  it('makes codes by the thousand, each known to the cart, and gives them out as a file', async () => {
    const { id } = await made({ ...TEN, singleUseCodes: true, userLimit: null });
    await on(id);
    const automatic = (await quote([])).body.discounts;
    expect(automatic.filter((discount) => discount.id === id)).toEqual([]);
    const answer = await call('POST', `/${id}/codes`, { count: 3000, prefix: 'spring-' });
    expect(answer).toMatchObject({ status: 201, body: { made: 3000 } });
    const file = await t.http('GET', `/api/v1/admin/discounts/${id}/codes/file`, {
      token: staff.token,
    });
    const lines = file.text.trim().split('\r\n');
    expect([lines.length, lines[0]]).toEqual([3001, 'code,usedAt,orderId']);
    expect(new Set(lines).size).toBe(3001);
    const [code = ''] = lines[7]?.split(',') ?? [];
    expect(code).toMatch(/^SPRING-[2-9A-HJKMNP-Z]{14}$/);
    expect((await quote([code.toLowerCase()])).body.discounts).toMatchObject([
      { code, applied: true, amount: '20.00', awaitsEmail: false },
    ]);
    const order = await t.given.order({ customer: await t.given.customer(), codes: [code] });
    const used = await call('GET', `/${id}/codes?isUsed=true`);
    expect(used.body.items).toMatchObject([{ code, orderId: order.id }]);
    // To whoever tries codes out, one that is gone looks like one that never was.
    expect((await quote([code])).body.discounts).toMatchObject([{ id: null, reason: 'not_found' }]);
    const entered = await t.http<Answered>('POST', '/api/v1/cart/codes', { body: { code } });
    expect(entered.body).toMatchObject({ code: 'cart.code_unknown' });
    expect((await call('GET', `?code=${code}`)).body.items.map((item) => item.id)).toEqual([id]);
    expect((await call('DELETE', `/${id}`)).body.code).toBe('discounts.in_use');
    const other = await made({ ...TEN, code: fresh() });
    expect((await call('POST', `/${other.id}/codes`, { count: 1 })).body.code).toBe(
      'discounts.no_single_use_codes',
    );
    expect((await call('PATCH', `/${other.id}`, { code })).body.code).toBe('discounts.code_taken');
    expect((await call('POST', `/${id}/codes`, { count: 10_001 })).status).toBe(400);
    expect((await call('POST', `/${id}/codes`, { count: 1, prefix: '=A' })).status).toBe(400);
  });

  it('makes no more codes for the same key, however often and at once', async () => {
    const { id } = await made({ ...TEN, singleUseCodes: true, userLimit: null });
    const make = (key: string, body: object = { count: 20 }, token = staff.token) =>
      t.http<Answered & { made: number }>('POST', `/api/v1/admin/discounts/${id}/codes`, {
        token,
        body,
        headers: { 'idempotency-key': key },
      });
    const count = async () => {
      const { rows } = await t.owner.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM discount_codes WHERE discount_id = $1',
        [id],
      );
      return rows[0]?.n;
    };
    const crowd = await Promise.all(Array.from({ length: 5 }, () => make(`codes-${id}`)));
    expect(crowd.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(await make(`codes-${id}`)).toMatchObject({ status: 201, body: { made: 20 } });
    expect(await count()).toBe(20);
    expect((await make(`codes-${id}`, { count: 21 })).body.code).toBe('idempotency.key_reused');
    expect((await make('a b')).status).toBe(400);
    const other = await t.given.staff({ discounts: 'rwx' });
    expect((await make(`codes-${id}`, { count: 1 }, other.token)).status).toBe(201);
    expect((await make(`again-${id}`)).status).toBe(201);
    expect(await count()).toBe(41);
  });

  it('keeps hands off without the right', async () => {
    const reader = await t.given.staff({ discounts: 'r' });
    const writer = await t.given.staff({ discounts: 'rw' });
    const { id } = await made(TEN);
    const as = (token: string, method: string, path: string, body?: unknown) =>
      t.http(method, `/api/v1/admin/discounts/${id}${path}`, { token, body });
    expect((await as(reader.token, 'PATCH', '', { name: 'x' })).status).toBe(403);
    expect((await as(reader.token, 'GET', '/codes')).status).toBe(403);
    expect((await as(writer.token, 'PUT', '/active', { isActive: true })).status).toBe(403);
    expect((await as(reader.token, 'GET', '/statistics')).status).toBe(200);
  });

  it('tells a guest that his e-mail decides', async () => {
    await t.given.discount({ code: 'NEWCOMER', firstOrderOnly: true, userLimit: null });
    expect((await quote(['NEWCOMER'])).body.discounts).toMatchObject([
      { applied: true, awaitsEmail: true },
    ]);
  });

  it('lets nobody try out codes by quotes', async () => {
    const ip = '198.51.100.77';
    const wrong = ['GUESS-1', 'GUESS-2', 'GUESS-3', 'GUESS-4', 'GUESS-5'];
    const customer = await t.given.customer();
    const ask = (codes: readonly string[]) =>
      t.http<Answered>('POST', '/api/v1/checkout/quote', {
        ...{ token: customer.token, body: { codes } },
        headers: { 'x-forwarded-for': ip },
      });
    for (let round = 0; round < 2; round += 1) {
      expect((await ask(wrong)).status).toBe(200);
    }
    expect(await ask(['GUESS-6'])).toMatchObject({
      status: 429,
      body: { code: 'request.too_many' },
    });
    expect((await ask([])).status).toBe(200);
  });
});
