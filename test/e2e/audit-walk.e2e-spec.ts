import { describe, expect, it } from 'vitest';
import { auditWalk } from './audit-walk/audit-walk.js';
import { replayWalk } from './audit-walk/replay-walk.js';
import { useShops } from '../setup/test-shops.js';

describe('A walk over all write routes', () => {
  const shops = useShops();

  it('each leaves its entries with the person and the request', { timeout: 600_000 }, async () => {
    const row = await auditWalk(shops, null);
    expect(row.faults).toEqual([]);
    expect(row.n).toBeGreaterThan(50);
  });

  it('says of a repetition that it is one, on every route that takes a key', async () => {
    const row = await replayWalk(shops);
    expect(row.faults).toEqual([]);
    expect(row.n).toBeGreaterThan(8);
  });

  it('notices a table that lost its triggers', { timeout: 240_000 }, async () => {
    const { faults } = await auditWalk(shops, 'audit-triggers', (route) =>
      ['updateMe', 'createMyAddress'].includes(route.operationId),
    );
    expect(faults?.join('\n')).toContain('users changed without an entry');
    expect(faults?.join('\n')).toContain('user_addresses changed without an entry');
  });
});
