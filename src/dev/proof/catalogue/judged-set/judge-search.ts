import { JUDGEMENTS } from './judgements.js';
import { type Grades, ndcg } from './ndcg.js';

export interface JudgedQuery {
  readonly q: string;
  /** As the heading above it says: one word, typing mistakes, … */
  readonly kind: string;
  readonly grades: Grades;
}

export interface Judged {
  readonly queries: number;
  /** Mean NDCG@10 over all queries. */
  readonly mean: number;
  readonly byKind: ReadonlyMap<string, number>;
  /** Queries below one, worst first. */
  readonly worst: readonly {
    readonly q: string;
    readonly score: number;
    readonly found: readonly string[];
  }[];
}

/** The judgements in the order in which they stand. */
export function judgedQueries(): JudgedQuery[] {
  let kind = '';
  const queries: JudgedQuery[] = [];
  for (const line of JUDGEMENTS.split('\n')) {
    if (line.startsWith('# ')) kind = line.slice(2);
    const [q, meant] = line.split(' = ');
    if (q === undefined || meant === undefined) continue;
    const grades = meant.split(' ').map((pair): [string, number] => {
      const [slug = '', grade] = pair.split(':');
      return [slug, Number(grade)];
    });
    queries.push({ q, kind, grades: new Map(grades) });
  }
  return queries;
}

/** Asks every judged query; `search` gives slugs, best first. */
export async function judgeSearch(
  search: (q: string) => Promise<readonly string[]>,
): Promise<Judged> {
  const scores: { q: string; kind: string; score: number; found: readonly string[] }[] = [];
  for (const { q, kind, grades } of judgedQueries()) {
    const found = await search(q);
    scores.push({ q, kind, score: ndcg(found, grades), found });
  }
  const kinds = [...new Set(scores.map(({ kind }) => kind))];
  return {
    queries: scores.length,
    mean: meanOf(scores),
    byKind: new Map(
      kinds.map((kind) => [kind, meanOf(scores.filter((score) => score.kind === kind))]),
    ),
    worst: scores.filter(({ score }) => score < 1).sort((a, b) => a.score - b.score),
  };
}

function meanOf(scores: readonly { readonly score: number }[]): number {
  return scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
}
