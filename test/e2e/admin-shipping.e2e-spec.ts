import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Answered {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly countries: readonly string[];
  readonly rate: string;
  readonly region: string | null;
  readonly rates: readonly Record<string, unknown>[];
  readonly details?: Record<string, unknown>;
  readonly errors?: readonly { pointer: string; code: string }[];
  readonly items: readonly Answered[];
  readonly nextCursor: string | null;
}

let counter = 0;

describe('Shipping and taxes, for staff', () => {
  const t = useApi();
  let staff: GivenStaff;
  beforeAll(async () => {
    staff = await t.given.staff({ shipping: 'rw', taxes: 'rw' });
  });
  const call = (method: string, path: string, body?: unknown, ifMatch?: string) =>
    t.http<Answered>(method, `/api/v1/admin/${path}`, {
      token: staff.token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const fresh = (name: string): string => `${name}-${(counter += 1)}`;
  const made = async (path: string, body: unknown): Promise<Answered> => {
    const { status, body: answer } = await call('POST', path, body);
    expect(status, JSON.stringify(answer)).toBe(201);
    return answer;
  };
  const newZone = (countries: readonly string[] = []) =>
    made('shipping-zones', { code: fresh('zone'), name: 'A zone', countries });
  const newMethod = (rates: readonly unknown[] = []) =>
    made('shipping-methods', { code: fresh('method'), name: 'A method', rates });

  it('keeps a country in one zone, also when two staff members give it away at once', async () => {
    const first = await newZone(['IS', 'NO', 'IS']);
    expect(first.countries).toEqual(['IS', 'NO']);
    const refused = await call('POST', 'shipping-zones', {
      code: fresh('zone'),
      name: 'Another',
      countries: ['SE', 'NO'],
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'shipping.country_taken' } });
    expect(refused.body.details).toEqual({ countries: [{ country: 'NO', zone: first.code }] });
    const both = await Promise.all(
      [1, 2, 3, 4].map(() =>
        call('POST', 'shipping-zones', { code: fresh('zone'), name: 'Z', countries: ['FO'] }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
  });

  it('has one rest of the world, and changes a zone under its ETag', async () => {
    const zone = await newZone();
    const path = `shipping-zones/${zone.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    const all = await call('PATCH', path, { isRestOfWorld: true }, etag);
    expect(all).toMatchObject({ status: 200, body: { isRestOfWorld: true, code: zone.code } });
    expect((await call('PATCH', path, { name: 'Late' }, etag)).status).toBe(412);
    const second = await call('POST', 'shipping-zones', {
      code: fresh('zone'),
      name: 'All as well',
      isRestOfWorld: true,
    });
    expect(second.body.code).toBe('shipping.rest_of_world_taken');
    expect((await call('PATCH', path, { name: null })).status).toBe(400);
    expect((await call('PATCH', path, { isRestOfWorld: false })).status).toBe(200);
  });

  it('is not deleted while methods have rates in it', async () => {
    const zone = await newZone();
    const method = await newMethod([{ zoneId: zone.id, currency: 'USD', price: '5' }]);
    const path = `shipping-zones/${zone.id}`;
    expect((await call('DELETE', path)).body.code).toBe('shipping.zone_in_use');
    expect((await call('PUT', `shipping-methods/${method.id}/rates`, { rates: [] })).status).toBe(
      200,
    );
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).body.code).toBe('shipping.zone_not_found');
  });

  it('replaces all rates of a method at once, in the digits of their currency', async () => {
    const zone = await newZone();
    const method = await newMethod();
    const path = `shipping-methods/${method.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    const rates = [
      { zoneId: zone.id, currency: 'USD', price: '5', maxWeight: '10.5' },
      { zoneId: zone.id, currency: 'USD', price: '9.90', minWeight: '10.5', freeFrom: '200' },
      { zoneId: zone.id, currency: 'VND', price: '50000', minSubtotal: '1', maxSubtotal: '2' },
    ];
    const replaced = await call('PUT', `${path}/rates`, { rates }, etag);
    expect(replaced.status).toBe(200);
    expect(replaced.body.rates).toMatchObject([
      { zoneCode: zone.code, currency: 'USD', price: '5.00', maxWeight: '10.50' },
      { currency: 'USD', price: '9.90', freeFrom: '200.00' },
      { currency: 'VND', price: '50000.00' },
    ]);
    expect((await call('PUT', `${path}/rates`, { rates }, etag)).status).toBe(412);
    const renamed = await call('PATCH', path, { name: 'Mule', position: 3 });
    expect(renamed.body).toMatchObject({ name: 'Mule', position: 3, code: method.code });
    expect(renamed.body.rates).toHaveLength(3);
  });

  it.each([
    ['a band that ends first', { minWeight: '2', maxWeight: '1' }, 'shipping.rates_invalid'],
    ['a weight of words', { maxWeight: 'ten' }, 'shipping.rates_invalid'],
    ['half a dong', { currency: 'VND', price: '1.5' }, 'money.invalid'],
    ['an unknown currency', { currency: 'XQX' }, null],
    ['a currency of three digits', { currency: 'KWD' }, null],
    ['a negative price', { price: '-1' }, 'money.invalid'],
    ['a price too large to keep', { price: '999999999' }, null],
  ])('refuses %s', async (_, change, code) => {
    const zone = await newZone();
    const rate = { zoneId: zone.id, currency: 'USD', price: '5', ...change };
    const { status, body } = await call('POST', 'shipping-methods', {
      code: fresh('method'),
      name: 'M',
      rates: [rate],
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    if (code !== null) expect(body.code).toBe(code);
  });

  it('names the rate that stands there twice, and a zone that does not exist', async () => {
    const zone = await newZone();
    const method = await newMethod();
    const rate = { zoneId: zone.id, currency: 'USD', price: '5' };
    const path = `shipping-methods/${method.id}/rates`;
    const twice = await call('PUT', path, { rates: [rate, { ...rate, price: '6' }] });
    expect(twice).toMatchObject({ status: 422, body: { code: 'shipping.rates_invalid' } });
    expect(twice.body.errors).toEqual([{ pointer: '/rates/1', code: 'band_twice' }]);
    const nowhere = await call('PUT', path, { rates: [{ ...rate, zoneId: method.id }] });
    expect(nowhere.body.code).toBe('shipping.zone_not_found');
    expect((await call('GET', `shipping-methods/${method.id}`)).body.rates).toEqual([]);
  });

  it('offers a method to carts as soon as it has a rate, and no longer when it is off', async () => {
    const zone = await newZone(['GL']);
    const method = await newMethod([{ zoneId: zone.id, currency: 'USD', price: '7.5' }]);
    const offered = async () => {
      const { body } = await t.http<{ items: { code: string }[] } | { code: string }[]>(
        'GET',
        '/api/v1/shipping-methods?country=GL',
      );
      return JSON.stringify(body).includes(`"${method.code}"`);
    };
    expect(await offered()).toBe(true);
    await call('PATCH', `shipping-methods/${method.id}`, { isActive: false });
    expect(await offered()).toBe(false);
    expect((await call('DELETE', `shipping-methods/${method.id}`)).status).toBe(204);
  });

  it('keeps one tax rate per country, region and class', async () => {
    const body = { name: 'TVQ', country: 'CA', region: 'Quebec', rate: '0.09975' };
    const provincial = await made('tax-rates', body);
    expect(provincial).toMatchObject({ rate: '0.099750', region: 'Quebec', taxClass: 'standard' });
    expect((await call('POST', 'tax-rates', body)).body.code).toBe('shipping.tax_rate_taken');
    const national = { name: 'GST', country: 'CA', rate: '0.05' };
    await made('tax-rates', national);
    expect((await call('POST', 'tax-rates', national)).body.code).toBe('shipping.tax_rate_taken');
    const path = `tax-rates/${provincial.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    expect((await call('PATCH', path, { rate: '0.1' }, etag)).body.rate).toBe('0.100000');
    expect((await call('DELETE', path, undefined, etag)).status).toBe(412);
    const listed = await call('GET', 'tax-rates?country=CA&limit=1');
    expect(listed.body.items).toHaveLength(1);
    const rest = await call('GET', `tax-rates?country=CA&limit=1&cursor=${listed.body.nextCursor}`);
    expect(rest.body.items[0]?.id).not.toBe(listed.body.items[0]?.id);
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(404);
  });

  it.each(['1.1', '-0.1', '0.0000001', '1e-1', 'NaN', ''])('refuses the rate %j', async (rate) => {
    const answer = await call('POST', 'tax-rates', { name: 'T', country: 'AQ', rate });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('is closed to staff without the permission', async () => {
    const other = await t.given.staff({ catalog: 'rw' });
    for (const path of ['tax-rates', 'shipping-zones', 'shipping-methods']) {
      const { status } = await t.http('GET', `/api/v1/admin/${path}`, { token: other.token });
      expect(status).toBe(403);
    }
  });
});
