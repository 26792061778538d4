import { setTimeout as sleep } from 'node:timers/promises';
import { ProofMisused } from '../../run-parts.js';
import type { ProofRow } from '../../table.js';
import { setStock, someVariant } from '../../stock.js';
import { atTheEnd } from './afterwards.js';
import { Customers } from './customers.js';
import { openLandscape } from './build-landscape.js';
import type { Landscape } from './landscape.js';
import { SCENES } from './scenes.js';

const BUYERS = 8;
const PLENTY = 1_000_000;

/** A shop on a landscape of its own, with customers in front of it. */
export async function onLandscape(
  say: (line: string) => void,
  work: (landscape: Landscape, customers: Customers) => Promise<ProofRow[]>,
): Promise<ProofRow[] | null> {
  const landscape = await openLandscape(say);
  if (typeof landscape === 'string') {
    say(`  ${landscape} is not installed here`);
    return null;
  }
  try {
    const { shop } = landscape;
    const variantId = await someVariant(shop);
    await setStock(shop, variantId, PLENTY);
    const customers = new Customers(shop, await shop.buyers(BUYERS), variantId);
    // Connections and plans of all processes.
    await customers.during(() => sleep(1_000));
    return await work(landscape, customers);
  } finally {
    await landscape.stop();
  }
}

/**
 * The composition of `docker/` on the servers of this system, and what it does when parts of it go away.
 *
 * @param wanted only scenes whose names contain this; null for all of them
 * @throws ProofMisused when it is in no scene's name
 */
export async function scale(
  wanted: string | null,
  say: (line: string) => void,
): Promise<ProofRow[] | null> {
  const scenes = SCENES.filter(([name]) => wanted === null || name.includes(wanted));
  if (scenes.length === 0) {
    throw new ProofMisused(`--scene fits none of ${SCENES.map(([name]) => name).join(', ')}`);
  }
  return onLandscape(say, async (landscape, customers) => {
    const rows: ProofRow[] = [];
    for (const [name, scene] of scenes) {
      say(`  … ${name}`);
      const found = await scene(landscape, customers);
      for (const row of found) say(`    ${row.isKept ? 'kept' : 'BROKEN'}: ${row.seen}`);
      rows.push(...found);
    }
    return [...rows, ...(await atTheEnd(landscape, customers))];
  });
}
