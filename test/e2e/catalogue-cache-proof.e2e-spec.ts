import { describe, expect, it } from 'vitest';
import { cache } from '../../src/dev/proof/catalogue/cache.js';
import { useShops } from '../setup/test-shops.js';

/** The part of `npm run proof -- catalogue` about the cache of answers: three processes on one database. */
describe('Answers of the catalogue at several processes', () => {
  const shops = useShops();

  it('are those of the shop without its cache, and new within a second', async () => {
    const rows = await cache(shops, { isShort: true });
    expect(rows.flatMap((row) => row.faults ?? [])).toEqual([]);
    expect(rows.filter((row) => !row.isKept)).toEqual([]);
  }, 180_000);
});
