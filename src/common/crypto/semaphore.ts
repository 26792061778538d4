/** Lets a number of callers in at once and a bounded number wait, first come first served. */
export class Semaphore {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly places: number,
    private readonly maxWaiting: number,
  ) {}

  /** @returns what gives the place back (call it once), or null when too many wait. */
  async enter(): Promise<(() => void) | null> {
    if (this.inside < this.places) {
      this.inside += 1;
    } else {
      if (this.waiting.length >= this.maxWaiting) return null;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    return () => {
      this.leave();
    };
  }

  /** A place passes straight to the next in line, so that nobody slips in between. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.inside -= 1;
  }
}
