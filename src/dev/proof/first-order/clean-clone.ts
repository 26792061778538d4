import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { searchPath } from '../../../config/given-env.js';
import { findRedisServer } from '../../embedded-redis.js';
import { findFreePort } from '../../free-port.js';
import { runCommand } from '../../run-command.js';
import { waitUntilReady } from '../../wait-ready.js';
import { runTour } from '../../tour.js';
import { memoryBelow } from '../memory.js';
import type { ProofRow } from '../table.js';

const READY_AIM_MS = 60_000;
const READY_LIMIT_MS = 180_000;
const MEMORY_AIM_MB = 800;

/** What somebody does who has just cloned the repository, once with and once without a redis-server. */
export async function cleanClone(say: (line: string) => void): Promise<ProofRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'eshop-clone-'));
  // The account of the embedded PostgreSQL has to get in.
  await chmod(folder, 0o755);
  try {
    const clone = join(folder, 'eshop');
    await must('git', ['clone', '--quiet', process.cwd(), clone]);
    const began = Date.now();
    await must('npm', ['ci', '--no-audit', '--no-fund', '--prefix', clone]);
    const install = Date.now() - began;
    const rows = [row('npm ci on a clean clone', true, `${seconds(install)} s`)];
    for (const isWithRedis of [true, false]) {
      if (isWithRedis && findRedisServer(searchPath()) === null) {
        say('  npm start with Redis was not run: no redis-server on PATH');
        continue;
      }
      rows.push(...(await startAndBuy(clone, folder, isWithRedis, say)));
      await rm(join(clone, '.data'), { recursive: true, force: true });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startAndBuy(
  clone: string,
  folder: string,
  isWithRedis: boolean,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  const label = isWithRedis ? 'with redis-server' : 'without redis-server';
  const port = await findFreePort();
  const path = isWithRedis ? searchPath() : await pathWithout('redis-server', folder);
  const began = Date.now();
  const shop = spawn('npm', ['start'], {
    cwd: clone,
    env: { PATH: path, HOME: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  shop.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  shop.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    const url = `http://127.0.0.1:${port}`;
    const isReady = await waitUntilReady(
      `${url}/health/ready`,
      READY_LIMIT_MS,
      () => shop.exitCode !== null,
    );
    await bannerIn(() => output);
    const took = Date.now() - began;
    if (!isReady) throw new Error(`npm start did not become ready:\n${output}`);
    const inbox = /Mail inbox\s+(http:\S+)/i.exec(output)?.[1] ?? '';
    const { resident, proportional } = await memoryBelow(clone, shop.pid ?? 0);
    const tour = await runTour(join(clone, 'README.md'), { url, inbox });
    say(tour.output);
    return [
      row(`npm start ${label}: ready`, took <= READY_AIM_MS, `${seconds(took)} s, aim 60`),
      row(
        `npm start ${label}: memory`,
        proportional <= MEMORY_AIM_MB,
        `${proportional} MB in all with shared pages counted once (${resident} MB summed), aim ${MEMORY_AIM_MB}`,
      ),
      row(`npm start ${label}: tour`, tour.isPaid, tour.isPaid ? 'order confirmed' : tour.output),
    ];
  } finally {
    await endGroup(shop);
  }
}

/** The banner is the last thing that a start prints. */
async function bannerIn(read: () => string): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (!read().includes('The shop is ready') && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function endGroup(shop: ChildProcess): Promise<void> {
  if (shop.exitCode !== null || shop.pid === undefined) return;
  const gone = once(shop, 'exit');
  process.kill(-shop.pid, 'SIGINT');
  await gone;
}

/** A folder with links to all programs of PATH but one, as a PATH of its own. */
async function pathWithout(program: string, folder: string): Promise<string> {
  const target = join(folder, 'path');
  await mkdir(target, { recursive: true });
  for (const source of searchPath().split(delimiter)) {
    for (const name of await readdir(source).catch(() => [])) {
      if (name === program) continue;
      await symlink(join(source, name), join(target, name)).catch(() => undefined);
    }
  }
  return target;
}

async function must(program: string, args: string[]): Promise<void> {
  const { code, output } = await runCommand(program, args);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${output}`);
}

function row(name: string, isKept: boolean, seen: string): ProofRow {
  return { name, isKept, n: 1, seen };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
