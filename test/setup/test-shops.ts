import { dirname } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startMailInbox, type MailInbox } from '../../src/dev/mail-inbox.js';
import { seedDemo } from '../../src/dev/demo-data/seed-demo.js';
import type { ShopSource } from '../../src/dev/proof/proof-rig.js';
import { ShopUnderTest } from '../../src/dev/proof/shop-under-test.js';
import { heldProcess } from './answers.js';
import { builtFile } from './test-build.js';
import { bankVariables } from './test-context.js';
import { createDatabase, type TestDatabase } from './test-database.js';
import { hasRedis, startTestRedis, useRedis, type TestRedis } from './test-redis.js';
import { registerProcess, testRun } from './test-run.js';

const DEMO_PRODUCTS = 24;

/**
 * Shops of real processes of the built program (`builtFile`), for parts of the proofs that the
 * suite runs as well. Everything ends after the last test of the file.
 */
export function useShops(): ShopSource {
  const databases: TestDatabase[] = [];
  const shops: ShopUnderTest[] = [];
  const servers: TestRedis[] = [];
  const redis = hasRedis() ? useRedis() : null;
  let mail: MailInbox;
  beforeAll(async () => {
    mail = await startMailInbox({});
  });
  afterAll(async () => {
    await Promise.all(shops.map((shop) => shop.close()));
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all(databases.map((database) => database.drop()));
    await mail.stop();
  });
  return {
    get redisUrl() {
      return redis?.url ?? null;
    },
    startRedis: async () => {
      if (redis === null) return null;
      const server = await startTestRedis();
      servers.push(server);
      return server;
    },
    shop: async ({ isOnRedis = false, redisUrl, variables } = {}) => {
      const database = await createDatabase();
      databases.push(database);
      const mediaDir = `${testRun().folder}/media`;
      await seedDemo({ url: database.ownerUrl, products: DEMO_PRODUCTS, mediaDir });
      const held = heldProcess();
      const url = redisUrl ?? (isOnRedis ? redis?.url : undefined);
      const shop = await ShopUnderTest.open({
        dist: dirname(dirname(builtFile('src/main.js'))),
        ownerUrl: database.ownerUrl,
        appUrl: database.url,
        smtpUrl: mail.smtpUrl,
        ...(url === undefined ? {} : { redisUrl: url }),
        apiArguments: held.args,
        onStarted: (pid) => registerProcess(testRun().folder, pid),
        variables: {
          QUEUE_PREFIX: `{${database.name}}`,
          MEDIA_DIR: mediaDir,
          PASSWORD_HASH_COST: '6',
          REDELIVER_AFTER_SECONDS: '4',
          ...bankVariables(),
          ...held.variables,
          ...variables,
        },
      });
      shops.push(shop);
      return shop;
    },
  };
}
