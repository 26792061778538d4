import type { ShopSource } from '../proof-rig.js';
import type { ProofRow } from '../table.js';
import { insertJudgedProducts } from './judged-set/insert-judged.js';
import { judgeSearch } from './judged-set/judge-search.js';

/** What the ranking reached; it may rise, and is written here when it does. */
export const NDCG_FLOOR = 0.985;

/** NDCG@10 of the judged queries, asked of the running program. */
export async function judgedSearch(rig: ShopSource): Promise<ProofRow> {
  const shop = await rig.shop();
  // Judged alone: the demo's own shirts would be found as well, and nobody has judged them.
  await shop.owner.query('TRUNCATE products, brands, categories, collections, attributes CASCADE');
  await insertJudgedProducts(shop.owner);
  await shop.owner.query('SELECT refresh_search_vocabulary()');
  await shop.startApi();
  const { queries, mean, byKind } = await judgeSearch(async (q) => {
    const answer = await shop.request('GET', `/search?limit=10&q=${encodeURIComponent(q)}`);
    return (answer.body['items'] as { slug: string }[]).map(({ slug }) => slug);
  });
  const kinds = [...byKind].map(([kind, score]) => `${kind} ${score.toFixed(3)}`);
  return {
    name: `judged search stays at ${NDCG_FLOOR} or above`,
    isKept: mean >= NDCG_FLOOR,
    n: queries,
    seen: `NDCG@10 ${mean.toFixed(4)}: ${kinds.join(', ')}`,
  };
}
