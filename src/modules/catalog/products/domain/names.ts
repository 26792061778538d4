/**
 * Who has which slug or SKU, while rows are planned one after the other. What is given up counts as
 * taken until all is written: a unique key is checked row by row.
 */
export class Names {
  private readonly owners: Map<string, string>;
  private taken: string[] = [];

  constructor(owners: ReadonlyMap<string, string>) {
    this.owners = new Map(owners);
  }

  /** Takes a name for its owner; false when another has it. */
  take(name: string, owner: string): boolean {
    const has = this.owners.get(name);
    if (has !== undefined) return has === owner;
    this.owners.set(name, owner);
    this.taken.push(name);
    return true;
  }

  /** Whether nobody has it. */
  isFree(name: string): boolean {
    return !this.owners.has(name);
  }

  /** Ends a row: it keeps what it took, or a refused one leaves it to those behind. */
  settle(kept: boolean): void {
    if (!kept) for (const name of this.taken) this.owners.delete(name);
    this.taken = [];
  }
}
