import { DomainError } from '../../../common/errors/domain-error.js';
import { minorFromDb, minorToDb } from '../../../common/money/money.js';
import type { ProductRow, VariantRow } from '../../catalog/products/products.types.js';
import type { OtherPrice, ProductWords } from '../../catalog/transfer/transfer.types.js';
import { BadCell } from '../domain/cells.js';
import { errorOf } from '../domain/columns.js';
import type { Draft, DraftPrice, DraftVariant } from '../domain/draft.js';
import type { RowError } from '../transfers.types.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A product as it goes to the catalogue, and the rows that it came from. */
export interface ProductItem {
  /** The row of the product's own values; null where rows are about variants alone. */
  readonly draft: Draft;
  readonly rows: number[];
  readonly product: Mutable<ProductRow>;
  readonly variants: DraftVariant[];
}

/** Which currencies and languages the shop has. */
export interface ShopView {
  readonly currency: string;
  readonly currencies: readonly string[];
  readonly locales: readonly string[];
}

export function itemOf(draft: Draft): ProductItem {
  const { product, rows, variants } = draft;
  return { draft, rows: [...rows], product: { ...product }, variants: [...variants] };
}

/** The amounts in the shop's own currency become the variant's; what is wrong is told. */
export function takeAmounts(item: ProductItem, shop: ShopView): RowError[] {
  const errors: RowError[] = [];
  const { draft, product } = item;
  const base = draft.scratch.get('base_price');
  const currency = draft.scratch.get('base_price.currency') ?? '';
  if (base !== undefined && base !== '') {
    if (currency === '' || currency === shop.currency) product.basePrice = base;
    else {
      const what = `The shop's currency is ${shop.currency}`;
      errors.push(
        errorOf(draft.row, `base_price:${currency}`, 'transfers.other_currency', what, base),
      );
    }
  }
  for (const variant of item.variants) {
    for (const price of variant.prices.values()) {
      if (price.currency === '' || price.currency === shop.currency) takeOwn(variant.values, price);
      else errors.push(...faultsOf(variant, price, shop));
    }
    const attributes = [...variant.options].map(([name, value]) => ({ name, value }));
    if (attributes.length > 0) variant.values.attributes = attributes;
    // Counts for a variant that is new; of one that is there the stock is moved afterwards.
    if (variant.stock !== undefined) variant.values.stock = variant.stock;
  }
  for (const locale of draft.translations.keys()) {
    if (shop.locales.includes(locale) && locale !== shop.locales[0]) continue;
    const what = `The shop's other languages are ${shop.locales.slice(1).join(', ') || 'none'}`;
    errors.push(errorOf(draft.row, `name@${locale}`, 'transfers.locale_not_offered', what, locale));
  }
  return errors;
}

function takeOwn(values: Mutable<VariantRow>, { price, compareAtPrice }: DraftPrice): void {
  if (price !== undefined && price !== null) values.price = price;
  if (compareAtPrice !== undefined) values.compareAtPrice = compareAtPrice;
}

function faultsOf(variant: DraftVariant, price: DraftPrice, shop: ShopView): RowError[] {
  const column = `price:${price.currency}`;
  const value = price.price ?? price.compareAtPrice ?? null;
  if (!shop.currencies.includes(price.currency)) {
    // An empty cell says nothing, so a column that the shop has no use for does no harm.
    if (value === null) return [];
    const what = `The shop's currencies are ${[shop.currency, ...shop.currencies].join(', ')}`;
    return [errorOf(variant.row, column, 'transfers.currency_not_offered', what, value)];
  }
  try {
    otherPriceOf('', price);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof BadCell)) throw error;
    return [errorOf(variant.row, column, error.code, error.message, value)];
  }
}

/** @throws InvalidMoney, AmountOutOfRange, BadCell */
function otherPriceOf(
  variantId: string,
  { currency, price, compareAtPrice }: DraftPrice,
): OtherPrice {
  const read = (text: string | null | undefined): string | null | undefined => {
    if (text === null || text === undefined) return text;
    const minor = minorFromDb(text.trim(), currency);
    if (minor < 0) throw new BadCell('money.invalid', 'A price is not negative');
    return minorToDb(minor, currency);
  };
  return { variantId, currency, price: read(price), compareAtPrice: read(compareAtPrice) };
}

/** Prices in other currencies of a variant that has its id now. */
export function otherPricesOf(
  variant: DraftVariant,
  variantId: string,
  shop: ShopView,
): OtherPrice[] {
  const prices = [...variant.prices.values()].filter(({ currency }) =>
    shop.currencies.includes(currency),
  );
  return prices.map((price) => otherPriceOf(variantId, price));
}

/** Words in other languages of a product that has its id now. */
export function wordsOf(draft: Draft, productId: string): ProductWords[] {
  return [...draft.translations.values()].map((words) => ({ ...words, productId }));
}
