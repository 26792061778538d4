/** One piece of upkeep. */
export class SearchRunResponse {
  /**
   * `words`: new words; `vocabulary`: all words counted; `sales`: what was sold; `rebuild`: everything anew.
   * @example "vocabulary"
   */
  kind: string;

  /** Rows that it wrote, or products that it looked at. */
  done: number;

  startedAt: string;

  /** Null while it runs, or when it was cut off. */
  finishedAt: string | null;
}

export class SearchStatusResponse {
  /** Words that typing mistakes are corrected to. */
  words: number;

  /** Products whose words follow a rename that touched very many. */
  pendingProducts: number;

  oldestPendingAt: string | null;

  runs: SearchRunResponse[];
}
