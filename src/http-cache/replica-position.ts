import type { Extent, Freshness } from './freshness.js';

/** How primary and replica are asked where they stand. */
export interface Positions {
  /** The end of what the primary has written, as an LSN. */
  ofPrimary(): Promise<string | null>;
  /** Whether the replica has replayed everything up to there. */
  hasReplayed(lsn: string): Promise<boolean>;
}

/** Looks in one request: an older mark may be reached, and the next one at once. */
const LOOKS = 2;
/** Milliseconds between looks while the replica is behind. */
const QUIET_MS = 20;

/**
 * Which changes of the catalogue a replica is known to show, counted in the messages that announce
 * them. A message is heard after its commit, so its change lies before the end of the log at any later moment:
 * once the replica has replayed up to there, it shows everything that was heard by then.
 */
export class ReplicaPosition {
  private epoch = -1;
  private mark: { readonly epoch: number; readonly lsn: string } | null = null;
  private looking: Promise<void> | null = null;
  private lookedAt = -Infinity;

  constructor(
    private readonly freshness: Freshness,
    private readonly positions: Positions,
  ) {}

  /**
   * Whether nothing of this kind has changed, as far as it was heard, that the replica does not show.
   *
   * @throws what asking the two databases throws
   */
  async shows(of: Extent): Promise<boolean> {
    for (let looks = 0; looks < LOOKS; looks += 1) {
      if (this.isEnough(of)) return true;
      await this.look();
    }
    return this.isEnough(of);
  }

  /** Another server may answer from now on. */
  forget(): void {
    this.epoch = -1;
    this.mark = null;
  }

  private isEnough(of: Extent): boolean {
    return this.epoch >= 0 && this.freshness.isFresh({ of, product: null, epoch: this.epoch });
  }

  private look(): Promise<void> {
    if (this.looking !== null) return this.looking;
    const isReached = this.mark === null;
    if (!isReached && performance.now() - this.lookedAt < QUIET_MS) return Promise.resolve();
    this.looking = this.compare().finally(() => {
      this.looking = null;
      this.lookedAt = performance.now();
    });
    return this.looking;
  }

  private async compare(): Promise<void> {
    const mark = this.mark ?? (await this.setMark());
    if (mark === null || !(await this.positions.hasReplayed(mark.lsn))) return;
    // Forgotten in between: the answer was that of another server.
    if (this.mark !== mark) return;
    this.epoch = Math.max(this.epoch, mark.epoch);
    this.mark = null;
  }

  private async setMark(): Promise<{ readonly epoch: number; readonly lsn: string } | null> {
    const epoch = this.freshness.now();
    const lsn = await this.positions.ofPrimary();
    this.mark = lsn === null ? null : { epoch, lsn };
    return this.mark;
  }
}
