/** What a closed loop has seen. */
export interface LoopFigures {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** So many at a time, each beginning the next piece of work when the last one is done. */
export async function closedLoop(
  concurrency: number,
  seconds: number,
  work: (turn: number) => Promise<unknown>,
): Promise<LoopFigures> {
  const times: number[] = [];
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  let turn = 0;
  const lane = async (): Promise<void> => {
    for (let now = performance.now(); now < end;) {
      turn += 1;
      await work(turn);
      const then = performance.now();
      times.push(then - now);
      now = then;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  const took = (performance.now() - startedAt) / 1_000;
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { perSecond: times.length / took, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
