import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailInbox, type MailInbox } from '../../src/dev/mail-inbox.js';
import { seedDemo } from '../../src/dev/demo-data/seed-demo.js';
import { flushedQueue } from '../../src/dev/proof/first-order/flushed-queue.js';
import { killedApi } from '../../src/dev/proof/first-order/killed-api.js';
import { killedWorker } from '../../src/dev/proof/first-order/killed-worker.js';
import { oversell } from '../../src/dev/proof/first-order/oversell.js';
import type { ShopSource } from '../../src/dev/proof/proof-rig.js';
import { ShopUnderTest } from '../../src/dev/proof/shop-under-test.js';
import { builtFile } from '../setup/test-build.js';
import { createDatabase, type TestDatabase } from '../setup/test-database.js';
import { hasRedis, useRedis } from '../setup/test-redis.js';
import { registerProcess, testRun } from '../setup/test-run.js';

const DEMO_PRODUCTS = 24;
const LIMIT_MS = 180_000;

/** Real processes of the built program, killed at chosen points. Most of the time is waiting for the sweeper. */
describe('A shop whose processes are killed', () => {
  const databases: TestDatabase[] = [];
  const shops: ShopUnderTest[] = [];
  const redis = hasRedis() ? useRedis() : null;
  let mail: MailInbox;
  beforeAll(async () => {
    mail = await startMailInbox({});
  });
  afterAll(async () => {
    await Promise.all(shops.map((shop) => shop.close()));
    await Promise.all(databases.map((database) => database.drop()));
    await mail.stop();
  });

  const source: ShopSource = {
    get redisUrl() {
      return redis?.url ?? null;
    },
    shop: async ({ isOnRedis = false } = {}) => {
      const database = await createDatabase();
      databases.push(database);
      const mediaDir = `${testRun().folder}/media`;
      await seedDemo({ url: database.ownerUrl, products: DEMO_PRODUCTS, mediaDir });
      const shop = await ShopUnderTest.open({
        dist: dirname(dirname(builtFile('src/main.js'))),
        ownerUrl: database.ownerUrl,
        appUrl: database.url,
        smtpUrl: mail.smtpUrl,
        ...(isOnRedis && redis !== null ? { redisUrl: redis.url } : {}),
        onStarted: (pid) => registerProcess(testRun().folder, pid),
        variables: { QUEUE_PREFIX: `{${database.name}}` },
      });
      shops.push(shop);
      return shop;
    },
  };

  it(
    'has one whole order after the API died at any point of placing it',
    async () => {
      const rows = await killedApi(source, null);
      expect(rows).toHaveLength(6);
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
