import { flag, kilograms, list, textOrNull, textOrUndefined, whole } from '../domain/cells.js';
import type { Column, Format } from '../domain/columns.js';
import { type Draft, type DraftVariant, priceIn } from '../domain/draft.js';
import { PICTURES_NOTE, takeOptions } from './shared.js';

// Two generations of column names: `Variant Price` and `Price`, `Handle` and `URL handle`.
const COLUMNS: readonly Column[] = [
  product(/^(?:url )?handle$/i, '/slug', (draft, text) => {
    draft.product.slug = textOrUndefined(text);
  }),
  product(/^title$/i, '/name', (draft, text) => (draft.product.name = textOrUndefined(text))),
  product(/^(?:body \(html\)|description)$/i, '/description', (draft, text) => {
    draft.product.description = textOrNull(text);
  }),
  product(/^vendor$/i, '/brand', (draft, text) => (draft.product.brand = textOrNull(text))),
  product(/^(type|product category)$/i, '/category', (draft, text, [column = '']) => {
    // The shop's own type says more than the worldwide list of categories.
    const isOwn = column.toLowerCase() === 'type';
    if (text !== '' && (isOwn || !draft.product.category)) draft.product.category = text;
  }),
  product(/^collection$/i, '/collections', (draft, text) => {
    if (text !== '') draft.product.collections = list(text, ',');
  }),
  product(
    /^(published|published on online store|status)$/i,
    '/published',
    (draft, text, [name = '']) => {
      draft.scratch.set(name.toLowerCase() === 'status' ? 'status' : 'published', text);
    },
  ),
  variant(/^(?:variant )?sku$/i, 'sku', (to, text) => {
    // A leading apostrophe keeps spreadsheets from making a number of it.
    to.values.sku = textOrNull(text.replace(/^'/, ''));
  }),
  variant(/^(?:variant )?barcode$/i, 'barcode', (to, text) => {
    to.values.barcode = textOrNull(text.replace(/^'/, ''));
  }),
  variant(/^(?:variant )?price$/i, 'price', (to, text) => {
    priceIn(to, '').price = textOrNull(text);
  }),
  variant(/^(?:variant )?compare[ -]at[ -]price$/i, 'compareAtPrice', (to, text) => {
    priceIn(to, '').compareAtPrice = textOrNull(text);
  }),
  variant(/^cost per item$/i, 'costPerItem', (to, text) => {
    to.values.costPerItem = textOrNull(text);
  }),
  variant(/^(?:variant grams|weight value \(grams\))$/i, 'weight', (to, text) => {
    to.values.weight = kilograms(text, 'g');
  }),
  variant(/^(?:variant inventory qty|inventory quantity)$/i, 'stock', (to, text) => {
    const pieces = whole(text);
    // What was sold beyond the shelf is negative there.
    if (pieces !== undefined) to.stock = Math.max(0, pieces);
  }),
  variant(/^(?:variant )?requires shipping$/i, 'requiresShipping', (to, text) => {
    to.values.requiresShipping = flag(text);
  }),
  variant(/^(?:variant taxable|charge tax)$/i, 'taxable', (to, text) => {
    to.values.taxable = flag(text);
  }),
  {
    name: /^option(\d) (name|value)$/i,
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
  { name: /image/i, note: PICTURES_NOTE },
  {
    name: /^(tags|seo |gift card|google shopping|collections?$|tax code|.*metafield)/i,
    note: 'Tags, texts for search engines, gift cards, metafields and other channels have no place here.',
  },
  {
    name: /^(variant inventory (policy|tracker)|variant fulfillment service|variant weight unit|variant tax code|weight unit for display|inventory tracker|continue selling.*|fulfillment service|unit price .*|option\d linked to|published scope|price \/ .*|compare-at price \/ .*|included \/ .*)/i,
    note: 'Rules of fulfilment and prices by country are not taken over.',
  },
];

/** Products as Shopify exports them. */
export const SHOPIFY: Format = {
  columns: COLUMNS,
  skipped: SKIPPED,
  needs: [['handle', 'url handle'], ['title']],
  keyOf: (cell) => cell('handle') ?? cell('url handle') ?? '',
  // Further pictures of a product come as rows with a handle and nothing of a variant.
  isVariant: (cell) =>
    ['variant price', 'price', 'variant sku', 'sku', 'option1 value'].some(
      (name) => (cell(name) ?? '') !== '',
    ),
  finish: (draft) => {
    publishing(draft);
    takeOptions(draft, ({ attribute, value }) =>
      attribute === 'Title' && value === 'Default Title' ? null : { attribute, value },
    );
  },
};

/** `draft` is not shown yet, `archived` not any more. */
function publishing(draft: Draft): void {
  const status = (draft.scratch.get('status') ?? '').trim().toLowerCase();
  const published = draft.scratch.get('published');
  if (published !== undefined && published !== '') draft.product.published = flag(published);
  if (status === 'draft' || status === 'archived' || status === 'unlisted') {
    draft.product.published = false;
  }
  if (status === 'archived') draft.product.status = 'inactive';
  if (status === 'active') {
    draft.product.status = 'active';
    draft.product.published ??= true;
  }
}

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
