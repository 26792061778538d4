import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import { PrivacyWorkerModule } from '../../../src/modules/privacy/privacy.worker.module.js';
import { ApplyErasure } from '../../../src/modules/privacy/use-cases/apply-erasure.js';
import { BuildExport } from '../../../src/modules/privacy/use-cases/build-export.js';
import { RemoveExpiredExports } from '../../../src/modules/privacy/use-cases/remove-expired-exports.js';
import { SendExportLink } from '../../../src/modules/privacy/use-cases/send-export-link.js';
import { findInDatabase } from '../../setup/dump.js';
import type { GivenUser } from '../../setup/given/users.js';
import { useApi } from '../../setup/test-api.js';

const MINE = '/api/v1/me/export';
const MAILED = '/api/v1/privacy/exports/download';

interface Asked {
  readonly id: string;
  readonly status: string;
  readonly downloads: number;
  readonly code: string;
}
interface Copy {
  readonly export: { readonly userId: string };
  readonly tables: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

describe('A copy of my data', () => {
  const t = useApi({ imports: [PrivacyWorkerModule, OrderArchivingWorkerModule], mail: true });
  const ctx = () => systemContext('test');
  const ask = (user: GivenUser, currentPassword: string | undefined = user.password) =>
    t.http<Asked>('POST', MINE, { token: user.token, body: { currentPassword } });
  const build = (id: string) => t.get(BuildExport).execute(ctx(), id);
  const fetchCopy = (user: GivenUser, id: string) =>
    t.http<Copy>('GET', `${MINE}/${id}/file`, { token: user.token });
  const codeFromMail = async (user: GivenUser, id: string): Promise<string> => {
    await t.get(SendExportLink).execute(ctx(), id, null);
    const [mail] = await t.mailTo(user.email);
    return /code=([0-9a-f]{32})/.exec(mail?.text ?? '')?.[1] ?? '';
  };
  const byCode = (code: string) => t.http<Copy>('POST', MAILED, { body: { code } });

  it('holds the rows of all tables, in the clear, without a secret', async () => {
    const street = `${randomUUID()} Street`;
    const customer = await t.given.customer({ firstName: 'Exa', lastName: 'Porter' });
    const other = await t.given.customer();
    await t.given.address(customer, { street });
    await t.given.address(other, { street: 'not mine' });
    await t.given.savedCard(customer, 'tok_secret');
    await t.given.totpSecret(customer, 'TOTPSECRET');
    const key = await t.given.apiKey(customer, { orders: 'r' });
    const live = await t.given.order({ customer });
    const old = await t.given.order({ customer });
    await t.given.order({ customer: other });
    await t.owner.query(`UPDATE orders SET status = 'cancelled' WHERE id = $1`, [old.id]);
    await t.given.grownOld(old.id);
    expect(await t.get(ArchiveOrders).execute(ctx())).toBe(1);

    const asked = await ask(customer);
    expect(asked).toMatchObject({ status: 202, body: { status: 'requested', downloads: 0 } });
    expect(await fetchCopy(customer, asked.body.id)).toMatchObject({
      status: 409,
      body: { code: 'privacy.export_not_ready' },
    });
    expect(await t.outboxOf('build-export')).toHaveLength(1);
    expect(await build(asked.body.id)).toBe(true);
    const copy = await fetchCopy(customer, asked.body.id);
    expect(copy.status).toBe(200);
    expect(copy.headers.get('content-disposition')).toMatch(/^attachment; filename="my-data-/);
    expect(copy.headers.get('cache-control')).toBe('no-store');
    const { tables } = copy.body;
    expect(tables['users']).toMatchObject([{ email: customer.email, first_name: 'Exa' }]);
    expect(tables['user_addresses']?.map((row) => row['street'])).toContain(street);
    expect(tables['user_payment_infos']).toMatchObject([
      { card_number: '**** 4242', billing_address: '12 Bill Street' },
    ]);
    expect(tables['orders']).toMatchObject([
      { id: live.id, shipping_address: { street: '12 Harbour Street', recipient: 'Test Person' } },
    ]);
    expect(tables['orders_archive']).toMatchObject([
      { id: old.id, shipping_address: { street: '12 Harbour Street' } },
    ]);
    expect(tables['order_items']).toHaveLength(1);
    expect(tables['payments']).toHaveLength(1);
    for (const secret of [
      'not mine',
      other.id,
      customer.refreshToken,
      key.token,
      'tok_secret',
      'TOTPSECRET',
      'hashed_password',
      'refresh_token',
      'token_hash',
      'key_hash',
      'code_hash',
      'payment_method_token',
      '"secret"',
      'development-only.',
    ]) {
      expect(copy.text).not.toContain(secret);
    }
    // Not in the clear where it waits, either.
    expect(await findInDatabase(t.owner, [street])).toEqual([]);
  });

  it('asks who it is, lets nobody else in, one at a time and three in a day', async () => {
    const customer = await t.given.customer();
    const other = await t.given.customer();
    expect(await ask(customer, 'wrong password')).toMatchObject({
      status: 403,
      body: { code: 'access.proof_failed' },
    });
    const missing = await t.http('POST', MINE, { token: customer.token, body: {} });
    expect(missing).toMatchObject({ status: 403, body: { code: 'access.proof_needed' } });
    expect(await t.http('POST', MINE, { body: {} })).toMatchObject({ status: 401 });
    const both = await Promise.all([ask(customer), ask(customer)]);
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409]);
    const id = both.find(({ status }) => status === 202)?.body.id ?? '';
    await build(id);
    const strange = await fetchCopy(other, id);
    const random = await fetchCopy(other, randomUUID());
    expect(strange).toMatchObject({ status: 404, body: { code: 'privacy.export_not_found' } });
    expect({ ...strange.body, instance: '', requestId: '' }).toEqual({
      ...random.body,
      instance: '',
      requestId: '',
    });
    for (let n = 0; n < 2; n += 1) await build((await ask(customer)).body.id);
    const fourth = await ask(customer);
    expect(fourth).toMatchObject({ status: 429, body: { code: 'privacy.too_many_exports' } });
    expect(fourth.headers.get('retry-after')).toBe('3600');
    const list = await t.http<{ items: Asked[] }>('GET', MINE, { token: customer.token });
    expect(list.body.items.map(({ status }) => status)).toEqual(['ready', 'ready', 'ready']);
    expect(await t.http('GET', MINE, { token: other.token })).toMatchObject({
      body: { items: [] },
    });
  });

  it('comes by a mailed link: a page first, the file at the press of its button', async () => {
    const customer = await t.given.customer();
    const { id } = (await ask(customer)).body;
    await build(id);
    const code = await codeFromMail(customer, id);
    expect(code).not.toBe('');
    expect(await findInDatabase(t.owner, [code])).toEqual([]);
    const page = await t.http('GET', `${MAILED}?code=${code}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`value="${code}"`);
    const form = await t.http<Copy>('POST', MAILED, {
      body: `code=${code}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.body.export.userId).toBe(customer.id);
    expect((await byCode(`  ${code.toUpperCase()} `)).status).toBe(200);
    const list = await t.http<{ items: Asked[] }>('GET', MINE, { token: customer.token });
    expect(list.body.items).toMatchObject([{ id, downloads: 2 }]);
    for (const wrong of ['0'.repeat(32), 'abc']) {
      expect(await byCode(wrong)).toMatchObject({
        status: 404,
        body: { code: 'privacy.export_not_found' },
      });
    }
    for (const bad of [undefined, 7, ['a'], 'not hex', 'a'.repeat(65)]) {
      expect((await t.http('POST', MAILED, { body: { code: bad } })).status).toBe(400);
    }
    await t.owner.query('UPDATE data_exports SET downloads = 20 WHERE id = $1', [id]);
    expect((await byCode(code)).status).toBe(404);
  });

  it('is gone after its time, and one that never came to an end no longer stands in the way', async () => {
    const customer = await t.given.customer();
    const { id } = (await ask(customer)).body;
    await build(id);
    const code = await codeFromMail(customer, id);
    await t.owner.query(`UPDATE data_exports SET expires_at = now() WHERE id = $1`, [id]);
    expect([(await byCode(code)).status, (await fetchCopy(customer, id)).status]).toEqual([
      404, 404,
    ]);
    expect(await t.get(RemoveExpiredExports).execute(ctx())).toBe(1);
    const parts = `SELECT 1 FROM data_export_parts WHERE export_id = $1`;
    expect((await t.owner.query(parts, [id])).rowCount).toBe(0);
    const stuck = (await ask(customer)).body.id;
    await t.owner.query(
      `UPDATE data_exports SET created_at = now() - interval '25 hours' WHERE id = $1`,
      [stuck],
    );
    expect(await t.get(RemoveExpiredExports).execute(ctx())).toBe(1);
    expect(await build(stuck)).toBe(false);
    expect((await ask(customer)).status).toBe(202);
  });

  it('is written in small parts, whole, though two build it at once', async () => {
    const customer = await t.given.customer();
    await t.owner.query(
      `INSERT INTO user_sessions (user_id, refresh_token, family_id, user_agent, client_ip, expired_at)
       SELECT $1, 'big-' || n, gen_random_uuid(), repeat('x', 500), '127.0.0.1', now() FROM generate_series(1, 900) n`,
      [customer.id],
    );
    const { id } = (await ask(customer)).body;
    const results = await Promise.all([build(id), build(id), build(id)]);
    expect(results.filter(Boolean)).toHaveLength(1);
    const { rows } = await t.owner.query<{ n: number; longest: number }>(
      `SELECT count(*)::int AS n, max(length(content))::int AS longest FROM data_export_parts WHERE export_id = $1`,
      [id],
    );
    expect(rows[0]?.n).toBeGreaterThan(3);
    expect(rows[0]?.longest).toBeLessThan(200_000);
    const copy = await fetchCopy(customer, id);
    expect(copy.body.tables['user_sessions']).toHaveLength(901);
    expect(await t.outboxOf('send-export-link')).not.toHaveLength(0);
    expect(await build(id)).toBe(false);
  });

  it('is not made any more when the person is being erased', async () => {
    const customer = await t.given.customer();
    const before = (await ask(customer)).body.id;
    await build(before);
    const code = await codeFromMail(customer, before);
    const { id } = (await ask(customer)).body;
    const erasure = await t.given.erasure(customer);
    const options = { settleSeconds: 0 };
    await Promise.all([build(id), t.get(ApplyErasure).execute(ctx(), erasure.id, options)]);
    expect(await build(id)).toBe(false);
    await t.get(SendExportLink).execute(ctx(), id, null);
    const left = `SELECT 1 FROM data_exports WHERE user_id = $1 UNION ALL
      SELECT 1 FROM data_export_parts WHERE export_id IN ($2, $3)`;
    expect((await t.owner.query(left, [customer.id, id, before])).rowCount).toBe(0);
    expect((await byCode(code)).status).toBe(404);
  });
});
