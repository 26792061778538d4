/** What a statement of the application has cost between two snapshots. */
export interface SlowStatement {
  readonly statementId: string;
  /** Without the values that it was called with. */
  readonly text: string;
  readonly calls: number;
  readonly rows: number;
  readonly totalMs: number;
  readonly meanMs: number;
  /** The longest run since the counters began. */
  readonly maxMs: number;
  /** Blocks of 8 kB that were not in memory. */
  readonly blocksRead: number;
  /** Blocks of 8 kB written because memory did not suffice. */
  readonly tempBlocks: number;
  readonly from: Date | null;
  readonly to: Date;
}
