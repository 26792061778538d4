import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../setup/test-database.js';
import { Rows } from './rows.js';

describe('Traps of the people tables', () => {
  const database = useDatabase();
  const rows = new Rows(() => database.owner);

  it('a refresh token family has one live token, and a token is stored once', async () => {
    const user = await rows.user();
    const family = '00000000-0000-4000-8000-000000000001';
    const session = (token: string, values: Record<string, unknown> = {}): Promise<string> =>
      rows.insert('user_sessions', {
        user_id: user,
        refresh_token: token,
        family_id: family,
        client_ip: '127.0.0.1',
        expired_at: new Date(),
        ...values,
      });
    const first = await session('hash-1');
    await expect(session('hash-2')).rejects.toMatchObject({
      constraint: 'uq_user_sessions_live_token',
    });
    await database.owner.query('UPDATE user_sessions SET rotated_at = now() WHERE id = $1', [
      first,
    ]);
    await session('hash-2', { parent_id: first });
    await expect(session('hash-1', { rotated_at: new Date() })).rejects.toMatchObject({
      constraint: 'idx_user_sessions_refresh_token',
    });
  });

  it('a saved card token is unique by its keyed hash, and a full card number is refused', async () => {
    const user = await rows.user();
    const card = (ciphertext: string, values: Record<string, unknown> = {}): Promise<string> =>
      rows.insert('user_payment_infos', {
        user_id: user,
        card_number: '**** **** **** 4242',
        card_last4: '4242',
        payment_method_token: ciphertext,
        token_hash: 'a'.repeat(64),
        gateway: 'sandbox',
        expiration_date: '2030-01-31',
        billing_address: 'k1.x',
        ...values,
      });
    await card('k1.first-iv');
    await expect(card('k1.other-iv')).rejects.toMatchObject({
      constraint: 'user_payment_infos_user_id_token_hash_key',
    });
    await expect(
      card('k1.third', { token_hash: 'b'.repeat(64), card_number: '4242424242424242' }),
    ).rejects.toMatchObject({ constraint: 'ck_user_payment_infos_masked' });
  });

  it.each(['UTC', 'Asia/Ho_Chi_Minh', 'America/Los_Angeles'])(
    'the year-1 default of password_changed_at is a plain date in %s',
    async (zone) => {
      const user = await rows.user();
      const client = await database.owner.connect();
      try {
        await client.query(`SET timezone = '${zone}'`);
        const { rows: found } = await client.query<{ changed: Date; before: boolean }>(
          `SELECT password_changed_at AS changed, password_changed_at <= to_timestamp(0) AS before
             FROM users WHERE id = $1`,
          [user],
        );
        expect(found[0]?.before).toBe(true);
        expect(found[0]?.changed.toISOString()).toMatch(/^0001-01-01T00:00:00/);
      } finally {
        await client.query('RESET timezone');
        client.release();
      }
    },
  );

  it('one open code per purpose, used once however many try', async () => {
    const user = await rows.user();
    const code = (): Promise<string> =>
      rows.insert('email_verifications', {
        user_id: user,
        email: 'ada@example.com',
        verify_code: 'sha256',
      });
    const id = await code();
    await expect(code()).rejects.toMatchObject({ constraint: 'uq_email_verifications_open' });
    const tries = await Promise.all(
      Array.from({ length: 8 }, () =>
        database.db.query(
          `UPDATE email_verifications SET is_used = true
            WHERE id = $1 AND NOT is_used AND expired_at > now() RETURNING id`,
          [id],
        ),
      ),
    );
    expect(tries.map((result) => result.rowCount).filter((count) => count === 1)).toHaveLength(1);
  });

  it('e-mail and username are unique whatever their case', async () => {
    await rows.user({ email: 'Grace@Example.com', username: 'Grace' });
    await expect(rows.user({ email: 'grace@example.COM' })).rejects.toMatchObject({
      constraint: 'uq_users_email',
    });
    await expect(rows.user({ username: 'gRACE' })).rejects.toMatchObject({
      constraint: 'uq_users_username',
    });
  });

  it('one default address and one default card per user, also for two at once', async () => {
    const user = await rows.user();
    const address = (): Promise<string> =>
      rows.insert('user_addresses', {
        user_id: user,
        recipient: 'k1.x',
        street: 'k1.y',
        district: 'Soho',
        city: 'London',
        country: 'GB',
        is_default: true,
      });
    const tries = await Promise.allSettled([address(), address(), address()]);
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);

    const card = (hash: string): Promise<string> =>
      rows.insert('user_payment_infos', {
        user_id: user,
        card_number: '**** 4242',
        card_last4: '4242',
        payment_method_token: hash,
        token_hash: hash,
        gateway: 'sandbox',
        expiration_date: '2030-01-31',
        billing_address: 'k1.x',
        is_default: true,
      });
    const cards = await Promise.allSettled([card('a'), card('b')]);
    expect(cards.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('permissions are one row per role and module; the default roles hold what they should', async () => {
    const { rows: granted } = await database.owner.query<{ code: string; rights: string }>(
      `SELECT r.code, string_agg(p.module || ':' || CASE WHEN r THEN 'r' ELSE '' END
         || CASE WHEN w THEN 'w' ELSE '' END || CASE WHEN x THEN 'x' ELSE '' END, ' ' ORDER BY p.module) AS rights
         FROM user_roles r LEFT JOIN permissions p ON p.role_id = r.id GROUP BY r.code ORDER BY r.code`,
    );
    expect(granted.map((role) => role.code)).toEqual(['admin', 'moderator', 'user']);
    expect(granted[0]?.rights).toContain('orders:rwx');
    expect(granted[1]?.rights).toBe('catalog:rw media:rw reviews:rwx');
    expect(granted[2]?.rights).toBeNull();
    await expect(
      database.owner.query(
        `INSERT INTO permissions (role_id, module) SELECT id, 'orders' FROM user_roles WHERE code = 'admin'`,
      ),
    ).rejects.toMatchObject({ constraint: 'permissions_role_id_module_key' });
    await expect(
      database.owner.query(`UPDATE user_roles SET parent_id = id WHERE code = 'user'`),
    ).rejects.toMatchObject({ constraint: 'ck_user_roles_no_cycle' });
  });

  it('an account without phone or password and an image without a cloud are storable', async () => {
    const user = await rows.user({ phone_number: '0000000000', hashed_password: '!oidc' });
    expect(user).not.toBe('');
    const image = await rows.insert('images', {
      product_id: await rows.product(),
      url: '/media/desk.svg',
      cloudinary_id: 'local/desk',
    });
    expect(image).not.toBe('');
    await expect(rows.user({ phone_number: '123' })).rejects.toMatchObject({
      constraint: 'ck_users_phone_number',
    });
  });
});
