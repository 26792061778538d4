import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { searchPath } from '../../config/given-env.js';
import type { Account } from '../run-command.js';
import { StartupProblem } from '../startup-problem.js';

const READY_MS = 20_000;
const STOP_MS = 10_000;
const KEPT_LOG = 20_000;
/** Debian keeps its servers where ordinary accounts do not look. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin'];

/** Whatever still runs when this process ends, also by an error, is ended with it. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** How to run a server of the system, in the foreground. */
export interface DaemonOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** Answers on this port of 127.0.0.1 when it is ready. */
  readonly port: number;
  readonly account?: Account | null;
  /** Milliseconds that its start may take. */
  readonly readyMs?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Told the process id of everything that is started. */
  readonly onStarted?: ((pid: number) => void) | undefined;
}

/** A program of the system in a search path, or null. */
export function findProgram(name: string): string | null {
  const folders = [...searchPath().split(delimiter), ...SERVER_FOLDERS].filter(Boolean);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** The account that servers run under which refuse to be root; null: whoever runs this. */
export function plainAccount(name = 'nobody'): Account | null {
  if (process.getuid?.() !== 0) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (uid === undefined || gid === undefined) throw new StartupProblem(`No account "${name}" here`);
  return { uid: Number(uid), gid: Number(gid) };
}

/** A server in a process of its own, made to be killed and started again. */
export class Daemon {
  private child: ChildProcess | null = null;
  private output = '';

  private constructor(private readonly options: DaemonOptions) {}

  /** @throws StartupProblem with the end of its log when it does not answer in time */
  static async start(options: DaemonOptions): Promise<Daemon> {
    const daemon = new Daemon(options);
    await daemon.startAgain();
    return daemon;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The end of what it wrote. */
  get log(): string {
    return this.output;
  }

  /** Starts it with the same arguments after it has ended. */
  async startAgain(): Promise<void> {
    const { program, args, account = null, env, onStarted } = this.options;
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
      ...(account === null ? {} : { uid: account.uid, gid: account.gid }),
      ...(env === undefined ? {} : { env: { ...env } }),
    });
    this.child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    child.on('error', (error) => (this.output += error.message));
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-KEPT_LOG);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    if (child.pid !== undefined) onStarted?.(child.pid);
    await this.ready();
  }

  /** Sends a signal and goes on. */
  signal(name: NodeJS.Signals): void {
    if (this.isRunning) this.child?.kill(name);
  }

  /** Sends a signal and waits until it has ended; after ten seconds it is killed. */
  async stop(name: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === null || !this.isRunning) return;
    const gone = once(child, 'exit');
    child.kill(name);
    const late = sleep(STOP_MS, 'late' as const, { ref: false });
    if ((await Promise.race([gone, late])) === 'late') {
      child.kill('SIGKILL');
      await gone;
    }
  }

  /** Kills it and what it has started: workers of nginx outlive their master, and keep its port. */
  async killAll(): Promise<void> {
    const children = childrenOf(this.pid);
    await this.stop('SIGKILL');
    for (const pid of children) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended with its master.
      }
    }
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + (this.options.readyMs ?? READY_MS);
    while (!(await isAnswering(this.options.port))) {
      if (this.isRunning && Date.now() < deadline) {
        await sleep(20);
        continue;
      }
      await this.stop('SIGKILL');
      throw new StartupProblem(`${this.options.program} did not start:\n${this.output}`);
    }
  }
}

/** Processes that a process has started, as Linux knows them. */
function childrenOf(pid: number): number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}

function isAnswering(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
