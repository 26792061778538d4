import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../src/dev/free-port.js';
import { identify, isAlive, type ProcessIdentity } from '../../src/dev/process-identity.js';
import { hasChromium, runSwaggerTour } from '../../src/dev/proof/api/tour/run-tour.js';
import { runTour } from '../../src/dev/tour.js';
import { runShownCommands } from '../setup/shown-commands.js';
import { sendRequest } from '../setup/test-api.js';
import { builtFile } from '../setup/test-build.js';
import { noteNotRun, registerProcess, testRun } from '../setup/test-run.js';

const READY_MS = 120_000;
/** A minute where nothing else runs; the browser needs a core of its own. */
const TOUR_MS = 600_000;
const BANNER = 'The shop is ready';

/** Whether the browser is there; the summary of the run names what needs it, where it is not. */
function canBrowse(): boolean {
  if (!hasChromium()) noteNotRun(testRun().folder, 'the tour through Swagger UI (needs chromium)');
  return hasChromium();
}

/** A running `npm start` (its program, without npm and the build). */
interface Shop {
  readonly child: ChildProcess;
  output(): string;
  errors(): string;
  readonly ended: Promise<number | string>;
}

function run(folder: string, variables: Record<string, string>): Shop {
  mkdirSync(folder, { recursive: true });
  const child = spawn(process.execPath, [builtFile('src/dev/start.js')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) registerProcess(testRun().folder, child.pid);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  return { child, output: () => output, errors: () => errors, ended };
}

async function until(what: string, isTrue: () => boolean, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms for: ${what}`);
    await sleep(50);
  }
}

async function isReady(shop: Shop): Promise<void> {
  const isOver = (): boolean => shop.child.exitCode !== null;
  await until('the banner', () => shop.output().includes(BANNER) || isOver(), READY_MS);
  if (isOver()) throw new Error(`The start ended:\n${shop.output()}\n${shop.errors()}`);
}

/** The children that the start has noted for its successor. */
function childrenOf(folder: string): ProcessIdentity[] {
  const text = readFileSync(join(folder, '.data', 'start.json'), 'utf8');
  return (JSON.parse(text) as { children: ProcessIdentity[] }).children;
}

/** What outlives a killed start must not outlive the test. */
function registerServices(folder: string): void {
  const redis = join(folder, '.data', 'redis', 'server.pid');
  registerProcess(testRun().folder, postgresOf(folder).pid);
  if (existsSync(redis)) registerProcess(testRun().folder, Number(readFileSync(redis, 'utf8')));
}

/** PostgreSQL's own process of the folder. */
function postgresOf(folder: string): ProcessIdentity {
  const lock = join(folder, '.data', 'postgres', 'data', 'postmaster.pid');
  return identify(Number(readFileSync(lock, 'utf8').split('\n')[0]));
}

describe('npm start in an empty folder', () => {
  let folder = '';
  let port = 0;
  let shop: Shop;

  beforeAll(async () => {
    folder = join(testRun().folder, 'empty-folder');
    port = await findFreePort();
    shop = run(folder, { PORT: String(port) });
    await isReady(shop);
    registerServices(folder);
  }, READY_MS);

  afterAll(async () => {
    shop.child.kill('SIGTERM');
    await shop.ended;
  });

  it('says where everything is, and it is there', async () => {
    expect(shop.output()).toContain(`http://127.0.0.1:${port}/docs`);
    const answer = await sendRequest(`http://127.0.0.1:${port}/health/ready`, 'GET');
    expect(answer.status).toBe(200);
    const inbox = /Mail inbox\s+(http\S+)/.exec(shop.output())?.[1];
    expect((await sendRequest(`${inbox}/api/mails`, 'GET')).status).toBe(200);
    const gateways = /Gateways\s+simulated at (http\S+)/.exec(shop.output())?.[1];
    expect((await sendRequest(`${gateways}/control/ledger`, 'GET')).body).toEqual([]);
  });

  it('leads from a new customer to a paid order by the lines of the README', async () => {
    const inbox = /Mail inbox\s+(http\S+)/.exec(shop.output())?.[1] ?? '';
    const tour = await runTour('README.md', { url: `http://127.0.0.1:${port}`, inbox });
    expect(tour.output).toMatch(/order [0-9a-f-]{36} is confirmed$/);
    expect(tour.isPaid).toBe(true);
  }, 60_000);

  it('does what the documents tell people to type', async () => {
    const inbox = /Mail inbox\s+(http\S+)/.exec(shop.output())?.[1] ?? '';
    const place = { folder, url: `http://127.0.0.1:${port}`, inbox };
    const results = await runShownCommands(place);
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  }, 120_000);

  it.skipIf(!canBrowse())(
    'leads from register to an order in Swagger UI, with nothing typed but code, token and ids',
    async () => {
      const inbox = /Mail inbox\s+(http\S+)/.exec(shop.output())?.[1] ?? '';
      const place = { url: `http://127.0.0.1:${port}`, inbox, pictures: '.tmp/tour' };
      // The way on to the refund is `npm run proof -- api --part tour`.
      const tour = await runSwaggerTour(place, 'order');
      expect(tour.complaints).toEqual([]);
      expect(tour.typed).toEqual([]);
      expect(tour.steps.map(({ name }) => name)).toContain('placeOrder');
    },
    TOUR_MS,
  );

  it('refuses a second start in the same folder with one sentence', async () => {
    const second = run(folder, { PORT: String(await findFreePort()) });
    expect(await second.ended).toBe(1);
    expect(second.errors().trim()).toMatch(/^The shop already runs from this folder .*\.$/);
  });

  it('starts a worker again that was killed, and says so in one line', async () => {
    const [, worker] = childrenOf(folder);
    process.kill(worker?.pid ?? 0, 'SIGKILL');
    await until(
      'the word about it',
      () => /ended \(SIGKILL\), starts again/.test(shop.output()),
      5000,
    );
    const count = childrenOf(folder).length + 1;
    await until('the new process', () => childrenOf(folder).length === count, 10_000);
  });

  it('when killed itself: the children end, and the next start finds the database running', async () => {
    const children = childrenOf(folder);
    const postgres = postgresOf(folder);
    shop.child.kill('SIGKILL');
    await shop.ended;
    await until('the end of the children', () => !children.some(isAlive), 20_000);
    expect(isAlive(postgres)).toBe(true);
    const began = Date.now();
    shop = run(folder, { PORT: String(port) });
    await isReady(shop);
    expect(Date.now() - began).toBeLessThan(90_000);
    expect(shop.output()).toContain('found running');
    expect(postgresOf(folder)).toEqual(postgres);
  }, 150_000);

  it('ends on Ctrl-C with code 0 and leaves no process behind', async () => {
    const all = [...childrenOf(folder), postgresOf(folder)];
    shop.child.kill('SIGINT');
    expect(await shop.ended).toBe(0);
    expect(shop.errors()).toBe('');
    expect(all.filter(isAlive)).toEqual([]);
  });
});

describe('npm start, when something is in its way, says it in one sentence and ends with 1:', () => {
  let number = 0;
  let taken: Server | undefined;

  afterEach(() => {
    taken?.close();
    taken = undefined;
  });

  async function refused(variables: Record<string, string>, folder?: string): Promise<string> {
    number += 1;
    const place = folder ?? join(testRun().folder, `refused-${number}`);
    const shop = run(place, { PORT: String(await findFreePort()), ...variables });
    expect(await shop.ended).toBe(1);
    const sentence = shop.errors().trim();
    expect(sentence).not.toContain('\n');
    return sentence;
  }

  it('a taken port', async () => {
    const port = await findFreePort();
    taken = createServer().listen(port, '127.0.0.1');
    const sentence = await refused({ PORT: String(port) });
    expect(sentence).toMatch(
      new RegExp(`^Port ${port} on 127.0.0.1 is in use by another program;`),
    );
  });

  it('a folder that cannot be written', async () => {
    const folder = join(testRun().folder, 'closed');
    mkdirSync(folder);
    // Also for root, who may write everywhere: a file stands where the folder should be.
    writeFileSync(join(folder, '.data'), '');
    const sentence = await refused({}, folder);
    expect(sentence).toMatch(/^The folder \S+\.data cannot be written \(EEXIST\)/);
  });

  it('an unreachable DATABASE_URL, without its password', async () => {
    const url = `postgres://me:hidden@127.0.0.1:${await findFreePort()}/shop`;
    const sentence = await refused({ DATABASE_URL: url });
    expect(sentence).toMatch(
      /^DATABASE_URL cannot be reached at 127\.0\.0\.1:\d+\/shop: .*ECONNREFUSED/,
    );
    expect(sentence).not.toContain('hidden');
  });

  it('an unreachable REDIS_URL', async () => {
    const sentence = await refused({ REDIS_URL: `redis://127.0.0.1:${await findFreePort()}` });
    expect(sentence).toMatch(/^REDIS_URL cannot be reached at 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
  });

  it('a variable that cannot be read', async () => {
    number += 1;
    const shop = run(join(testRun().folder, `refused-${number}`), { ORDER_EXPIRY_MINUTES: 'soon' });
    expect(await shop.ended).toBe(1);
    expect(shop.errors()).toContain('ORDER_EXPIRY_MINUTES must be a whole number');
    expect(shop.errors()).not.toMatch(/^\s+at /m);
  });
});
