import { beforeAll, describe, expect, it } from 'vitest';
import { NDCG_FLOOR } from '../../src/dev/proof/catalogue/judged.js';
import { insertJudgedProducts } from '../../src/dev/proof/catalogue/judged-set/insert-judged.js';
import {
  judgedQueries,
  judgeSearch,
} from '../../src/dev/proof/catalogue/judged-set/judge-search.js';
import { useApi } from '../setup/test-api.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

describe('Search on the judged queries', () => {
  const t = useApi();

  beforeAll(async () => {
    await insertJudgedProducts(t.owner);
    await t.owner.query('SELECT refresh_search_vocabulary()');
  });

  it('has at least 150 of them, each about products that exist', async () => {
    const queries = judgedQueries();
    expect(queries.length).toBeGreaterThanOrEqual(150);
    expect(new Set(queries.map(({ q }) => q)).size).toBe(queries.length);
    const { rows } = await t.owner.query<{ slug: string }>('SELECT slug FROM products');
    const slugs = new Set(rows.map(({ slug }) => slug));
    const named = queries.flatMap(({ grades }) => [...grades.keys()]);
    expect(named.filter((slug) => !slugs.has(slug))).toEqual([]);
  });

  it('does not fall below what it reached', async () => {
    const judged = await judgeSearch(async (q) => {
      const path = `/api/v1/search?limit=10&q=${encodeURIComponent(q)}`;
      const answer = await t.http<{ items: { slug: string }[] }>('GET', path);
      return answer.body.items.map(({ slug }) => slug);
    });
    const kinds = [...judged.byKind].map(([kind, score]) => `${kind} ${score.toFixed(3)}`);
    say(`NDCG@10 ${judged.mean.toFixed(4)} of ${judged.queries} queries: ${kinds.join(', ')}`);
    if (process.env.SHOW_WORST !== undefined) {
      for (const { q, score, found } of judged.worst)
        say(`${score.toFixed(2)} ${q} -> ${found.join(' ')}`);
    }
    expect(judged.mean).toBeGreaterThanOrEqual(NDCG_FLOOR);
  });
});
