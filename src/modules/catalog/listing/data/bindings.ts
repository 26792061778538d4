/** Values of a statement that is put together, each under a name that `defineQuery` understands. */
export class Bindings {
  readonly values: Record<string, unknown> = {};

  /** Keeps the value; the answer is what stands for it in the text. */
  add(value: unknown): string {
    const name = `given${letters(Object.keys(this.values).length)}`;
    this.values[name] = value;
    return `:${name}`;
  }
}

/** 0 is A, 25 is Z, 26 is AA: names of parameters have no digits. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
