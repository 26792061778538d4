import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentWith, type Variables } from '../config/given-env.js';
import { identify, type ProcessIdentity } from './process-identity.js';

/** A program that `npm start` keeps running. */
export interface ChildPlan {
  readonly name: string;
  /** File relative to the built `src`, for example `worker.js`. */
  readonly program: string;
  readonly args: readonly string[];
  readonly variables: Variables;
  /** Limit of the old generation of the JavaScript heap. */
  readonly heapMb: number;
}

export interface SupervisorOptions {
  readonly logFolder: string;
  readonly say: (line: string) => void;
  /** Told the living children at each change, for whoever has to end them after a crash of this process. */
  readonly onChange: (children: readonly ProcessIdentity[]) => void;
}

interface Child {
  readonly plan: ChildPlan;
  process: ChildProcess | null;
  restartTimer: NodeJS.Timeout | null;
  failures: number;
  startedAt: number;
}

/** Half a dozen processes share one machine with the person's editor and browser: memory before speed. */
const LEAN_FLAGS = ['--max-semi-space-size=2', '--optimize-for-size'];
const GRACE_MS = 15_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
/** Who ran this long starts with a clean sheet. */
const HEALTHY_MS = 60_000;

/** Starts programs as child processes, restarts the ones that crash, ends all of them together. */
export class Supervisor {
  private readonly children: Child[] = [];
  private isStopping = false;

  constructor(private readonly options: SupervisorOptions) {}

  start(plan: ChildPlan): void {
    const child: Child = { plan, process: null, restartTimer: null, failures: 0, startedAt: 0 };
    this.children.push(child);
    this.launch(child);
  }

  /** How often a child has crashed since it last ran for a minute. */
  failuresOf(name: string): number {
    return this.children.find(({ plan }) => plan.name === name)?.failures ?? 0;
  }

  logFile(name: string): string {
    return join(this.options.logFolder, `${name}.log`);
  }

  /** SIGTERM to all, SIGKILL to who is still there after 15 s. Resolves when all have ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.children.map((child) => stopChild(child)));
  }

  /** For the impatient second Ctrl-C. */
  killAll(): void {
    for (const child of this.children) child.process?.kill('SIGKILL');
  }

  private launch(child: Child): void {
    const { plan } = child;
    const log = openSync(this.logFile(plan.name), 'a');
    const started = fork(fileURLToPath(new URL(`../${plan.program}`, import.meta.url)), plan.args, {
      env: environmentWith({ MALLOC_ARENA_MAX: '2', ...plan.variables }),
      // A group of its own: Ctrl-C reaches this process only, and it ends the children in good order.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
      execArgv: [
        `--max-old-space-size=${plan.heapMb}`,
        ...LEAN_FLAGS,
        '--import',
        new URL('parent-watch.js', import.meta.url).href,
      ],
    });
    closeSync(log);
    child.process = started;
    child.startedAt = Date.now();
    // 'error' without a process (no memory, no file) is followed by no 'exit'.
    started.once('error', (error) => this.ended(child, started, error.message));
    started.once('exit', (code, signal) => this.ended(child, started, signal ?? `code ${code}`));
    this.reportChange();
  }

  private ended(child: Child, which: ChildProcess, how: string): void {
    if (child.process !== which) return;
    child.process = null;
    this.reportChange();
    if (this.isStopping) return;
    if (Date.now() - child.startedAt > HEALTHY_MS) child.failures = 0;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** child.failures, LONGEST_PAUSE_MS);
    child.failures += 1;
    this.options.say(
      `${child.plan.name} ended (${how}), starts again in ${pause / 1000} s; see ${this.logFile(child.plan.name)}`,
    );
    child.restartTimer = setTimeout(() => this.launch(child), pause);
  }

  private reportChange(): void {
    const pids = this.children
      .map(({ process }) => process?.pid)
      .filter((pid) => pid !== undefined);
    this.options.onChange(pids.map((pid) => identify(pid)));
  }
}

async function stopChild(child: Child): Promise<void> {
  if (child.restartTimer !== null) clearTimeout(child.restartTimer);
  const { process } = child;
  if (process === null) return;
  const ended = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  process.kill('SIGTERM');
  const timer = setTimeout(() => process.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(timer);
}
