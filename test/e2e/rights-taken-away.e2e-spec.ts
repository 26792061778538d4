import { describe, expect, it } from 'vitest';
import { TEST_PASSWORD } from '../setup/given/users.js';
import { sendRequest, useApi } from '../setup/test-api.js';
import { hasRedis } from '../setup/test-redis.js';
import { startApiProcess } from '../setup/test-workers.js';

describe.runIf(hasRedis()).each(['lock', 'logout', 'role', 'password', 'delete'] as const)(
  'With two API processes and Redis away: %s',
  (change) => {
    const t = useApi({ backend: 'redis' });

    it('counts with the next request of the other process', async () => {
      const other = await startApiProcess();
      const user = change === 'role' ? await t.given.admin() : await t.given.customer();
      const path = change === 'role' ? '/api/v1/admin/users' : '/api/v1/me';
      const there = async (): Promise<number> =>
        (await sendRequest(`${other.url}${path}`, 'GET', { token: user.token })).status;
      expect(await there()).toBe(200);
      await t.redis?.stop();
      const { token } = user;
      const currentPassword = TEST_PASSWORD;
      if (change === 'logout') await t.http('POST', '/api/v1/auth/logout', { token, body: {} });
      if (change === 'delete') {
        await t.http('DELETE', '/api/v1/me', { token, body: { currentPassword } });
      }
      if (change === 'password') {
        const body = { currentPassword, newPassword: 'violet harbour 43' };
        expect((await t.http('PUT', '/api/v1/me/password', { token, body })).status).toBe(200);
      }
      if (change === 'lock') {
        await t.owner.query('UPDATE users SET locked = true WHERE id = $1', [user.id]);
      }
      if (change === 'role') {
        await t.owner.query(
          `UPDATE users SET role_id = (SELECT id FROM user_roles WHERE code = 'user') WHERE id = $1`,
          [user.id],
        );
      }
      expect(await there()).toBe(change === 'role' ? 403 : 401);
      await other.kill('SIGKILL');
    });
  },
);
