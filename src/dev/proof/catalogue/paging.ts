import type { ShopSource } from '../proof-rig.js';
import { judged, type ProofRow } from '../table.js';
import { fillFacetShop } from './facet-check/facet-shop.js';
import { walkWhileInserting } from './paging-check/walk-while-inserting.js';

const PRODUCTS = 2_000;

/** Orders of a category's list; every one is walked to its end. */
export const WALKED_SORTS = ['-createdAt', 'price', '-price', '-rating', '-sold', 'name'] as const;

/** Each product comes once, whatever is added and taken away while a client pages. */
export async function paging(rig: ShopSource): Promise<ProofRow> {
  const shop = await rig.shop();
  await fillFacetShop(shop.owner, PRODUCTS);
  await shop.startApi();
  const ask = async (path: string): Promise<unknown> => (await shop.request('GET', path)).body;
  const faults: string[] = [];
  let [pages, inserted] = [0, 0];
  for (const sort of WALKED_SORTS) {
    const walked = await walkWhileInserting(shop.owner, ask, `category=department-0&sort=${sort}`);
    pages += walked.pages;
    inserted += walked.inserted;
    faults.push(...walked.faults);
  }
  const seen = `${WALKED_SORTS.length} orders, ${inserted} products added meanwhile`;
  return judged('paging while rows are inserted', pages, seen, faults);
}
