/** A word of the shop's names, and in how many products it stands. */
export interface KnownWord {
  readonly word: string;
  readonly count: number;
}

/** A searched word that no name has, with the words it may have been meant to be. */
export interface UnknownWord {
  readonly word: string;
  readonly candidates: readonly KnownWord[] | null;
}

/**
 * The query with each unknown word replaced by the likeliest known one; null when there is none to
 * put in. Signs of the search language (`-`, quotes) stay where they are.
 */
export function correctSpelling(query: string, unknown: readonly UnknownWord[]): string | null {
  const replacements = new Map<string, string>();
  for (const { word, candidates } of unknown) {
    const best = likeliest(word, candidates ?? []);
    if (best !== null) replacements.set(word, best);
  }
  if (replacements.size === 0) return null;
  const corrected = foldAccents(query).replace(
    /[\p{L}\p{N}]+/gu,
    (word) => replacements.get(word) ?? word,
  );
  return corrected === foldAccents(query) ? null : corrected;
}

/** Lower case without accents, as words are stored. */
function foldAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

function likeliest(word: string, candidates: readonly KnownWord[]): string | null {
  const allowed = word.length <= 4 ? 1 : 2;
  const rated = candidates
    .map((candidate) => ({ ...candidate, distance: distanceTo(word, candidate.word) }))
    .filter(({ distance }) => distance <= allowed)
    .sort((a, b) => a.distance - b.distance || b.count - a.count || (a.word < b.word ? -1 : 1));
  return rated[0]?.word ?? null;
}

/** A word that was not typed to its end is nearer than any mistake. */
function distanceTo(typed: string, known: string): number {
  return known.startsWith(typed) ? 0.5 : editDistance(typed, known);
}

/** How many letters have to be put in, left out, changed or swapped with their neighbour. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (beforeLast[j - 2] ?? 0) + 1
          : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
