import type { ProblemClass } from '../../../common/errors/domain-error.js';
import { etagOf } from '../../../common/http/if-match.js';
import {
  BrandNotFound,
  CategoryNotFound,
  CollectionNotFound,
  ProductNotFound,
} from '../catalog.errors.js';
import { AttributeNotFound, AttributeValueNotFound } from '../groups/groups.errors.js';
import { FieldNotFound } from '../products/products.errors.js';
import type { TranslatedKind } from './data/translated.js';
import type { TranslatedWords, Translation } from './translations.types.js';

/** What is thrown where the thing itself is missing. */
export const NOT_FOUND: Readonly<Record<TranslatedKind, ProblemClass>> = {
  product: ProductNotFound,
  category: CategoryNotFound,
  brand: BrandNotFound,
  collection: CollectionNotFound,
  attribute: AttributeNotFound,
  attribute_value: AttributeValueNotFound,
  product_field: FieldNotFound,
};

const GROUP_WORDS = ['name', 'slug', 'description'] as const;

/** Which texts a thing has. */
export const WORDS_OF: Readonly<Record<TranslatedKind, readonly (keyof TranslatedWords)[]>> = {
  product: ['name', 'slug', 'shortDescription', 'description'],
  category: GROUP_WORDS,
  brand: GROUP_WORDS,
  collection: GROUP_WORDS,
  attribute: ['name'],
  attribute_value: ['name'],
  // Its label.
  product_field: ['name'],
};

/** The ETag of one translation; one that is not there has one too, so that a first write can be guarded. */
export function etagOfTranslation(translation: Translation | null): string {
  if (translation === null) return etagOf(null);
  const { name, slug, shortDescription, description } = translation;
  return etagOf([name, slug, shortDescription, description]);
}
