import type { ProductStatus } from '../../catalog/catalog.types.js';
import { BadCell, flag, json, list, textOrNull, textOrUndefined, whole } from '../domain/cells.js';
import type { Column, Format } from '../domain/columns.js';
import { type DraftTranslation, type DraftVariant, priceIn, wordsIn } from '../domain/draft.js';
import type { ImportKind } from '../transfers.types.js';

const CURRENCY = '(?::([A-Z]{3}))?';

/** What the shop's own files say of products. */
const PRODUCT_COLUMNS: readonly Column[] = [
  product('name', 'name', ({ draft }, text) => (draft.product.name = textOrUndefined(text))),
  product('short_description', 'shortDescription', ({ draft }, text) => {
    draft.product.shortDescription = textOrNull(text);
  }),
  product('description', 'description', ({ draft }, text) => {
    draft.product.description = textOrNull(text);
  }),
  product('brand', 'brand', ({ draft }, text) => (draft.product.brand = textOrNull(text))),
  product('category', 'category', ({ draft }, text) => (draft.product.category = textOrNull(text))),
  product('collections', 'collections', ({ draft }, text) => {
    draft.product.collections = list(text);
  }),
  product('product_sku', 'sku', ({ draft }, text) => (draft.product.sku = textOrNull(text))),
  product('status', 'status', ({ draft }, text) => {
    // Whether it is one of them the catalogue says.
    draft.product.status = textOrUndefined(text) as ProductStatus | undefined;
  }),
  product('published', 'published', ({ draft }, text) => (draft.product.published = flag(text))),
  product('publish_at', 'publishAt', ({ draft }, text) => {
    draft.product.publishAt = textOrNull(text);
  }),
  product('unpublish_at', 'unpublishAt', ({ draft }, text) => {
    draft.product.unpublishAt = textOrNull(text);
  }),
  product('featured', 'featured', ({ draft }, text) => (draft.product.featured = flag(text))),
  product('tax_class', 'taxClass', ({ draft }, text) => {
    draft.product.taxClass = textOrNull(text);
  }),
  product('product_weight', 'weight', ({ draft }, text) => {
    draft.product.weight = textOrNull(text);
  }),
  product('dimensions', 'dimensions', ({ draft }, text) => (draft.product.dimensions = json(text))),
  product('metadata', 'metadata', ({ draft }, text) => (draft.product.metadata = json(text))),
  product('custom_fields', 'customFields', ({ draft }, text) => {
    draft.product.customFields = json(text) ?? undefined;
  }),
  {
    name: new RegExp(`^base_price${CURRENCY}$`),
    of: 'product',
    pointer: '/basePrice',
    take: ({ draft }, text, [currency = '']) => {
      // Kept with its currency: which one is the shop's is known where it is saved.
      draft.scratch.set('base_price', text);
      draft.scratch.set('base_price.currency', currency);
    },
  },
  {
    name: /^(name|slug|short_description|description)@([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4})?)$/,
    of: 'product',
    take: ({ draft }, text, [field = '', locale = '']) => {
      wordsIn(draft, locale)[WORDS[field] ?? 'name'] = textOrNull(text);
    },
  },
];

const WORDS: Readonly<Record<string, Exclude<keyof DraftTranslation, 'locale'>>> = {
  name: 'name',
  slug: 'slug',
  short_description: 'shortDescription',
  description: 'description',
};

const SLUG_COLUMN = product('slug', 'slug', ({ draft }, text) => {
  draft.product.slug = textOrUndefined(text);
});

const SKU_COLUMN = variant('sku', 'sku', (to, text) => (to.values.sku = textOrNull(text)));

const PRICE_COLUMNS: readonly Column[] = [
  amount('price', (to, text, currency) => {
    priceIn(to, currency).price = textOrNull(text);
  }),
  amount('compare_at_price', (to, text, currency) => {
    priceIn(to, currency).compareAtPrice = textOrNull(text);
  }),
  {
    name: new RegExp(`^cost_per_item${CURRENCY}$`),
    of: 'variant',
    pointer: '/variants/*/costPerItem',
    take: ({ variant: to }, text) => (to.values.costPerItem = textOrNull(text)),
  },
];

/** What they say of variants. */
const VARIANT_COLUMNS: readonly Column[] = [
  SKU_COLUMN,
  variant('variant_name', 'name', (to, text) => (to.values.name = textOrUndefined(text))),
  ...PRICE_COLUMNS,
  variant('stock', 'stock', (to, text) => setDefined(to, 'stock', whole(text))),
  variant('weight', 'weight', (to, text) => (to.values.weight = textOrNull(text))),
  variant('barcode', 'barcode', (to, text) => (to.values.barcode = textOrNull(text))),
  variant('position', 'position', (to, text) => (to.values.position = whole(text))),
  variant('active', 'isActive', (to, text) => (to.values.isActive = flag(text))),
  variant('requires_shipping', 'requiresShipping', (to, text) => {
    to.values.requiresShipping = flag(text);
  }),
  variant('taxable', 'taxable', (to, text) => (to.values.taxable = flag(text))),
  {
    name: /^option:(.{1,100})$/u,
    of: 'variant',
    pointer: '/variants/*/attributes',
    take: ({ variant: to }, text, [attribute = '']) => {
      if (text !== '') to.options.set(attribute.trim(), text);
    },
  },
];

const PRODUCTS: Format = {
  columns: [SLUG_COLUMN, ...PRODUCT_COLUMNS, ...VARIANT_COLUMNS],
  needs: [['slug', 'name']],
  keyOf: (cell) => cell('slug') ?? '',
  isVariant: () => true,
};

const VARIANTS: Format = {
  columns: [SLUG_COLUMN, ...VARIANT_COLUMNS],
  needs: [['sku']],
  keyOf: (cell) => cell('slug') ?? '',
  isVariant: () => true,
};

const PRICES: Format = {
  columns: [SKU_COLUMN, ...PRICE_COLUMNS],
  needs: [['sku']],
  keyOf: () => '',
  isVariant: () => true,
};

const STOCK: Format = {
  columns: [
    SKU_COLUMN,
    variant('quantity', 'stock', (to, text) => setDefined(to, 'stock', notNegative(text))),
    variant('delta', 'delta', (to, text) => setDefined(to, 'delta', whole(text))),
    variant('note', 'note', (to, text) => setDefined(to, 'note', textOrUndefined(text))),
  ],
  needs: [['sku'], ['quantity', 'delta']],
  keyOf: () => '',
  isVariant: () => true,
};

/** The shop's own way to write files of a kind. */
export const OWN_FORMATS: Readonly<Record<ImportKind, Format>> = {
  products: PRODUCTS,
  variants: VARIANTS,
  prices: PRICES,
  stock: STOCK,
};

function product(name: string, field: string, take: Column['take']): Column {
  return { name, of: 'product', pointer: `/${field}`, take };
}

function variant(
  name: string,
  field: string,
  take: (to: DraftVariant, text: string) => void,
): Column {
  const pointer = `/variants/*/${field}`;
  return { name, of: 'variant', pointer, take: (to, text) => take(to.variant, text) };
}

/** `price` or `price:EUR`; without a currency it is the shop's. */
function amount(
  name: string,
  take: (to: DraftVariant, text: string, currency: string) => void,
): Column {
  return {
    name: new RegExp(`^${name}${CURRENCY}$`),
    of: 'variant',
    pointer: name === 'price' ? '/variants/*/price' : '/variants/*/compareAtPrice',
    take: (to, text, [currency = '']) => take(to.variant, text, currency),
  };
}

function notNegative(text: string): number | undefined {
  const pieces = whole(text);
  if (pieces === undefined || pieces >= 0) return pieces;
  throw new BadCell('transfers.negative_quantity', 'There cannot be less than nothing');
}

function setDefined<K extends 'stock' | 'delta' | 'note'>(
  to: DraftVariant,
  field: K,
  value: DraftVariant[K] | undefined,
): void {
  if (value !== undefined) to[field] = value;
}
