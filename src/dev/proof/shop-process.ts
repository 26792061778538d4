import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 180_000;
const KEPT_LOG = 20_000;

/** Whatever still runs when the proof ends, also by an error, is ended with it. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** One API or worker process of the built program, made to be killed. */
export class ShopProcess {
  private output = '';

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    readonly healthUrl: string,
    keptLog: number,
  ) {
    const keep = (chunk: Buffer): void => {
      this.output = (this.output + chunk.toString()).slice(-keptLog);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  /** Starts `node <args>` and waits until its health address answers 200; `keptLog` characters of what it writes are kept. */
  static async start(
    name: string,
    args: string[],
    env: Record<string, string>,
    healthUrl: string,
    keptLog = KEPT_LOG,
  ): Promise<ShopProcess> {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = new ShopProcess(name, child, healthUrl, keptLog);
    children.add(child);
    child.once('exit', () => children.delete(child));
    await started.ready();
    return started;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The last lines that it wrote. */
  get log(): string {
    return this.output;
  }

  /** Ends it without warning and waits until the system has reaped it. */
  async killHard(): Promise<void> {
    if (!this.isRunning) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Asks it to stop; the exit code, or null when a signal ended it. */
  async stop(): Promise<number | null> {
    if (!this.isRunning) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
    return this.child.exitCode;
  }

  private async ready(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    for (;;) {
      const answer = await fetch(this.healthUrl).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok === true) return;
      if (!this.isRunning || Date.now() > deadline) {
        await this.killHard();
        throw new Error(`${this.name} did not become ready:\n${this.output}`);
      }
      await sleep(25);
    }
  }
}
