import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { findFreePort } from '../../src/dev/free-port.js';
import { waitUntilReady } from '../../src/dev/wait-ready.js';
import { heldProcess } from './answers.js';
import { builtFile } from './test-build.js';
import { currentSurroundings } from './test-context.js';
import { lazily } from './test-database.js';
import type { QueueBackend } from './test-redis.js';
import { forgetProcess, registerProcess, testRun } from './test-run.js';

/** A real process of the built program on the database of this test file. */
export interface TestProcess {
  readonly pid: number;
  readonly url: string;
  /** Standard output and errors so far. */
  log(): string;
  /** Sends the signal and waits for the end; gives the exit code, or the signal's name. */
  kill(signal: NodeJS.Signals): Promise<number | string>;
  /** Resolves with the exit code (or signal) when it ends by itself. */
  ended(): Promise<number | string>;
  readonly isRunning: boolean;
}

/** The worker processes of a test file. */
export interface TestWorkers {
  /** One process for these queues; resolves when it takes jobs. */
  start(
    queues: readonly string[],
    variables?: Readonly<Record<string, string>>,
  ): Promise<TestProcess>;
  readonly processes: readonly TestProcess[];
  stopAll(): Promise<void>;
}

const READY_MS = 30_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
let counter = 0;

/**
 * Starts one worker process for the queues before the first test and ends it after the last. Stands behind `useApi` or
 * `useIntegration` in the same `describe`; their `backend` must be the same.
 */
export function useWorkers(
  queues: readonly string[],
  backend: QueueBackend = 'postgres',
): TestWorkers {
  const workers = createWorkers();
  let current: TestWorkers | undefined;
  beforeAll(async () => {
    const isRedis = currentSurroundings().redis !== null;
    if (isRedis !== (backend === 'redis')) {
      throw new Error(
        `useWorkers runs on ${backend}: give useApi or useIntegration the same backend.`,
      );
    }
    current = workers;
    if (queues.length > 0) await workers.start(queues);
  });
  afterAll(() => workers.stopAll());
  return lazily('The workers', () => current);
}

/** A real API process, for tests that kill it. It listens on `url`. */
export async function startApiProcess(
  variables: Readonly<Record<string, string>> = {},
): Promise<TestProcess> {
  const port = await findFreePort();
  const held = heldProcess();
  const all = { ...held.variables, ...variables, PORT: String(port) };
  return startProcess('src/main.js', [], port, all, held.args);
}

function createWorkers(): TestWorkers {
  const processes: TestProcess[] = [];
  return {
    processes,
    start: async (queues, variables = {}) => {
      const port = await findFreePort();
      const worker = await startProcess('src/worker.js', queues, port, {
        ...variables,
        WORKER_HEALTH_PORT: String(port),
      });
      processes.push(worker);
      return worker;
    },
    stopAll: async () => {
      await Promise.all(
        processes.filter(({ isRunning }) => isRunning).map((worker) => worker.kill('SIGTERM')),
      );
    },
  };
}

async function startProcess(
  program: string,
  args: readonly string[],
  port: number,
  variables: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): Promise<TestProcess> {
  const { folder } = testRun();
  counter += 1;
  const log = join(folder, `process-${process.pid}-${counter}.log`);
  const all = ['--enable-source-maps', ...nodeArgs, builtFile(program), ...args];
  const child = spawn(process.execPath, all, {
    cwd: ROOT,
    env: { ...process.env, ...currentSurroundings().variables, LOG_LEVEL: 'info', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  child.stdout.pipe(output);
  child.stderr.pipe(output);
  if (child.pid === undefined) throw new Error(`${program} could not be started`);
  registerProcess(folder, child.pid);
  const url = `http://127.0.0.1:${port}`;
  const started = describeProcess(child, url, log, folder);
  const isReady = await waitUntilReady(`${url}/health/ready`, READY_MS, () => !started.isRunning);
  if (!isReady) {
    await started.kill('SIGKILL');
    throw new Error(`${program} ${args.join(' ')} did not become ready:\n${started.log()}`);
  }
  return started;
}

function describeProcess(
  child: ChildProcess,
  url: string,
  log: string,
  folder: string,
): TestProcess {
  const pid = child.pid ?? 0;
  const end = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      forgetProcess(folder, pid);
      resolve(code ?? signal ?? 1);
    });
  });
  return {
    pid,
    url,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    kill: (signal) => {
      child.kill(signal);
      return end;
    },
    ended: () => end,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
  };
}
