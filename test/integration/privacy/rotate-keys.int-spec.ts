import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { BlindIndex } from '../../../src/common/crypto/blind-index.js';
import { FieldCipher } from '../../../src/common/crypto/field-cipher.js';
import { systemContext } from '../../../src/common/request-context.js';
import type { Env } from '../../../src/config/env.js';
import { Db } from '../../../src/database/db.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { ArchiveOrders } from '../../../src/modules/orders/archive/archive-orders.js';
import { OrderArchivingWorkerModule } from '../../../src/modules/orders/archiving.worker.module.js';
import {
  OrderAddresses,
  type StoredAddress,
} from '../../../src/modules/orders/data/order-addresses.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { PlaceOrder } from '../../../src/modules/orders/placing/place-order.js';
import { sealedTables } from '../../../src/modules/privacy/data/encrypted-columns.js';
import { PrivacyModule } from '../../../src/modules/privacy/privacy.module.js';
import { RotateKeys } from '../../../src/modules/privacy/use-cases/rotate-keys.js';
import { ShowKeys } from '../../../src/modules/privacy/use-cases/show-keys.js';
import { AddressBox } from '../../../src/modules/users/address-box.js';
import { AddressesService } from '../../../src/modules/users/users.service.js';
import { expectInvariants } from '../orders/invariants.js';
import { useIntegration } from '../../setup/test-app.js';

const key = (id: string) => ({ id, key: randomBytes(32) });
const [k1, k2] = [key('k1'), key('k2')];
const [b1, b2] = ['first-digest-key'.repeat(3), 'second-digest-key'.repeat(3)];
const ring = [k2, k1].map(({ id, key: bytes }) => `${id}:${bytes.toString('base64')}`).join(',');

describe('The change of keys', () => {
  const t = useIntegration({
    only: [OrdersHttpModule, OrderArchivingWorkerModule, PrivacyModule],
    env: {
      DATABASE_POOL_MAX: '20',
      ENCRYPTION_KEYS: ring,
      BLIND_INDEX_KEY: b2,
      BLIND_INDEX_OLD_KEYS: b1,
    },
  });
  const ctx = () => systemContext('test');
  /** The same shop with other keys: what it was before, or will be afterwards. */
  const rotatorOf = (keys: Env['ENCRYPTION_KEYS'], digest: string, old: readonly string[]) => {
    const env = { ENCRYPTION_KEYS: keys, BLIND_INDEX_KEY: digest, BLIND_INDEX_OLD_KEYS: old };
    return new RotateKeys(
      t.get(Db),
      t.get(UnitOfWork),
      new FieldCipher(env),
      new BlindIndex(env),
      env as unknown as Env,
    );
  };
  const back = () => rotatorOf([k1, k2], b1, [b2]);
  const keysInUse = async (): Promise<string[]> => {
    const { uses } = await t.get(ShowKeys).execute(ctx());
    return [...new Set(uses.map((use) => use.key))].sort();
  };
  /** One row in each table with ciphertext that has no feature yet. */
  const secretsOf = async (userId: string): Promise<void> => {
    const cipher = t.get(FieldCipher);
    const { rows } = await t.owner.query<{ card: string; totp: string }>(
      'SELECT gen_random_uuid() AS card, gen_random_uuid() AS totp',
    );
    const { card = '', totp = '' } = rows[0] ?? {};
    await t.owner.query(
      `INSERT INTO user_payment_infos (id, user_id, card_number, card_last4, payment_method_token,
         token_hash, gateway, expiration_date, billing_address)
       VALUES ($1, $2, '**** 4242', '4242', $3, $4, 'sandbox', '2030-01-01', $5)`,
      [
        card,
        userId,
        cipher.encrypt('tok_1', `user_payment_infos.payment_method_token:${card}`),
        t.get(BlindIndex).of('tok_1'),
        cipher.encrypt('12 Bill Street', `user_payment_infos.billing_address:${card}`),
      ],
    );
    await t.owner.query('INSERT INTO user_totp (id, user_id, secret) VALUES ($1, $2, $3)', [
      totp,
      userId,
      cipher.encrypt('JBSWY3DP', `user_totp.secret:${totp}`),
    ]);
  };

  it('writes everything again, here and in the archive, and nothing is stale or lost', async () => {
    await t.given.discount({ code: 'GUEST', userLimit: 1 });
    const customer = await t.given.customer();
    await secretsOf(customer.id);
    const address = await t.given.address(customer, { street: '1 Old Street', phoneNumber: null });
    const live = await t.given.order({ customer });
    const guest = await t.given.order({ isGuest: true, codes: ['GUEST'] });
    const old = await t.given.order({ customer });
    await t.owner.query(
      `WITH cancelled AS (UPDATE orders SET status = 'cancelled' WHERE id = $1 RETURNING id)
       INSERT INTO order_status_history (order_id, from_status, to_status) SELECT id, 'pending', 'cancelled' FROM cancelled`,
      [old.id],
    );
    await t.given.grownOld(old.id);
    expect(await t.get(ArchiveOrders).execute(ctx())).toBe(1);

    const back1 = await back().execute(ctx());
    expect(back1).toMatchObject({ isComplete: true, unreadable: 0, guests: 1 });
    expect(back1.tables).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ table: 'orders_archive', rows: 1 }),
        { table: 'user_payment_infos', rows: 1 },
        { table: 'user_totp', rows: 1 },
      ]),
    );
    expect(await keysInUse()).toEqual(['digest old 1', 'k1']);
    const before = await t.get(ShowKeys).execute(ctx());
    expect(before.removable).toEqual([]);

    const { rows: counted } = await t.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_log WHERE table_name IN ('orders', 'user_addresses') AND action = 'update'`,
    );
    const forth = await t.get(RotateKeys).execute(ctx());
    expect(forth).toMatchObject({ isComplete: true, unreadable: 0, guests: 1 });
    expect(await keysInUse()).toEqual(['digest current', 'k2']);
    expect((await t.get(ShowKeys).execute(ctx())).removable).toEqual(['k1']);
    expect((await t.get(RotateKeys).execute(ctx())).tables.every(({ rows }) => rows === 0)).toBe(
      true,
    );
    const { rows: audited } = await t.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_log WHERE table_name IN ('orders', 'user_addresses') AND action = 'update'`,
    );
    // Not a change of the rows; one line per batch says that they were rewritten.
    expect(audited).toEqual(counted);
    const { rows: batches } = await t.owner.query<{ ids: string[] }>(
      `SELECT after -> 'ids' AS ids FROM audit_log WHERE action = 'batch' AND table_name = 'user_addresses'`,
    );
    expect(batches.at(-1)?.ids).toContain(address.id);

    // The old key is taken out: a cipher that never heard of it reads all of it.
    const later = new FieldCipher({ ENCRYPTION_KEYS: [k2] });
    const addresses = new OrderAddresses(later);
    for (const [table, id] of [
      ['orders', live.id],
      ['orders', guest.id],
      ['orders_archive', old.id],
    ] as const) {
      const { rows } = await t.owner.query<{ a: StoredAddress }>(
        `SELECT shipping_address AS a FROM ${table} WHERE id = $1`,
        [id],
      );
      const [row] = rows;
      expect(row && addresses.open(id, row.a).street).toMatch(/Harbour Street/);
    }
    const { rows } = await t.owner.query<{ street: string }>(
      'SELECT street FROM user_addresses WHERE id = $1',
      [address.id],
    );
    expect(new AddressBox(later).unseal('street', address.id, rows[0]?.street ?? '')).toBe(
      '1 Old Street',
    );
    const { rows: cards } = await t.owner.query<{ hash: string }>(
      'SELECT token_hash AS hash FROM user_payment_infos',
    );
    expect(cards[0]?.hash).toBe(t.get(BlindIndex).of('tok_1'));
    await expectInvariants(t);
  });

  it("keeps counting a guest's uses while his digest is of the old key", async () => {
    await t.given.discount({ code: 'ONCE', userLimit: 1 });
    const first = await t.given.buyer({ isGuest: true, codes: ['ONCE'] });
    const email = 'Once@Example.com';
    await t.get(PlaceOrder).execute(ctx(), first.order({ email }));
    await back().execute(ctx());
    const second = await t.given.buyer({ isGuest: true, codes: ['ONCE'] });
    const again = await Promise.allSettled([
      t.get(PlaceOrder).execute(ctx(), second.order({ email: 'once@example.com' })),
    ]);
    expect(t.codesOf(again)).toEqual(['orders.discount_not_usable']);
    expect(await t.get(RotateKeys).execute(ctx())).toMatchObject({ isComplete: true });
    await expectInvariants(t);
  });

  it('disturbs nobody: readers and writers go on, two rotate at once, one is cut off in the middle', async () => {
    const customers = await Promise.all(Array.from({ length: 4 }, () => t.given.customer()));
    const addresses = await Promise.all(
      Array.from({ length: 120 }, (_, n) =>
        t.given.address(customers[n % 4] ?? { id: '' }, { street: `${n} First Street` }),
      ),
    );
    const orders = [];
    for (const customer of customers) orders.push(await t.given.order({ customer }));
    await back().execute(ctx());

    let isOver = false;
    const written = new Map<string, string>();
    const service = t.get(AddressesService);
    const own = (id: string) => ({ ...ctx(), actorId: id, scope: 'own' as const });
    const load = customers.map(async (customer, n) => {
      let operations = 0;
      for (; !isOver; operations += 1) {
        const { id } = addresses[n + 4 * (operations % 30)] ?? { id: '' };
        await service.getOwn(own(customer.id), customer.id, id);
        const street = `${operations} Second Street`;
        await service.update(own(customer.id), customer.id, id, { street });
        written.set(id, street);
        expect((await service.getOwn(own(customer.id), customer.id, id)).street).toBe(street);
      }
      return operations;
    });
    const late = await t.get(RotateKeys).execute(ctx(), { until: new Date(Date.now() - 1) });
    expect(late.isComplete).toBe(false);
    for (let round = 0; round < 6; round += 1) {
      const [there, here] = round % 2 ? [back(), back()] : [t.get(RotateKeys), t.get(RotateKeys)];
      await Promise.all([there.execute(ctx()), here.execute(ctx())]);
    }
    await sleep(50);
    await t.get(RotateKeys).execute(ctx());
    isOver = true;
    const operations = await Promise.all(load);
    expect(Math.min(...operations)).toBeGreaterThan(5);
    await t.get(RotateKeys).execute(ctx());
    const later = new AddressBox(new FieldCipher({ ENCRYPTION_KEYS: [k2] }));
    const { rows } = await t.owner.query<{ id: string; street: string }>(
      'SELECT id, street FROM user_addresses WHERE id = ANY ($1)',
      [addresses.map(({ id }) => id)],
    );
    expect(rows).toHaveLength(120);
    for (const { id, street } of rows) {
      const plain = later.unseal('street', id, street);
      expect(plain).toBe(written.get(id) ?? plain);
    }
    expect(await keysInUse()).not.toContain('k1');
  });

  it('tells which rows no key opens and leaves them as they are', async () => {
    const customer = await t.given.customer();
    const { id } = await t.given.address(customer);
    const lost = new FieldCipher({ ENCRYPTION_KEYS: [key('k0')] });
    const street = lost.encrypt('x', `user_addresses.street:${id}`);
    await t.owner.query('UPDATE user_addresses SET street = $2 WHERE id = $1', [id, street]);
    expect(await t.get(RotateKeys).execute(ctx())).toMatchObject({ unreadable: 1 });
    expect((await t.get(ShowKeys).execute(ctx())).missing).toEqual(['k0']);
    const { rows } = await t.owner.query('SELECT street FROM user_addresses WHERE id = $1', [id]);
    expect(rows).toEqual([{ street }]);
    await t.owner.query('DELETE FROM user_addresses WHERE id = $1', [id]);
  });

  it('may rewrite every table with ciphertext, and nothing else, and the reader nothing', async () => {
    for (const { name, columns } of sealedTables()) {
      await t.db.query(`SELECT rewrite_ciphertexts($1, $2, '[]')`, [name, columns]);
    }
    await expect(
      t.db.query(`SELECT rewrite_ciphertexts('users', ARRAY['email'], '[]')`),
    ).rejects.toThrow(/no ciphertext/);
    // The setting that keeps the audit quiet counts only inside the function.
    const customer = await t.given.customer();
    const { id } = await t.given.address(customer);
    await t.db.query(
      `BEGIN; SET LOCAL app.privacy_work = 'on'; SET LOCAL app.scope = 'all';
       UPDATE user_addresses SET city = 'Salem' WHERE id = '${id}'; COMMIT`,
    );
    const { rows } = await t.owner.query(
      `SELECT action FROM audit_log WHERE row_id = $1 AND action = 'update'`,
      [id],
    );
    expect(rows).toEqual([{ action: 'update' }]);
    const reader = new pg.Client({ connectionString: t.readerUrl });
    await reader.connect();
    const refused = reader.query(`SELECT rewrite_ciphertexts('orders', ARRAY['notes'], '[]')`);
    await expect(refused).rejects.toThrow(/not allowed/);
    await reader.end();
  });
});
