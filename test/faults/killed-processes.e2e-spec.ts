import { describe, expect, it } from 'vitest';
import { flushedQueue } from '../../src/dev/proof/first-order/flushed-queue.js';
import { killedApi } from '../../src/dev/proof/first-order/killed-api.js';
import { killedWorker } from '../../src/dev/proof/first-order/killed-worker.js';
import { oversell } from '../../src/dev/proof/first-order/oversell.js';
import { hasRedis } from '../setup/test-redis.js';
import { useShops } from '../setup/test-shops.js';

const LIMIT_MS = 180_000;

/** Real processes of the built program, killed at chosen points. Most of the time is waiting for the sweeper. */
describe('A shop whose processes are killed', () => {
  const source = useShops();

  it(
    'has one whole order after the API died while it was placing it',
    async () => {
      // At its first write, at its end and after it; all points are in `npm run proof -- first-order`.
      const rows = await killedApi(source, null, (point) => /stock|COMMIT/.test(point));
      expect(rows).toHaveLength(3);
      expect(rows.filter((row) => !row.isKept)).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'applies every callback once after the payment worker died at any point of it',
    async () => {
      expect(await killedWorker(source, null)).toMatchObject({ isKept: true, n: 5 });
    },
    LIMIT_MS,
  );

  it.runIf(hasRedis())(
    'applies every callback although Redis forgot all jobs',
    async () => {
      expect(await flushedQueue(source, null)).toMatchObject({ isKept: true });
    },
    LIMIT_MS,
  );

  it(
    'sells ten units to ten of sixty buyers, and the check notices when the guard is gone',
    async () => {
      expect(await oversell(source, null)).toMatchObject({ isKept: true, n: 60 });
      expect(await oversell(source, 'stock-guard')).toMatchObject({ isKept: false });
    },
    LIMIT_MS,
  );
});
