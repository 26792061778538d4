/** One line of a proof: what was promised, how often it was tried, and what was seen. */
export interface ProofRow {
  readonly name: string;
  readonly isKept: boolean;
  /** Tries, requests or rows behind the figure. */
  readonly n: number;
  readonly seen: string;
  /** The invariant as SQL that returns the offending rows; none for figures that no table holds. */
  readonly invariant?: string;
  /** What went against the promise, one line each. */
  readonly faults?: readonly string[];
}

const SHOWN_FAULTS = 40;

/** A row that is kept when nothing went against it. */
export function judged(name: string, n: number, seen: string, faults: readonly string[]): ProofRow {
  const isKept = faults.length === 0 && n > 0;
  return { name, isKept, n, seen: `${seen}, ${faults.length} unexpected`, faults };
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
  const faults = rows.flatMap((row) => {
    const all = row.faults ?? [];
    const more = all.length > SHOWN_FAULTS ? [`  … and ${all.length - SHOWN_FAULTS} more`] : [];
    return [...all.slice(0, SHOWN_FAULTS).map((fault) => `  ${row.name}: ${fault}`), ...more];
  });
  const kept = rows.filter((row) => row.isKept).length;
  const text = [
    ...lines,
    '',
    `seed ${seed}`,
    ...(invariants.length > 0 ? ['invariants (no row may come back):', ...invariants] : []),
    ...(faults.length > 0 ? ['unexpected:', ...faults] : []),
    '',
    `${kept} passed, ${rows.length - kept} failed`,
  ];
  process.stdout.write(`${text.join('\n')}\n`);
}
