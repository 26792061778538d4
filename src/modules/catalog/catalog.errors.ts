import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class ProductNotFound extends defineError(
  'catalog.product_not_found',
  'not_found',
  'There is no such product',
) {}

export class VariantNotFound extends defineError(
  'catalog.variant_not_found',
  'not_found',
  'There is no such variant',
) {}

export class CategoryNotFound extends defineError(
  'catalog.category_not_found',
  'not_found',
  'There is no such category',
) {}

export class BrandNotFound extends defineError(
  'catalog.brand_not_found',
  'not_found',
  'There is no such brand',
) {}

export class CollectionNotFound extends defineError(
  'catalog.collection_not_found',
  'not_found',
  'There is no such collection',
) {}

/** A list of all that does not match would be the whole catalogue. */
export class SearchOnlyExcludes extends defineError(
  'catalog.search_only_excludes',
  'unprocessable',
  'The search must name something to be found, not only what to leave out',
) {}

export class CategoryBelowItself extends defineError(
  'catalog.category_below_itself',
  'conflict',
  'A category cannot be moved below itself',
) {}

export class NameTaken extends defineError(
  'catalog.name_taken',
  'conflict',
  'There is already one with this name',
) {}

export class SlugTaken extends defineError(
  'catalog.slug_taken',
  'conflict',
  'There is already one with this slug',
) {}

export class SkuTaken extends defineError(
  'catalog.sku_taken',
  'conflict',
  'There is already one with this SKU',
) {}

registerConstraintError('ck_categories_no_cycle', CategoryBelowItself);
for (const table of ['categories', 'brands', 'collections']) {
  registerConstraintError(`uq_${table}_name`, NameTaken);
  registerConstraintError(`uq_${table}_slug`, SlugTaken);
}
registerConstraintError('uq_products_slug', SlugTaken);
registerConstraintError('uq_products_sku', SkuTaken);
registerConstraintError('uq_product_variants_sku', SkuTaken);
