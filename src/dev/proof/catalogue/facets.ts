import type { ShopSource } from '../proof-rig.js';
import { judged, type ProofRow } from '../table.js';
import { compareFacets } from './facet-check/compare-facets.js';
import { fillFacetShop } from './facet-check/facet-shop.js';

const PRODUCTS = 9_000;

/** Facet counts of the running program against the same counted one by one from the edited tables. */
export async function facets(rig: ShopSource, seed: number, sets = 200): Promise<ProofRow> {
  const shop = await rig.shop();
  // The demo's own products would only blur what is counted.
  await shop.owner.query('UPDATE products SET published = false');
  await fillFacetShop(shop.owner, PRODUCTS);
  await shop.owner.query('ANALYZE');
  await shop.startApi();
  const compared = await compareFacets(
    shop.owner,
    async (path) => (await shop.request('GET', path)).body,
    sets,
    String(seed),
  );
  const seen = `${compared.counts} counts, at most ${compared.mostHits} hits`;
  return judged('facet counts equal brute force', compared.sets, seen, compared.faults);
}
