import { describe, expect, it } from 'vitest';
import { runRaces } from '../../src/dev/proof/checkout/races/races.js';
import { useShops } from '../setup/test-shops.js';

// A short selection of `npm run proof -- checkout --part races`.
describe('Customers who want the same at the same moment', () => {
  const shops = useShops();

  it('get what is right, and no more', { timeout: 180_000 }, async () => {
    const rows = await runRaces(shops, {
      rounds: 1,
      withCrowds: false,
      broken: null,
      say: () => undefined,
    });
    expect(rows.flatMap(({ name, faults }) => (faults ?? []).map((f) => `${name}: ${f}`))).toEqual(
      [],
    );
    expect(rows).toHaveLength(16);
  });
});
