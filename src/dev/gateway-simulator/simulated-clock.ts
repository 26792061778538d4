interface Job {
  readonly dueAt: number;
  readonly run: () => void;
  timer: NodeJS.Timeout | null;
}

/** The clock that all gateways live by: real time plus an offset that tests push forward. */
export class SimulatedClock {
  private offsetMs = 0;
  private readonly jobs = new Set<Job>();

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Seconds since 1970. */
  seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }

  get offset(): number {
    return this.offsetMs;
  }

  /** Runs something after that many milliseconds of simulated time. */
  after(ms: number, run: () => void): void {
    const job: Job = { dueAt: this.now().getTime() + ms, run, timer: null };
    this.jobs.add(job);
    this.arm(job);
  }

  /** Moves forward; whatever falls due on the way runs at once, in the order of its time. */
  advance(ms: number): void {
    this.offsetMs += ms;
    // What runs may plan more that is due already.
    for (let due = this.due(); due.length > 0; due = this.due()) {
      for (const job of due) this.run(job);
    }
    for (const job of this.jobs) this.arm(job);
  }

  /** Forgets what was still to come. */
  clear(): void {
    for (const { timer } of this.jobs) if (timer !== null) clearTimeout(timer);
    this.jobs.clear();
  }

  private arm(job: Job): void {
    if (job.timer !== null) clearTimeout(job.timer);
    const wait = Math.max(0, job.dueAt - this.now().getTime());
    // Longer waits than a timer can hold are looked at again on the way.
    job.timer = setTimeout(() => this.wake(job), Math.min(wait, 2 ** 30));
  }

  private wake(job: Job): void {
    if (job.dueAt > this.now().getTime()) this.arm(job);
    else this.run(job);
  }

  private due(): Job[] {
    const now = this.now().getTime();
    return [...this.jobs]
      .filter(({ dueAt }) => dueAt <= now)
      .sort((one, other) => one.dueAt - other.dueAt);
  }

  private run(job: Job): void {
    if (job.timer !== null) clearTimeout(job.timer);
    if (this.jobs.delete(job)) job.run();
  }
}
