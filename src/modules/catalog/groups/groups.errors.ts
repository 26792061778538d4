import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';
import { NameTaken } from '../catalog.errors.js';

/** Products or categories below it are in the way; `details` counts them. */
export class GroupInUse extends defineError(
  'catalog.group_in_use',
  'conflict',
  'It is not empty: name an heir for what is in it',
) {}

/** The heir is deleted, the group itself, or below it. */
export class HeirUnusable extends defineError(
  'catalog.heir_unusable',
  'unprocessable',
  'This cannot take over what is in it',
) {}

export class ParentUnusable extends defineError(
  'catalog.parent_unusable',
  'unprocessable',
  'There is no such category to be below, or it is deleted',
) {}

/** It, or something below it, would be further down than the tree may reach. */
export class CategoryTooDeep extends defineError(
  'catalog.category_too_deep',
  'unprocessable',
  'The tree of categories has at most 32 levels',
) {}

/** Restoring what is there. */
export class NotDeleted extends defineError(
  'catalog.not_deleted',
  'conflict',
  'It is not deleted',
) {}

export class NotSiblings extends defineError(
  'catalog.not_siblings',
  'unprocessable',
  'The ids must be those of one row of siblings',
) {}

/** The category, brand or parent was deleted while something was put into it. */
export class GroupDeleted extends defineError(
  'catalog.group_deleted',
  'conflict',
  'The category or brand is deleted',
) {}

export class RulesInvalid extends defineError(
  'catalog.rules_invalid',
  'unprocessable',
  'These rules cannot be used',
) {}

export class ProductsUnknown extends defineError(
  'catalog.products_unknown',
  'unprocessable',
  'Some of the products do not exist',
) {}

export class AttributeNotFound extends defineError(
  'catalog.attribute_not_found',
  'not_found',
  'There is no such attribute',
) {}

export class AttributeValueNotFound extends defineError(
  'catalog.attribute_value_not_found',
  'not_found',
  'The attribute has no such value',
) {}

export class CodeTaken extends defineError(
  'catalog.code_taken',
  'conflict',
  'There is already one with this code',
) {}

/** Variants have it, or rules of collections name it; `details` counts them. */
export class AttributeInUse extends defineError(
  'catalog.attribute_in_use',
  'conflict',
  'Variants or rules of collections use it',
) {}

/** Variants of a product would become alike. */
export class ValuesCollide extends defineError(
  'catalog.values_collide',
  'conflict',
  'Some products have variants that differ in nothing but these values',
) {}

registerConstraintError('ck_products_living_groups', GroupDeleted);
registerConstraintError('ck_categories_depth', CategoryTooDeep);
registerConstraintError('uq_attributes_code', CodeTaken);
registerConstraintError('uq_attribute_values_code', CodeTaken);
registerConstraintError('attributes_name_key', NameTaken);
registerConstraintError('attribute_values_attribute_id_value_key', NameTaken);
