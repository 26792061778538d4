import { renameSync, writeFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity, signal } from './process-identity.js';
import { StartupProblem } from './startup-problem.js';

interface LockFile {
  readonly self: ProcessIdentity;
  readonly children: readonly ProcessIdentity[];
}

/** One `npm start` per folder; knows the children of one that was killed. */
export interface StartLock {
  /** True when the last start did not end in good order. */
  readonly wasLeftBehind: boolean;
  noteChildren(children: readonly ProcessIdentity[]): void;
  release(): Promise<void>;
}

const CHILD_GRACE_MS = 16_000;

/** Throws `StartupProblem` when another start runs in the folder; waits for children of one that was killed. */
export async function takeStartLock(folder: string): Promise<StartLock> {
  const file = join(folder, 'start.json');
  const known = await readLock(file);
  if (known !== null && isAlive(known.self)) {
    throw new StartupProblem(
      `The shop already runs from this folder (process ${known.self.pid}); stop that one first.`,
    );
  }
  if (known !== null) await endChildren(known.children);
  const self = identify(process.pid);
  // Never half written: whoever finds it has to end the children that it names.
  const write = (children: readonly ProcessIdentity[]): void => {
    writeFileSync(`${file}.new`, JSON.stringify({ self, children } satisfies LockFile));
    renameSync(`${file}.new`, file);
  };
  write([]);
  return {
    wasLeftBehind: known !== null,
    noteChildren: write,
    release: () => rm(file, { force: true }),
  };
}

async function endChildren(children: readonly ProcessIdentity[]): Promise<void> {
  for (const child of children) signal(child, 'SIGTERM');
  const deadline = Date.now() + CHILD_GRACE_MS;
  while (children.some(isAlive) && Date.now() < deadline) await sleep(50);
  for (const child of children) signal(child, 'SIGKILL');
}

async function readLock(file: string): Promise<LockFile | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LockFile;
  } catch {
    return null;
  }
}
