/** Counts of one combination of labels: one for each bucket, the last one for all that is above. */
export interface Series {
  readonly values: readonly string[];
  readonly counts: Float64Array;
  sum: number;
}

/** More combinations of labels than this are counted together: what labels are made of is bounded, this is the belt. */
const MAX_SERIES = 3_000;
const OTHERS = 'others';

/**
 * A histogram of durations for places that run thousands of times a second: two look-ups and three
 * additions, nothing is allocated once a combination of labels is known.
 */
export class Timings {
  private readonly known = new Map<string, Series>();

  /**
   * @param labels names of the labels
   * @param buckets upper bounds in seconds, ascending
   */
  constructor(
    readonly name: string,
    readonly help: string,
    readonly labels: readonly string[],
    readonly buckets: readonly number[],
  ) {}

  /** @param values one for each label */
  observe(seconds: number, ...values: string[]): void {
    const series = this.seriesOf(values);
    const { buckets } = this;
    let at = 0;
    while (at < buckets.length && seconds > (buckets[at] ?? 0)) at += 1;
    series.counts[at] = (series.counts[at] ?? 0) + 1;
    series.sum += seconds;
  }

  /** Everything counted so far. */
  get series(): readonly Series[] {
    return [...this.known.values()];
  }

  private seriesOf(values: string[]): Series {
    const key = values.join('\n');
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const isFull = this.known.size >= MAX_SERIES;
    if (isFull && values[0] !== OTHERS) return this.seriesOf(this.labels.map(() => OTHERS));
    const made = { values, counts: new Float64Array(this.buckets.length + 1), sum: 0 };
    this.known.set(key, made);
    return made;
  }
}
