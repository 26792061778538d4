import { list, textOrNull, textOrUndefined, whole } from '../domain/cells.js';
import type { Column, Format } from '../domain/columns.js';
import { type Draft, type DraftVariant, priceIn, wordsIn } from '../domain/draft.js';
import { PICTURES_NOTE } from './shared.js';

const COLUMNS: readonly Column[] = [
  product(/^name$/, '/name', (draft, text) => (draft.product.name = textOrUndefined(text))),
  product(/^slug$/, '/slug', (draft, text) => (draft.product.slug = textOrUndefined(text))),
  product(/^description$/, '/description', (draft, text) => {
    draft.product.description = textOrNull(text);
  }),
  {
    name: /^(name|slug|description):([a-z]{2,3})$/,
    of: 'product',
    take: ({ draft }, text, [field = '', locale = '']) => {
      const words = wordsIn(draft, locale);
      if (field === 'slug') words.slug = textOrNull(text);
      else if (field === 'name') words.name = textOrNull(text);
      else words.description = textOrNull(text);
    },
  },
  product(/^facets$/, '/brand', (draft, text) => {
    for (const facet of list(text)) {
      const [kind = '', value = ''] = facet.split(':').map((part) => part.trim());
      if (/^brand$/i.test(kind)) draft.product.brand = value;
      if (/^category$/i.test(kind) && !draft.product.category) draft.product.category = value;
      if (/^collection$/i.test(kind)) {
        draft.product.collections = [...(draft.product.collections ?? []), value];
      }
    }
  }),
  product(/^optionGroups$/, '/variants/*/attributes', (draft, text) => {
    draft.scratch.set('groups', text);
  }),
  product(/^taxCategory$/i, '/taxClass', (draft, text) => {
    draft.product.taxClass = textOrNull(text.toLowerCase());
  }),
  {
    name: /^optionValues$/,
    of: 'variant',
    pointer: '/variants/*/attributes',
    take: ({ variant: to }, text) => to.scratch.set('values', text),
  },
  variant(/^sku$/, 'sku', (to, text) => (to.values.sku = textOrNull(text))),
  variant(/^price$/, 'price', (to, text) => (priceIn(to, '').price = textOrNull(text))),
  variant(/^stockOnHand$/, 'stock', (to, text) => {
    const pieces = whole(text);
    if (pieces !== undefined) to.stock = Math.max(0, pieces);
  }),
];

const SKIPPED = [
  { name: /assets/i, note: PICTURES_NOTE },
  {
    name: /^(trackInventory|variantFacets|(product|variant):.*|facets:.*|option(Groups|Values):.*)$/,
    note: 'Custom fields, facets of variants and translated options are not taken over.',
  },
];

/** Products in the layout that Vendure imports and its export plugins write. */
export const VENDURE: Format = {
  columns: COLUMNS,
  skipped: SKIPPED,
  needs: [['name'], ['sku'], ['price']],
  keyOf: (cell) => {
    const slug = cell('slug')?.trim() ?? '';
    return slug === '' ? (cell('name')?.trim() ?? '') : slug;
  },
  continues: true,
  trims: true,
  isVariant: (cell) => (cell('sku') ?? '') !== '' || (cell('price') ?? '') !== '',
  finish: (draft) => {
    const groups = (draft.scratch.get('groups') ?? '').split('|').map((name) => name.trim());
    for (const { options, scratch } of draft.variants) {
      const values = (scratch.get('values') ?? '').split('|').map((value) => value.trim());
      groups.forEach((name, index) => {
        const value = values[index] ?? '';
        if (name !== '' && value !== '') options.set(name, value);
      });
    }
  },
};

function product(
  name: RegExp,
  pointer: string,
  take: (draft: Draft, text: string) => void,
): Column {
  return { name, of: 'product', pointer, take: ({ draft }, text) => take(draft, text) };
}

function variant(
  name: RegExp,
  field: string,
  take: (to: DraftVariant, text: string) => void,
): Column {
  const pointer = `/variants/*/${field}`;
  return { name, of: 'variant', pointer, take: (to, text) => take(to.variant, text) };
}
