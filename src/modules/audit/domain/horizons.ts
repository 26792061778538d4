const HOUR = 3_600_000_000n;
const KEPT = 1_000;

/**
 * Finds entries that are dated back. A seal notes the highest number that was given out when it was
 * made: an entry with a higher one was begun later, except for transactions that ran for more than an
 * hour. Times are microseconds since 1970.
 */
export class Horizons {
  private readonly known: { horizon: bigint; created: bigint }[] = [];

  /** Takes note of a seal; they come in their order. */
  note(horizonSeq: string, created: string): void {
    const horizon = BigInt(horizonSeq);
    const last = this.known.at(-1);
    if (last?.horizon === horizon) last.created = BigInt(created);
    else this.known.push({ horizon, created: BigInt(created) });
    if (this.known.length > KEPT) this.known.shift();
  }

  /** Whether an entry claims to be older than its number allows. */
  isDatedBack(seq: string, created: string): boolean {
    const number = BigInt(seq);
    const before = this.known.findLast(({ horizon }) => horizon < number);
    return before !== undefined && BigInt(created) < before.created - HOUR;
  }
}
