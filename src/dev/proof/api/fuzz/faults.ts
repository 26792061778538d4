type Kind = 'failure' | 'lie' | 'unusable';

const EXAMPLES = 2;

/** What a fuzz has found, each thing once, with the first ways to it and how many there were. */
export class FuzzFaults {
  private readonly found = new Map<
    string,
    { kind: Kind; what: string; ways: string[]; n: number }
  >();

  tell(kind: Kind, what: string, way: string): void {
    const key = `${kind} ${what}`;
    const known = this.found.get(key) ?? { kind, what, ways: [], n: 0 };
    known.n += 1;
    if (known.ways.length < EXAMPLES) known.ways.push(way);
    this.found.set(key, known);
  }

  /** One line for each. */
  of(kind: Kind): string[] {
    const lines = [...this.found.values()].filter((one) => one.kind === kind);
    return lines.map(({ what, ways, n }) => `${what} (${n} ×): ${ways.join(' | ')}`).sort();
  }
}
