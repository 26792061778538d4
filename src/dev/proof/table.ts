/** One line of a proof: what was promised, how often it was tried, and what was seen. */
export interface ProofRow {
  readonly name: string;
  readonly isKept: boolean;
  /** Tries, requests or rows behind the figure. */
  readonly n: number;
  readonly seen: string;
  /** The invariant as SQL that returns the offending rows; none for figures that no table holds. */
  readonly invariant?: string;
}

/** Prints the rows as text columns, the invariants below, and a closing line with the counts. */
export function printProof(title: string, seed: number, rows: readonly ProofRow[]): void {
  const cells = rows.map((row) => [row.isKept ? 'kept' : 'BROKEN', row.name, `${row.n}`, row.seen]);
  const table = [['', title, 'N', 'seen'], ...cells];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  const lines = table.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const invariants = rows.flatMap(({ name, invariant }) =>
    invariant === undefined ? [] : [`  ${name}: ${invariant.replace(/\s+/g, ' ').trim()}`],
  );
  const kept = rows.filter((row) => row.isKept).length;
  process.stdout.write(
    `${[...lines, '', `seed ${seed}`, 'invariants (no row may come back):', ...invariants, '', `${kept} passed, ${rows.length - kept} failed`].join('\n')}\n`,
  );
}
