import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { AddressesService } from '../../src/modules/users/users.service.js';
import { type HttpAnswer, useApi } from '../setup/test-api.js';

const ADDRESS = {
  recipient: 'Alice Andersen',
  phoneNumber: '+1 202 555-0147',
  street: '12 Harbour Street, Apt 4',
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
};
const RANDOM_ID = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';

interface Address {
  id: string;
  isDefault: boolean;
}

describe('Addresses', () => {
  const t = useApi({ env: { COUNTRY: 'VN' } });
  const call = <Body = Address>(method: string, path: string, token: string, body?: unknown) =>
    t.http<Body>(method, `/api/v1/me/addresses${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
    });
  const defaults = async (userId: string): Promise<string[]> => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM user_addresses WHERE user_id = $1 AND is_default',
      [userId],
    );
    return rows.map(({ id }) => id);
  };

  it('are created, read, changed and deleted, with one default', async () => {
    const user = await t.given.customer();
    const first = await call('POST', '', user.token, ADDRESS);
    expect(first).toMatchObject({
      status: 201,
      body: {
        ...ADDRESS,
        phoneNumber: '+12025550147',
        ward: null,
        country: 'VN',
        isDefault: true,
      },
    });
    const second = await call('POST', '', user.token, {
      ...ADDRESS,
      phoneNumber: null,
      isDefault: true,
      country: 'us',
    });
    expect(second.body).toMatchObject({ country: 'US', phoneNumber: null, isDefault: true });
    expect(await defaults(user.id)).toEqual([second.body.id]);

    const patched = await call('PATCH', `/${first.body.id}`, user.token, { city: 'Hà Nội' });
    expect(patched.body).toMatchObject({
      city: 'Hà Nội',
      street: ADDRESS.street,
      isDefault: false,
    });
    const list = await call<{ items: Address[] }>('GET', '', user.token);
    expect(list.body.items.map(({ id }) => id)).toEqual([second.body.id, first.body.id]);

    expect((await call('DELETE', `/${second.body.id}`, user.token)).status).toBe(204);
    expect(await defaults(user.id)).toEqual([first.body.id]);
    expect((await call('GET', `/${second.body.id}`, user.token)).status).toBe(404);
  });

  it('recipient and street are ciphertext in the table', async () => {
    const user = await t.given.customer();
    const { body } = await call('POST', '', user.token, ADDRESS);
    const { rows } = await t.owner.query<Record<string, string>>(
      'SELECT to_jsonb(a)::text AS stored, city FROM user_addresses a WHERE id = $1',
      [body.id],
    );
    expect(rows[0]?.['stored']).not.toMatch(/Andersen|Harbour/);
    expect(rows[0]?.['city']).toBe('Portland');
    const { rows: audit } = await t.owner.query(
      `SELECT 1 FROM audit_log WHERE row_id = $1 AND after::text ~ 'Andersen|Harbour'`,
      [body.id],
    );
    expect(audit).toEqual([]);
    expect(
      await t.get(AddressesService).getOwn(systemContext('test'), user.id, body.id),
    ).toMatchObject({
      recipient: 'Alice Andersen',
      street: ADDRESS.street,
    });
  });

  it("another person's address answers exactly like one that does not exist", async () => {
    const [owner, stranger] = [await t.given.customer(), await t.given.customer()];
    const { id } = await t.given.address(owner, { isDefault: true });
    const strip = ({ status, body }: HttpAnswer<unknown>) => ({
      status,
      ...(body as object),
      instance: '',
      requestId: '',
    });
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { city: 'Elsewhere' } : undefined;
      const foreign = await call(method, `/${id}`, stranger.token, body);
      const random = await call(method, `/${RANDOM_ID}`, stranger.token, body);
      expect(strip(foreign)).toEqual(strip(random));
      expect(foreign.status).toBe(404);
    }
    expect((await call('GET', `/${id}`, owner.token)).body).toMatchObject({ city: 'Portland' });
    await expect(
      t.get(AddressesService).getOwn(systemContext('test'), stranger.id, id),
    ).rejects.toMatchObject({
      code: 'users.address_not_found',
    });
  });

  it('twenty defaults at once leave one, and nobody gets a 51st', async () => {
    const user = await t.given.customer();
    const created = await Promise.all(
      Array.from({ length: 20 }, () =>
        call('POST', '', user.token, { ...ADDRESS, isDefault: true }),
      ),
    );
    expect(new Set(created.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await defaults(user.id)).toHaveLength(1);
    await Promise.all(Array.from({ length: 29 }, () => t.given.address(user)));
    const last = await Promise.all(
      Array.from({ length: 5 }, () => call('POST', '', user.token, ADDRESS)),
    );
    expect(last.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422]);
  });

  it('refuses what is no address, and fields that are not its own', async () => {
    const user = await t.given.customer();
    const { id } = await t.given.address(user);
    const bad: Record<string, unknown>[] = [
      { ...ADDRESS, country: 'XX' },
      { ...ADDRESS, country: 'USA' },
      { ...ADDRESS, country: null },
      { ...ADDRESS, recipient: '' },
      { ...ADDRESS, recipient: '   ' },
      { ...ADDRESS, recipient: null },
      { ...ADDRESS, street: 'x'.repeat(501) },
      { ...ADDRESS, street: 'a\0b' },
      { ...ADDRESS, street: 'a\nb' },
      { ...ADDRESS, phoneNumber: '١٢٣٤٥٦٧٨٩٠' },
      { ...ADDRESS, phoneNumber: '123' },
      { ...ADDRESS, city: ['Portland'] },
      { ...ADDRESS, isDefault: 'true' },
      { ...ADDRESS, userId: RANDOM_ID },
      { ...ADDRESS, id: RANDOM_ID },
      {},
    ];
    for (const body of bad) {
      const answer = await call('POST', '', user.token, body);
      expect(answer, JSON.stringify(body)).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
    }
    for (const body of [{ recipient: null }, { street: null }, { user_id: RANDOM_ID }]) {
      expect((await call('PATCH', `/${id}`, user.token, body)).status).toBe(400);
    }
    expect((await call('GET', '/not-a-uuid', user.token)).status).toBe(400);
    const cursors = [
      'x',
      'W10',
      Buffer.from('["2020-13-45 00:00:00+00","x"]').toString('base64url'),
    ];
    for (const cursor of cursors) {
      expect(await call('GET', `?cursor=${cursor}`, user.token)).toMatchObject({
        status: 400,
        body: { code: 'request.invalid_cursor' },
      });
    }
  });

  it('a postal code has the shape of its country, in one spelling', async () => {
    const { token } = await t.given.customer();
    const post = (country: string, postalCode: unknown) =>
      call<{ id: string; code: string; postalCode: string; errors: unknown }>('POST', '', token, {
        ...ADDRESS,
        phoneNumber: null,
        country,
        postalCode,
      });
    const good: [country: string, given: string | null, kept: string | null][] = [
      ['US', '97201-1234', '97201-1234'],
      ['GB', ' sw1a   1aa ', 'SW1A 1AA'],
      ['NL', '1012ab', '1012AB'],
      ['VN', '700000', '700000'],
      ['AE', null, null],
      ['HK', '999077', '999077'],
    ];
    for (const [country, given, kept] of good) {
      const answer = await post(country, given);
      expect([answer.status, answer.body.postalCode], country).toEqual([201, kept]);
    }
    const bad: [country: string, given: string][] = [
      ['US', '9720'],
      ['US', 'SW1A 1AA'],
      ['GB', '97201'],
      ['DE', '1011A'],
      ['AE', '<script>'],
      ['HK', '999077999077999'],
      ['HK', '-'],
      ['US', '９７２０１'],
    ];
    for (const [country, given] of bad) {
      const answer = await post(country, given);
      expect([answer.status, answer.body.code], `${country} ${given}`).toEqual([
        422,
        'users.invalid_address',
      ]);
      expect(answer.body.errors).toMatchObject([{ pointer: '/postalCode', code: 'postal_code' }]);
    }
    for (const country of ['XX', 'UK', 'ZZ', 'us1', '', 'U\u0000', null, 1]) {
      expect((await post(country as string, '97201')).status, String(country)).toBe(400);
    }
    const own = await post('US', '97201');
    const patch = await call<{ code: string }>('PATCH', `/${own.body.id}`, token, {
      country: 'GB',
    });
    expect([patch.status, patch.body.code]).toEqual([422, 'users.invalid_address']);
  });

  it('a phone number is read as one of the country and kept in E.164', async () => {
    const { token } = await t.given.customer();
    const post = (country: string, phoneNumber: string) =>
      call<{ code: string; phoneNumber: string }>('POST', '', token, {
        ...ADDRESS,
        postalCode: null,
        country,
        phoneNumber,
      });
    for (const [country, given, kept] of [
      ['VN', '0912 345 678', '+84912345678'],
      ['US', '(202) 555-0147', '+12025550147'],
      ['DE', '030 12345678', '+493012345678'],
      ['US', '+84 912 345 678', '+84912345678'],
      ['US', '84912345678', '+84912345678'],
    ] as const) {
      const answer = await post(country, given);
      expect([answer.status, answer.body.phoneNumber], given).toEqual([201, kept]);
    }
    for (const given of ['0000000000', '+10000000000', '+999123456789', '1111111111111111111']) {
      const answer = await post('US', given);
      expect([answer.status, answer.body.code], given).toEqual([422, 'users.invalid_phone_number']);
    }
  });
});
