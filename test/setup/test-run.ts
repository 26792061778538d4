import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { identify } from '../../src/dev/process-identity.js';
import type { TemplateDatabase } from '../../src/testing/databases.js';

/** What global-setup.ts hands to every test file. */
export interface TestRun {
  /** Private folder of this run, outside of the tree; the watchdog removes it. */
  readonly folder: string;
  /** Superuser URL of the server, and the names that databases of this run start with. */
  readonly adminUrl: string | null;
  readonly databasePrefix: string;
  /** The migrated database that each file clones; the three roles' URLs point at it. */
  readonly template: TemplateDatabase | null;
  /** Where the test bank is, which all files share: the simulated gateways as a program of their own. */
  readonly bankUrl: string | null;
  /** Folder of the built JavaScript, when a selected file needs it. */
  readonly build: string | null;
  /** The redis-server program, when there is one. */
  readonly redisServer: string | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    testRun: TestRun;
  }
}

/** The run that this test file belongs to. */
export function testRun(): TestRun {
  return inject('testRun');
}

/** Notes a process that must not outlive the run; the watchdog ends what is still noted. */
export function registerProcess(folder: string, pid: number): void {
  const pids = join(folder, 'pids');
  mkdirSync(pids, { recursive: true });
  writeFileSync(join(pids, String(pid)), identify(pid).started);
}

/** Forgets a process that has ended. */
export function forgetProcess(folder: string, pid: number): void {
  rmSync(join(folder, 'pids', String(pid)), { force: true });
}

/** Notes a suite that could not run here; the summary names it. */
export function noteNotRun(folder: string, what: string): void {
  appendFileSync(join(folder, 'not-run.txt'), `${what}\n`);
}
