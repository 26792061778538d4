/** Values of a metric's labels, by name. */
export type Labels = Readonly<Record<string, string>>;

/** One value at the time of reading. */
export interface Sample {
  readonly labels?: Labels;
  readonly value: number;
}

/** A metric that is read when somebody asks for it, and costs nothing in between. */
export interface MetricDefinition {
  /** `eshop_…`, with its unit at the end: `_seconds`, `_bytes`, `_total` for what only grows. */
  readonly name: string;
  /** A sentence for whoever draws it. */
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  /** Names of the labels of its samples. */
  readonly labels?: readonly string[];
  /** A reading that fails or takes longer than two seconds leaves the metric out, and is counted. */
  readonly read: () => readonly Sample[] | Promise<readonly Sample[]>;
}
