import type { ProductFieldType } from '../../catalog.types.js';
import type { AttributeChoice } from '../products.types.js';

/** A product that a row is about, as its locked row says. */
export interface FoundProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly basePrice: string;
  readonly categoryId: string | null;
  readonly mainCollectionId: string | null;
  /** Those it was put into by hand. */
  readonly collectionIds: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly publishAt: Date | null;
  readonly unpublishAt: Date | null;
}

/** A living variant of such a product. */
export interface FoundVariant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string | null;
  readonly position: number;
  readonly attributes: readonly AttributeChoice[];
}

/** A field of the shop's own. */
export interface FoundField {
  readonly code: string;
  readonly type: ProductFieldType;
  readonly choices: readonly string[] | null;
}

/** Everything that the rows speak of, read in a fixed number of statements. */
export interface Found {
  /** By index of the row. */
  readonly products: ReadonlyMap<number, FoundProduct>;
  /** By id of the product; only of those whose rows name variants. */
  readonly variants: ReadonlyMap<string, readonly FoundVariant[]>;
  readonly brands: ReadonlyMap<string, string>;
  readonly categories: ReadonlyMap<string, string>;
  readonly collections: ReadonlyMap<string, string>;
  /** By id of the category: its own schema, else that of the nearest above it. */
  readonly schemas: ReadonlyMap<string, unknown>;
  readonly fields: ReadonlyMap<string, FoundField>;
  /** By `name\0value`, see {@link choiceKey}: the id of the value. */
  readonly values: ReadonlyMap<string, number>;
  /** Who has a slug or a SKU now: ids of products, products and variants. */
  readonly slugs: ReadonlyMap<string, string>;
  readonly productSkus: ReadonlyMap<string, string>;
  readonly variantSkus: ReadonlyMap<string, string>;
}

export function choiceKey({ name, value }: AttributeChoice): string {
  return `${name}\0${value}`;
}

/** A combination as one text, whatever the order it was written in. */
export function combinationKey(choices: readonly AttributeChoice[]): string {
  return choices.map(choiceKey).sort().join('\0\0');
}
