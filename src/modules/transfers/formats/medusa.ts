import { flag, kilograms, textOrNull, textOrUndefined, whole } from '../domain/cells.js';
import type { Column, Format } from '../domain/columns.js';
import { type Draft, type DraftVariant, priceIn } from '../domain/draft.js';
import { PICTURES_NOTE, takeOptions } from './shared.js';

// Two generations of column names: `Variant Price EUR` and `Price EUR`. Amounts are decimals in both.
const COLUMNS: readonly Column[] = [
  product(/^product handle$/i, '/slug', (draft, text) => {
    draft.product.slug = textOrUndefined(text);
  }),
  product(/^product title$/i, '/name', (draft, text) => {
    draft.product.name = textOrUndefined(text);
  }),
  product(/^product subtitle$/i, '/shortDescription', (draft, text) => {
    draft.product.shortDescription = textOrNull(text);
  }),
  product(/^product description$/i, '/description', (draft, text) => {
    draft.product.description = textOrNull(text);
  }),
  product(/^product status$/i, '/published', (draft, text) => {
    if (text !== '') draft.product.published = text.trim().toLowerCase() === 'published';
  }),
  product(/^product collection (title|handle)$/i, '/collections', (draft, text) => {
    if (text !== '') draft.product.collections = [text];
  }),
  product(
    /^product (?:category \d+ (?:name|handle)|category handle)$/i,
    '/category',
    (draft, text) => {
      if (text !== '' && !draft.product.category) draft.product.category = text;
    },
  ),
  product(/^product weight$/i, '/weight', (draft, text) => {
    draft.product.weight = kilograms(text, 'g');
  }),
  product(/^product (length|width|height)$/i, '/dimensions', (draft, text, [side = '']) => {
    if (text === '') return;
    draft.product.dimensions = { ...draft.product.dimensions, [side.toLowerCase()]: Number(text) };
  }),
  variant(/^variant title$/i, 'name', (to, text) => (to.values.name = textOrUndefined(text))),
  variant(/^variant sku$/i, 'sku', (to, text) => (to.values.sku = textOrNull(text))),
  variant(/^variant barcode$/i, 'barcode', (to, text) => (to.values.barcode = textOrNull(text))),
  variant(/^variant weight$/i, 'weight', (to, text) => (to.values.weight = kilograms(text, 'g'))),
  variant(/^variant inventory quantity$/i, 'stock', (to, text) => {
    const pieces = whole(text);
    if (pieces !== undefined) to.stock = Math.max(0, pieces);
  }),
  variant(/^variant rank$/i, 'position', (to, text) => (to.values.position = whole(text))),
  variant(/^variant requires shipping$/i, 'requiresShipping', (to, text) => {
    to.values.requiresShipping = flag(text);
  }),
  {
    name: /^(?:variant )?price ([a-z]{3})$/i,
    of: 'variant',
    pointer: '/variants/*/price',
    take: ({ variant: to }, text, [currency = '']) => {
      if (text !== '') priceIn(to, currency.toUpperCase()).price = text;
    },
  },
  {
    name: /^(?:variant )?option (\d+) (name|value)$/i,
    of: 'variant',
    pointer: '/variants/*/attributes',
    take: ({ draft, variant: to }, text, [number = '', part = '']) => {
      const key = `option ${number} ${part.toLowerCase()}`;
      to.scratch.set(key, text);
      if (part.toLowerCase() === 'name' && text !== '') draft.scratch.set(key, text);
    },
  },
];

const SKIPPED = [
  { name: /image|thumbnail/i, note: PICTURES_NOTE },
  {
    name: /^(product|variant|sales channel|shipping profile)\b.*\b(ids?|\d+|tags?|tag \d+|type|type id|discountable|material|hs code|mid code|origin country|country of origin|profile name|profile type|is giftcard|external id|allow backorder|manage inventory|length|width|height|created at|updated at|deleted at|metadata|name|description)$/i,
    note: 'Ids, tags, types, channels and customs data of the other shop are not taken over.',
  },
];

/** Products as Medusa exports them. */
export const MEDUSA: Format = {
  columns: COLUMNS,
  skipped: SKIPPED,
  needs: [['product handle'], ['product title']],
  keyOf: (cell) => cell('product handle') ?? '',
  isVariant: () => true,
  finish: (draft) => {
    takeOptions(draft, (choice) => choice);
  },
};

function product(
  name: RegExp,
  pointer: string,
  take: (draft: Draft, text: string, match: readonly string[]) => void,
): Column {
  return {
    name,
    of: 'product',
    pointer,
    take: ({ draft }, text, match) => take(draft, text, match),
  };
}

function variant(
  name: RegExp,
  field: string,
  take: (to: DraftVariant, text: string) => void,
): Column {
  const pointer = `/variants/*/${field}`;
  return { name, of: 'variant', pointer, take: (to, text) => take(to.variant, text) };
}
