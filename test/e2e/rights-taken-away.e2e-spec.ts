import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GivenUser, TEST_PASSWORD } from '../setup/given/users.js';
import { sendRequest, useApi } from '../setup/test-api.js';
import { hasRedis } from '../setup/test-redis.js';
import { startApiProcess, type TestProcess } from '../setup/test-workers.js';

const CHANGES = ['lock', 'logout', 'role', 'password', 'delete'] as const;
type Change = (typeof CHANGES)[number];

describe.runIf(hasRedis())('With two API processes and Redis away', () => {
  const t = useApi({ backend: 'redis' });
  const people = new Map<Change, GivenUser>();
  let other: TestProcess;

  const there = async (change: Change): Promise<number> => {
    const path = change === 'role' ? '/api/v1/admin/users' : '/api/v1/me';
    const token = people.get(change)?.token ?? '';
    return (await sendRequest(`${other.url}${path}`, 'GET', { token })).status;
  };

  // Each person is known to the other process before Redis goes.
  beforeAll(async () => {
    other = await startApiProcess();
    for (const change of CHANGES) {
      people.set(change, await (change === 'role' ? t.given.admin() : t.given.customer()));
      expect(await there(change)).toBe(200);
    }
    await t.redis?.stop();
  });
  afterAll(() => other.kill('SIGKILL'));

  it.each(CHANGES)('%s counts with the next request of the other process', async (change) => {
    const { id = '', token = '' } = people.get(change) ?? {};
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
      await t.owner.query('UPDATE users SET locked = true WHERE id = $1', [id]);
    }
    if (change === 'role') {
      await t.owner.query(
        `UPDATE users SET role_id = (SELECT id FROM user_roles WHERE code = 'user') WHERE id = $1`,
        [id],
      );
    }
    expect(await there(change)).toBe(change === 'role' ? 403 : 401);
  });
});
