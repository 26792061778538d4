import type { Random } from '../../demo-data/random.js';
import { slugify } from '../../demo-data/slugify.js';
import { Stream } from './stream.js';
import { capital, Words } from './words.js';

/** What the rows of the large catalogue point to, made before them. */
export interface Surroundings {
  readonly categories: readonly { readonly id: string; readonly noun: string }[];
  readonly brands: readonly string[];
  /** Ids of the values of each attribute, in the order in which they are stocked. */
  readonly attributes: readonly (readonly number[])[];
}

/** A product of the large catalogue, without what belongs to it. */
export interface LargeProduct {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly shortDescription: string;
  readonly brandId: string;
  readonly categoryId: string;
  readonly price: string;
  readonly status: 'active' | 'out_of_stock' | 'inactive' | 'discontinued';
  readonly published: boolean;
  readonly featured: boolean;
  readonly ratingCount: number;
  readonly ratingAverage: string;
  readonly customFields: string;
  readonly createdAt: string;
}

export interface LargeVariant {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly price: string;
  readonly compareAt: string | null;
  readonly stock: number;
  readonly position: number;
  readonly values: readonly number[];
}

const NEWEST = Date.UTC(2026, 8, 1, 9);
/** A thousand days of work, however many products come in them. */
const SPAN = 1_000 * 86_400_000;
const FINISHES = ['matte', 'gloss', 'brushed', 'raw', 'painted', 'waxed'];

/** Composes each product from its number alone, so that each table can be written by itself. */
export class LargeComposer {
  private readonly words = new Words();

  constructor(
    private readonly around: Surroundings,
    private readonly count: number,
  ) {}

  idOf(index: number): string {
    return idOf('product', index);
  }

  pictureIdOf(index: number): string {
    return idOf('picture', index);
  }

  product(index: number): LargeProduct {
    const random = new Stream('product', index);
    const category = skewed(random, this.around.categories);
    const name = `${this.words.phrase(random, 1, 3)} ${capital(category.noun)}`;
    const sentences = Array.from({ length: random.between(2, 4) }, () => this.sentence(random));
    const reviews = Math.floor(random.next() ** 6 * 2_000);
    return {
      id: idOf('product', index),
      name,
      slug: `${slugify(name)}-${index.toString(36)}`,
      description: sentences.join(' '),
      shortDescription: this.sentence(random),
      brandId: skewed(random, this.around.brands),
      categoryId: category.id,
      price: priceOf(index),
      status: statusOf(random),
      published: random.chance(0.97),
      featured: random.chance(0.02),
      ratingCount: reviews,
      ratingAverage: reviews === 0 ? '0' : (2 + 3 * Math.sqrt(random.next())).toFixed(2),
      customFields: JSON.stringify({
        finish: random.pick(FINISHES),
        warranty_months: random.between(0, 5) * 12,
        recycled: random.chance(0.3),
      }),
      createdAt: new Date(NEWEST - Math.floor((index / this.count) * SPAN)).toISOString(),
    };
  }

  /** One to four variants, that differ in one or two attributes. */
  variants(index: number): LargeVariant[] {
    const random = new Stream('variants', index);
    const count = random.pick([1, 1, 2, 2, 2, 3, 3, 4]);
    const [first, second] = this.pickAttributes(random);
    const price = Number(priceOf(index));
    const values = random.run(first, count);
    const shared = random.pick(second);
    return values.map((value, position) => {
      const own = (price * (1 + position * 0.05)).toFixed(2);
      return {
        id: idOf('variant', index * 4 + position),
        name: `Variant ${position + 1}`,
        sku: `L-${index.toString(36).toUpperCase()}-${position + 1}`,
        price: own,
        compareAt: random.chance(0.15) ? (Number(own) * 1.25).toFixed(2) : null,
        stock: random.chance(0.1) ? 0 : random.between(1, 300),
        position,
        values: [value, shared],
      };
    });
  }

  /** A sentence of its own: nine words and more of a vocabulary like this never come twice. */
  private sentence(random: Random): string {
    return `${this.words.phrase(random, 9, 16)}.`;
  }

  private pickAttributes(random: Random): [readonly number[], readonly number[]] {
    const { attributes } = this.around;
    const first = random.between(0, attributes.length - 1);
    const second = (first + random.between(1, attributes.length - 1)) % attributes.length;
    return [attributes[first] ?? [], attributes[second] ?? []];
  }
}

/** An id in the form of a version 4 UUID, always the same for the same row; its number is the end of it. */
export function idOf(kind: string, index: number): string {
  const random = new Stream(`id of ${kind}`, index);
  const hex = (value: number): string => value.toString(16).padStart(8, '0');
  const draw = (): string => hex(Math.floor(random.next() * 2 ** 32));
  const [a, b, c] = [draw(), draw(), draw()];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${hex(index)}`;
}

/** The first of a list come much more often than the last. */
function skewed<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random.next() ** 2.5 * list.length)];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
}

/** From a few units to some thousands, most of them small. */
function priceOf(index: number): string {
  const random = new Stream('price', index);
  return (Math.floor(Math.exp(1 + random.next() ** 1.5 * 7)) + random.pick([0, 0.5, 0.9])).toFixed(
    2,
  );
}

function statusOf(random: Random): LargeProduct['status'] {
  const roll = random.next();
  if (roll < 0.95) return 'active';
  if (roll < 0.97) return 'out_of_stock';
  return roll < 0.985 ? 'inactive' : 'discontinued';
}
