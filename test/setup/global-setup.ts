import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/dev/embedded-postgres.js';
import { findRedisServer } from '../../src/dev/embedded-redis.js';
import { startSimulatorProcess } from '../../src/dev/gateway-simulator/simulator-process.js';
import { buildInto } from './test-build.js';
import { assertTestDatabase, createTemplate } from './test-database.js';
import { registerProcess, type TestRun } from './test-run.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let end: () => Promise<void> = () => Promise.resolve();

/** Starts what the selected files need, once for the whole run. */
export async function setup(project: TestProject): Promise<void> {
  const files = project.vitest.state.getPaths().map((path) => relative(ROOT, path));
  const folder = mkdtempSync(join(tmpdir(), 'eshop-test-'));
  // The account that PostgreSQL runs under has to pass through.
  chmodSync(folder, 0o755);
  const name = basename(folder).slice('eshop-test-'.length).toLowerCase();
  const databasePrefix = `eshop_test_${process.pid}_${name}`;
  const buildFolder = join(ROOT, '.tmp', `build-${name}`);
  const watchdog = startWatchdog(folder, buildFolder);
  end = () => endWatchdog(watchdog);
  try {
    const starting = files.some(usesDatabase)
      ? startServer(folder, databasePrefix)
      : Promise.resolve(null);
    const building = files.some(usesBuild)
      ? buildInto(ROOT, buildFolder, (pid) => registerProcess(folder, pid))
      : Promise.resolve(null);
    const banking = files.some(usesDatabase) ? startBank(folder) : Promise.resolve(null);
    // None may still be at work when a failure of another ends the run.
    await Promise.allSettled([starting, building, banking]);
    const [server, build, bankUrl] = await Promise.all([starting, building, banking]);
    const run: TestRun = {
      folder,
      databasePrefix,
      build,
      bankUrl,
      redisServer: findRedisServer(process.env['PATH'] ?? ''),
      adminUrl: server?.adminUrl ?? null,
      template: server?.template ?? null,
    };
    project.provide('testRun', run);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Ends it again and removes what it left. */
export async function teardown(): Promise<void> {
  await end();
}

/** The bank that payments by `sandbox` go to; the watchdog ends it when nobody else does. */
async function startBank(folder: string): Promise<string> {
  const bank = await startSimulatorProcess({
    program: fileURLToPath(new URL('../../src/dev/gateway-simulator/main.ts', import.meta.url)),
    execArgv: ['--import', fileURLToPath(new URL('typescript-loader.mjs', import.meta.url))],
  });
  registerProcess(folder, bank.pid);
  const endRest = end;
  end = async () => {
    await bank.stop();
    await endRest();
  };
  return bank.url;
}

async function startServer(
  folder: string,
  databasePrefix: string,
): Promise<Pick<TestRun, 'adminUrl' | 'template'>> {
  const adminUrl = await serverUrl(folder, databasePrefix);
  const template = await createTemplate(adminUrl, `${databasePrefix}_template`);
  return { adminUrl, template };
}

/** The outside server of TEST_DATABASE_URL, else a private one whose data are thrown away. */
async function serverUrl(folder: string, databasePrefix: string): Promise<string> {
  const outside = process.env['TEST_DATABASE_URL'];
  if (outside !== undefined && outside !== '') {
    assertTestDatabase(outside);
    writeFileSync(
      join(folder, 'outside.json'),
      JSON.stringify({ adminUrl: outside, databasePrefix }),
      { mode: 0o600 },
    );
    return outside;
  }
  const server = await startEmbeddedPostgres({
    folder: join(folder, 'postgres'),
    fallbackFolder: join(folder, 'postgres'),
    isDurable: false,
    settings: { max_connections: '300' },
  });
  return server.adminUrl;
}

/** Unit specs beside the sources touch no database. */
function usesDatabase(file: string): boolean {
  return file.startsWith('test') || /useDatabase|useIntegration|useApi|useWorkers/.test(text(file));
}

/** Real processes run built JavaScript; the build takes some seconds, so only those who need it pay. */
function usesBuild(file: string): boolean {
  return /useWorkers|startApiProcess|useShops|builtFile/.test(text(file));
}

function text(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function startWatchdog(folder: string, buildFolder: string): ChildProcess {
  const program = fileURLToPath(new URL('watchdog.mjs', import.meta.url));
  return spawn(process.execPath, [program, folder, buildFolder], {
    cwd: ROOT,
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

async function endWatchdog(watchdog: ChildProcess): Promise<void> {
  if (watchdog.exitCode !== null) return;
  const ended = new Promise((resolve) => watchdog.once('exit', resolve));
  watchdog.stdin?.end();
  await ended;
}
