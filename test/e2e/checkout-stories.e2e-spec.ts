import { describe, expect, it } from 'vitest';
import { playCrowds } from '../../src/dev/proof/checkout/model/crowd-part.js';
import { playStories } from '../../src/dev/proof/checkout/model/model-part.js';
import { openTheatre } from '../../src/dev/proof/checkout/model/stage.js';
import { useShops } from '../setup/test-shops.js';

const how = { seed: 7, say: () => undefined };

// A short selection of `npm run proof -- checkout --part model` (200 stories and 100 crowds there).
describe('A shop and the model of it', () => {
  const shops = useShops();

  it('go through the same stories, and the same crowds, in the same way', async () => {
    const theatre = await openTheatre(shops);
    const rows = [
      ...(await playStories(theatre, { stories: 4, steps: 20, ...how })),
      ...(await playCrowds(theatre, { rounds: 2, ...how })),
    ];
    expect(
      rows.flatMap(({ name, faults }) => (faults ?? []).map((fault) => `${name}: ${fault}`)),
    ).toEqual([]);
    expect(rows.filter(({ isKept }) => isKept)).toHaveLength(4);
  }, 300_000);
});
