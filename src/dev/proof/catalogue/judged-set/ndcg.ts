/** Grades of the products that a query means, by slug; what is not named is worth nothing. */
export type Grades = ReadonlyMap<string, number>;

const DEPTH = 10;

/**
 * Normalised discounted cumulative gain of the first ten results: 1 is the best order there is.
 * Gain 2^grade − 1, discount log2(rank + 1) (Burges et al., Learning to Rank Using Gradient Descent, 2005).
 */
export function ndcg(found: readonly string[], grades: Grades): number {
  const ideal = gain([...grades.values()].sort((a, b) => b - a));
  return ideal === 0 ? 0 : gain(found.map((slug) => grades.get(slug) ?? 0)) / ideal;
}

function gain(grades: readonly number[]): number {
  return grades
    .slice(0, DEPTH)
    .reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);
}
