import type { ReadyAnswer } from '../common/http/ready-answer.js';
import type { Extent } from './freshness.js';

/** How a read ended: with an answer, with one that is for its caller only (4xx), or not at all (5xx). */
export type Outcome = ReadyAnswer | 'refused' | 'failed';

/** As long as a handler may take: whoever waits for it waits no longer. */
const DEADLINE_MS = 10_000;

/** One read that is under way, with all who wait for the same answer. */
export class Flight {
  readonly outcome: Promise<Outcome>;
  readonly startedAt = performance.now();
  private resolve: ((outcome: Outcome) => void) | null = null;
  private readonly deadline: NodeJS.Timeout;

  /**
   * @param epoch of what was known to have changed before the first row was read
   * @param onEnd called once, at the end
   */
  constructor(
    readonly of: Extent,
    readonly epoch: number,
    private readonly onEnd: () => void,
  ) {
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
    this.deadline = setTimeout(() => this.end('failed'), DEADLINE_MS);
    this.deadline.unref();
  }

  /** The first word counts. */
  end(outcome: Outcome): void {
    if (this.resolve === null) return;
    clearTimeout(this.deadline);
    const { resolve } = this;
    this.resolve = null;
    this.onEnd();
    resolve(outcome);
  }

  get age(): number {
    return performance.now() - this.startedAt;
  }
}
