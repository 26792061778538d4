import { type Choices, Copywriter, type Subject } from './compose-text.js';
import { demoId } from './demo-id.js';
import type { DemoPicture, DemoProduct, DemoVariant } from './demo-product.js';
import { COLLECTIONS } from './groups.js';
import { COLOUR_NAMES } from './pictures.js';
import { Random } from './random.js';
import { SIGNATURE_PRODUCTS } from './signature-products.js';
import { slugify } from './slugify.js';
import { DEPARTMENTS } from './vocabulary/departments.js';
import type { OptionScheme, Shelf } from './vocabulary/shelf.js';

const SHELVES: readonly Shelf[] = DEPARTMENTS.flatMap((department) => department.shelves);
const MAX_VARIANTS = 12;
/** In a large shop most products are simple, and its size is in their number. */
const MAX_VARIANTS_LARGE = 4;
const LARGE = 2_000;
/** Collections are picked by hand: they do not grow with the shop. */
const PICKED = 300;
const NEWEST = Date.UTC(2026, 8, 1, 9);
const HOUR = 3_600_000;

/** Everything that a product is made from. */
interface Draft {
  readonly index: number;
  readonly slug: string;
  readonly shelf: Shelf;
  readonly subject: Subject;
  readonly random: Random;
  readonly price: number;
  readonly maxVariants: number;
}

/** The first products of the demo shop, one after the other: the signature ones, then composed ones. */
export function* composeProducts(count: number): Generator<DemoProduct> {
  const writer = new Copywriter();
  const slugs = new Set<string>();
  const maxVariants = count > LARGE ? MAX_VARIANTS_LARGE : MAX_VARIANTS;
  for (let index = 0; index < count; index += 1) {
    const signature = SIGNATURE_PRODUCTS[index];
    const product = signature ?? compose(index - SIGNATURE_PRODUCTS.length, maxVariants, writer);
    if (slugs.has(product.slug)) throw new Error(`Two demo products are called ${product.slug}`);
    slugs.add(product.slug);
    yield product;
  }
}

function compose(index: number, maxVariants: number, writer: Copywriter): DemoProduct {
  const shelf = at(SHELVES, index);
  const random = new Random(`product ${index}`);
  const { subject, edition, noun } = nameOf(shelf, index);
  const name = `${subject.style} ${subject.material} ${subject.noun}${edition}`;
  const slug = slugify(name);
  const price = retail(random.between(noun[1], noun[2]));
  const draft: Draft = { index, slug, shelf, subject, random, price, maxVariants };
  const choices: Choices = new Map();
  const say = (kind: 'short' | 'opening' | 'middle' | 'closing'): string =>
    writer.write(shelf, kind, subject, random, choices);
  const schemes = chooseOptions(draft);
  return {
    id: demoId('product', slug),
    slug,
    name,
    sku: slug.toUpperCase(),
    shortDescription: say('short'),
    description: [say('opening'), say('middle'), say('closing')].join(' '),
    shelf: shelf.slug,
    brand: random.pick(shelf.brands),
    collection: index < PICKED ? chooseCollection(shelf, random) : null,
    basePrice: price,
    status: index % 97 === 50 ? 'out_of_stock' : 'active',
    featured: index % 11 === 3,
    weight: shelf.weight,
    createdAt: new Date(NEWEST - index * 29 * HOUR - random.between(0, HOUR)).toISOString(),
    variants: combine(draft, schemes),
    pictures: pictures(draft, schemes),
  };
}

/**
 * The name of the product at this place of its shelf. The style goes round fastest; noun and material are shifted by one each
 * round, so that neighbours differ and every combination comes once before editions are counted.
 */
function nameOf(shelf: Shelf, index: number) {
  const { styles, nouns, materials } = shelf;
  const n = Math.floor(index / SHELVES.length);
  // Shelves that share their styles begin at different ones.
  const style = (n + (index % SHELVES.length) * 7) % styles.length;
  const round = Math.floor(n / styles.length);
  const cycle = Math.floor(round / nouns.length);
  const noun = at(nouns, style + round);
  const shift = Math.floor(style / materials.length) + (round % nouns.length) + cycle;
  const material = at(materials, style + shift);
  const number = Math.floor(cycle / materials.length) + 1;
  const subject: Subject = { style: at(styles, style), material, noun: noun[0] };
  return { subject, noun, edition: number === 1 ? '' : ` No. ${number}` };
}

/** Which values of which options this product comes in: 1 to 12 combinations. */
function chooseOptions({ shelf, random, maxVariants }: Draft): OptionScheme[] {
  const [first, second] = shelf.options;
  if (first === undefined || random.chance(0.06)) return [];
  const wanted = random.between(1, Math.min(4, maxVariants));
  const firstValues = random.run(first.values, first.pricing ? Math.max(2, wanted) : wanted);
  const kept = [narrow(first, firstValues.slice(0, maxVariants))];
  if (second === undefined) return kept;
  const room = Math.floor(maxVariants / firstValues.length);
  const values = random.run(second.values, random.between(1, Math.max(1, Math.min(5, room))));
  return [...kept, narrow(second, values)];
}

function narrow(scheme: OptionScheme, values: readonly string[]): OptionScheme {
  const pricing =
    scheme.pricing && values.map((value) => at(scheme.pricing ?? [], scheme.values.indexOf(value)));
  return { name: scheme.name, values, ...(pricing ? { pricing } : {}) };
}

function combine(draft: Draft, schemes: readonly OptionScheme[]): DemoVariant[] {
  let rows: { values: (readonly [string, string])[]; hundredths: number }[] = [
    { values: [], hundredths: 100 },
  ];
  for (const scheme of schemes) {
    rows = rows.flatMap((row) =>
      scheme.values.map((value, position) => ({
        values: [...row.values, [scheme.name, value] as const],
        hundredths: Math.round((row.hundredths * (scheme.pricing?.[position] ?? 100)) / 100),
      })),
    );
  }
  return rows.map((row) => toVariant(draft, row));
}

function toVariant(
  { slug, random, price }: Draft,
  { values, hundredths }: { values: readonly (readonly [string, string])[]; hundredths: number },
): DemoVariant {
  const suffix = values.map(([, value]) => slugify(value)).join('-');
  const sku = (suffix === '' ? slug : `${slug}-${suffix}`).toUpperCase();
  const paid = hundredths === 100 ? price : retail(Math.round((price * hundredths) / 100));
  return {
    id: demoId('variant', sku),
    name: values.length === 0 ? 'Standard' : values.map(([, value]) => value).join(' / '),
    sku,
    price: paid,
    compareAt: random.chance(0.15) ? retail(Math.round((paid * 5) / 4)) : null,
    stock: random.chance(0.08) ? 0 : random.between(3, 240),
    barcode: `20${String(random.between(0, 99_999_999_999)).padStart(11, '0')}`,
    attributes: values,
  };
}

/** One picture per colour, or one in a colour that suits. */
function pictures(
  { shelf, subject, random }: Draft,
  schemes: readonly OptionScheme[],
): DemoPicture[] {
  const coloured = schemes.find(({ name }) => ['Colour', 'Finish', 'Glaze'].includes(name));
  const thing = `${subject.material} ${subject.noun.toLowerCase()}`;
  if (coloured === undefined) {
    const colour = random.pick(COLOUR_NAMES);
    return [{ glyph: shelf.glyph, colour, alt: `${subject.style}, ${thing}`, shows: null }];
  }
  return coloured.values.map((value) => ({
    glyph: shelf.glyph,
    colour: value,
    alt: `${subject.style}, ${thing} in ${value.toLowerCase()}`,
    shows: value,
  }));
}

function chooseCollection(shelf: Shelf, random: Random): string | null {
  const fitting = COLLECTIONS.filter(({ shelves }) => shelves.includes(shelf.slug));
  if (fitting.length === 0 || !random.chance(0.4)) return null;
  return random.pick(fitting).slug;
}

/** Cents as shops like them: ending on .00, .50 or .90. */
function retail(cents: number): number {
  const whole = Math.floor(cents / 100) * 100;
  const rest = cents % 100;
  if (rest < 25) return Math.max(whole, 100);
  return whole + (rest < 65 ? 50 : 90);
}

/** Goes round a list. */
function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
}
