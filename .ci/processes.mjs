// Starts the built API and each worker by themselves on a database of their own, as production does, looks whether they
// become ready, and ends them with SIGTERM; each has to exit with 0. Needs `npm run build`.
import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roleUrlsOf } from '../dist/src/cli/database-urls.js';
import { runMigrations } from '../dist/src/database/migrate.js';
import { findFreePort } from '../dist/src/dev/free-port.js';
import {
  localDatabase,
  localMail,
  localRedis,
  localSecrets,
} from '../dist/src/dev/local-services.js';
import { waitUntilReady } from '../dist/src/dev/wait-ready.js';
import { knownQueueNames } from '../dist/src/worker-queues.js';

const READY_MS = 30_000;
const RUN_MS = 2000;
const folder = mkdtempSync(join(tmpdir(), 'eshop-processes-'));
chmodSync(folder, 0o755);
const services = [];
let failed = 0;

try {
  const secrets = await localSecrets({}, folder);
  const [database, redis, mail] = await Promise.all([
    localDatabase({}, folder),
    localRedis({}, folder),
    localMail({}),
  ]);
  services.push(mail, redis, database);
  const urls = await roleUrlsOf(database.variables);
  await runMigrations(urls.ownerUrl);
  const variables = {
    ...secrets,
    ...redis.variables,
    ...mail.variables,
    NODE_ENV: 'production',
    DATABASE_URL: urls.appUrl,
  };
  const owner = { DATABASE_OWNER_URL: urls.ownerUrl };
  await check('api', ['dist/src/main.js'], variables, 'PORT');
  for (const queue of knownQueueNames()) {
    const own = queue === 'maintenance' ? { ...variables, ...owner } : variables;
    await check(`worker ${queue}`, ['dist/src/worker.js', queue], own, 'WORKER_HEALTH_PORT');
  }
} finally {
  for (const service of services) await service.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);

async function check(name, args, variables, portName) {
  const port = await findFreePort();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...variables, [portName]: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const ended = new Promise((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  const began = Date.now();
  const url = `http://127.0.0.1:${port}/health/ready`;
  const isReady = await waitUntilReady(url, READY_MS, () => child.exitCode !== null);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (isReady) await new Promise((resolve) => setTimeout(resolve, RUN_MS));
  const stayed = child.exitCode === null;
  child.kill('SIGTERM');
  const code = await ended;
  const isGood = isReady && stayed && code === 0;
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${name}: ready after ${seconds} s, ended with ${code}`);
  if (isGood) return;
  failed += 1;
  console.log(output.split('\n').slice(-20).join('\n'));
}
