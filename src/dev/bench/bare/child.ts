import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program that does one thing as fast as its library can, told what by messages. */
export class BareChild {
  private constructor(private readonly child: ChildProcess) {}

  static start(program: 'bare-fastify' | 'bare-orders' | 'bare-pg' | 'bare-redis'): BareChild {
    const file = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
    const child = fork(file, { stdio: 'inherit', serialization: 'advanced' });
    process.once('exit', () => child.kill('SIGKILL'));
    return new BareChild(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Sends work and waits for its result. */
  async ask<Answer>(work: object): Promise<Answer> {
    this.child.send(work);
    const [answer] = (await once(this.child, 'message')) as [Answer | { failed: string }];
    if (typeof answer === 'object' && answer !== null && 'failed' in answer) {
      throw new Error(answer.failed);
    }
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill();
    await gone;
  }
}

/** Answers each message of the parent; what is thrown is told to him. */
export function answerParent<Work, Answer>(work: (work: Work) => Promise<Answer>): void {
  process.on('message', (message: Work) => {
    work(message).then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ failed: String(error) }),
    );
  });
}
