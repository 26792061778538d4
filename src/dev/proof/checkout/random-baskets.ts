import { Random } from '../../demo-data/random.js';
import { price } from '../../../modules/pricing/pricing.service.js';
import { judged, type ProofRow } from '../table.js';
import { brokenPromises, PROMISES, type PromiseName } from './baskets/check-basket.js';
import { isPlacedAsQuoted } from './baskets/quoted-and-placed.js';
import { type Basket, randomBasket } from './baskets/random-basket.js';

/** How many baskets are priced, and how many of them are quoted and placed. */
export interface BasketCounts {
  readonly baskets: number;
  readonly placed: number;
}

export const ALL_BASKETS: BasketCounts = { baskets: 1_000_000, placed: 100_000 };
const SHOWN_FAULTS = 5;

/**
 * Random baskets against what is promised of every price, and orders against their quotes, in this process. A fault
 * names the seed of its basket: `randomBasket(new Random(seed))` is that basket again.
 */
export function randomBaskets(
  seed: number,
  { baskets, placed }: BasketCounts,
  say: (line: string) => void = () => undefined,
): ProofRow[] {
  const began = Date.now();
  const faults = new Map<PromiseName, string[]>(PROMISES.map((name) => [name, []]));
  for (let index = 0; index < baskets; index += 1) {
    const name = `${seed}/${index}`;
    const random = new Random(name);
    const basket = randomBasket(random);
    for (const broken of brokenBy(() => brokenPromises(basket, random), PROMISES)) {
      note(faults.get(broken) ?? [], name, basket);
    }
    if (index % 100_000 === 99_999) say(`  ${index + 1} baskets, ${Date.now() - began} ms`);
  }
  const seen = `seed ${seed}, ${Math.round((Date.now() - began) / 1000)} s`;
  const rows = PROMISES.map((name) => judged(name, baskets, seen, faults.get(name) ?? []));
  return [...rows, quotedAndPlaced(seed, placed)];
}

function quotedAndPlaced(seed: number, count: number): ProofRow {
  const faults: string[] = [];
  let [tried, index] = [0, 0];
  for (; tried < count; index += 1) {
    const name = `${seed}/order/${index}`;
    const basket = randomBasket(new Random(name));
    // The columns of orders have two digits: a shop in a currency with three is refused at its edge.
    if (basket.exponent > 2 || !isStorable(basket)) continue;
    tried += 1;
    const broken = brokenBy(() => (isPlacedAsQuoted(basket) ? [] : ['changed']), ['impossible']);
    if (broken.length > 0) note(faults, name, basket);
  }
  return judged('placed as quoted, in this process', tried, `seed ${seed}`, faults);
}

/** Both routes refuse what is more than an order can hold. */
function isStorable({ input }: Basket): boolean {
  const { subtotal, total } = price({ ...input, taxInclusive: false });
  return Math.max(subtotal, total) <= 99_999_999;
}

/** A price that cannot be had breaks every promise. */
function brokenBy<T>(check: () => readonly T[], all: readonly T[]): readonly T[] {
  try {
    return check();
  } catch {
    return all;
  }
}

function note(faults: string[], name: string, { input }: Basket): void {
  const text = faults.length < SHOWN_FAULTS ? ` ${JSON.stringify(input)}` : '';
  faults.push(`basket ${name}${text}`);
}
