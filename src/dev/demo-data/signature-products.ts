import { demoId } from './demo-id.js';
import type { DemoProduct, DemoVariant } from './demo-product.js';
import { slugify } from './slugify.js';

interface Signature extends Omit<DemoProduct, 'id' | 'slug' | 'sku' | 'variants' | 'status'> {
  readonly slug?: string;
  readonly variants: readonly SignatureVariant[];
}

interface SignatureVariant {
  readonly sku: string;
  readonly stock: number;
  readonly price?: number;
  readonly attributes: readonly (readonly [string, string])[];
}

function define(given: Signature): DemoProduct {
  const slug = given.slug ?? slugify(given.name);
  const variants: DemoVariant[] = given.variants.map(
    ({ sku, stock, price, attributes }, index) => ({
      id: demoId('variant', sku),
      name: attributes.map(([, value]) => value).join(' / ') || 'Standard',
      sku,
      price: price ?? given.basePrice,
      compareAt: null,
      stock,
      barcode: `2100000${String(sku.length * 1000 + index).padStart(6, '0')}`,
      attributes,
    }),
  );
  return {
    ...given,
    id: demoId('product', slug),
    slug,
    sku: slug.toUpperCase(),
    status: 'active',
    variants,
  };
}

const SHIRT_STOCK: Readonly<Record<string, number>> = {
  'WHITE-M': 500,
  'BLUE-L': 120,
  'BLUE-S': 0,
};
const COLOURS = ['White', 'Blue'];
const SIZES = ['S', 'M', 'L', 'XL'];

/** The products that examples, the tour and tests name: their texts, prices and stock stay as they are. */
export const SIGNATURE_PRODUCTS: readonly DemoProduct[] = [
  define({
    name: 'Linen Shirt',
    shortDescription:
      'Our first shirt and still the one we wear: European linen, band collar, no fuss.',
    description:
      'Flax from Normandy, woven in Portugal and washed with stones until it hangs like an old friend. ' +
      'The band collar works under a jacket and on a beach; the sleeves roll up and stay there. ' +
      'It dries overnight on a hook.',
    shelf: 'shirts',
    brand: 'hestia-vale',
    collection: 'summer-linen',
    basePrice: 4990,
    featured: true,
    weight: '0.24',
    createdAt: '2026-09-02T09:00:00.000Z',
    variants: COLOURS.flatMap((colour) =>
      SIZES.map((size) => {
        const key = `${colour.toUpperCase()}-${size}`;
        return {
          sku: `LINEN-SHIRT-${key}`,
          stock: SHIRT_STOCK[key] ?? 60,
          attributes: [['Colour', colour] as const, ['Size', size] as const],
        };
      }),
    ),
    pictures: COLOURS.map((colour) => ({
      glyph: 'shirt',
      colour,
      alt: `Linen shirt in ${colour.toLowerCase()}`,
      shows: colour,
    })),
  }),
  define({
    name: 'Pour-Over Kettle',
    shortDescription: 'A gooseneck kettle that pours as thin or as fast as your wrist decides.',
    description:
      'The spout was bent forty times before we were content with the stream. ' +
      'Eight hundred millilitres are enough for two cups and a rinse of the filter. ' +
      'Its thermometer reads from the lid, so no battery can die on a Monday.',
    shelf: 'coffee-gear',
    brand: 'kettle-and-kin',
    collection: 'slow-mornings',
    basePrice: 6400,
    featured: true,
    weight: '0.78',
    createdAt: '2026-09-02T08:00:00.000Z',
    variants: ['Steel', 'Black', 'Copper'].map((finish) => ({
      sku: `POUR-OVER-KETTLE-${finish.toUpperCase()}`,
      stock: finish === 'Steel' ? 500 : 45,
      price: finish === 'Copper' ? 7200 : 6400,
      attributes: [['Finish', finish]],
    })),
    pictures: ['Steel', 'Black', 'Copper'].map((finish) => ({
      glyph: 'kettle',
      colour: finish,
      alt: `Pour-over kettle in ${finish.toLowerCase()}`,
      shows: finish,
    })),
  }),
  define({
    name: 'Cà Phê Phin',
    shortDescription:
      'Dark robusta and arabica for the phin: thick, sweet and made for condensed milk.',
    description:
      'Two thirds robusta from Đắk Lắk, one third arabica from Cầu Đất, roasted with a little butter as in the old street cafés. ' +
      'Let it drip for five minutes over ice. ' +
      'Each bag comes with the recipe of the founder’s aunt, who disagrees with all others.',
    shelf: 'coffee',
    brand: 'saigon-roasters',
    collection: 'slow-mornings',
    basePrice: 1450,
    featured: true,
    weight: '0.25',
    createdAt: '2026-09-02T07:00:00.000Z',
    variants: [
      {
        sku: 'CA-PHE-PHIN-250-GROUND',
        stock: 500,
        attributes: [
          ['Weight', '250 g'],
          ['Grind', 'Phin'],
        ],
      },
      {
        sku: 'CA-PHE-PHIN-250-BEAN',
        stock: 220,
        attributes: [
          ['Weight', '250 g'],
          ['Grind', 'Whole Bean'],
        ],
      },
      {
        sku: 'CA-PHE-PHIN-500-GROUND',
        stock: 90,
        price: 2690,
        attributes: [
          ['Weight', '500 g'],
          ['Grind', 'Phin'],
        ],
      },
    ],
    pictures: [{ glyph: 'beans', colour: 'Rust', alt: 'A bag of Vietnamese coffee', shows: null }],
  }),
  define({
    name: 'Trail Lantern',
    shortDescription: 'A lantern the size of a plum that lights a tent for four nights.',
    description:
      'Squeeze it once for a reading light, twice for the whole camp. ' +
      'The battery is an ordinary one you can buy in any village. ' +
      'Drop it in a stream and it will wait for you, glowing.',
    shelf: 'camping',
    brand: 'northlight',
    collection: 'under-the-stars',
    basePrice: 2400,
    featured: false,
    weight: '0.12',
    createdAt: '2026-09-02T06:00:00.000Z',
    variants: [{ sku: 'TRAIL-LANTERN', stock: 40, attributes: [] }],
    pictures: [{ glyph: 'lamp', colour: 'Ochre', alt: 'A small lantern', shows: null }],
  }),
];
