import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { identify, isAlive } from '../../../src/dev/process-identity.js';
import { startEmbeddedPostgres } from '../../../src/dev/embedded-postgres.js';
import { registerProcess, testRun } from '../../setup/test-run.js';

const WATCHDOG = fileURLToPath(new URL('../../setup/watchdog.mjs', import.meta.url));

/** A stand-in for a test run: starts the watchdog as global-setup.ts does, then waits to be killed. */
const RUNNER = `
  const { spawn } = require('node:child_process');
  const [program, folder, build] = process.argv.slice(1);
  const options = { detached: true, stdio: ['pipe', 'ignore', 'ignore'] };
  console.log(spawn(process.execPath, [program, folder, build], options).pid);
  setInterval(() => undefined, 1000);`;

describe('The watchdog of a test run', () => {
  it('ends processes and removes folders also when the run was killed', async () => {
    const folder = join(testRun().folder, 'killed-run');
    const build = join(testRun().folder, 'killed-builds', 'build');
    mkdirSync(build, { recursive: true });
    const sleeper = spawn('sleep', ['600'], { detached: true, stdio: 'ignore' });
    const sleeping = identify(sleeper.pid ?? 0);
    registerProcess(folder, sleeping.pid);
    const postgres = join(folder, 'postgres');
    const server = await startEmbeddedPostgres({
      folder: postgres,
      fallbackFolder: postgres,
      isDurable: false,
    });
    const serving = identify(server.pid);

    const runner = spawn(process.execPath, ['-e', RUNNER, WATCHDOG, folder, build], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const printed = await new Promise<Buffer>((resolve) => runner.stdout.once('data', resolve));
    const watching = identify(Number(printed.toString()));
    expect([sleeping, serving, watching].every(isAlive)).toBe(true);

    runner.kill('SIGKILL');
    await expect.poll(() => isAlive(watching), { timeout: 15_000 }).toBe(false);
    expect([sleeping, serving].filter(isAlive)).toEqual([]);
    expect([folder, join(build, '..')].filter((path) => existsSync(path))).toEqual([]);
  });
});
