import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';

export class MetadataSchemaInvalid extends defineError(
  'catalog.metadata_schema_invalid',
  'unprocessable',
  'This JSON Schema cannot be used for metadata',
) {}

export class MetadataInvalid extends defineError(
  'catalog.metadata_invalid',
  'unprocessable',
  'The metadata do not fit the schema of the category',
) {}

/** Dimensions or metadata: too large, too deep, too many keys, or with text that cannot be stored. */
export class DocumentRefused extends defineError(
  'catalog.document_refused',
  'unprocessable',
  'The document is too large, too deep or holds something that cannot be stored',
) {}

export class FieldNotFound extends defineError(
  'catalog.field_not_found',
  'not_found',
  'There is no such product field',
) {}

export class FieldCodeTaken extends defineError(
  'catalog.field_code_taken',
  'conflict',
  'There is already a product field with this code',
) {}

export class FieldInUse extends defineError(
  'catalog.field_in_use',
  'conflict',
  'Products have values in this field',
) {}

export class FieldValueInvalid extends defineError(
  'catalog.field_value_invalid',
  'unprocessable',
  'The value does not fit the product field',
) {}

export class CombinationTaken extends defineError(
  'catalog.combination_taken',
  'conflict',
  'The product already has a variant with these values',
) {}

export class AttributeRepeated extends defineError(
  'catalog.attribute_repeated',
  'unprocessable',
  'A variant has one value of an attribute',
) {}

export class AttributeUnknown extends defineError(
  'catalog.attribute_unknown',
  'unprocessable',
  'There is no such attribute, or it has no such value',
) {}

/** A brand, category or collection that a product names. */
export class GroupUnknown extends defineError(
  'catalog.group_unknown',
  'unprocessable',
  'There is no brand, category or collection with this slug',
) {}

export class TooManyVariants extends defineError(
  'catalog.too_many_variants',
  'unprocessable',
  'There would be too many variants',
) {}

export class LastVariant extends defineError(
  'catalog.last_variant',
  'conflict',
  'A product keeps at least one variant',
) {}

/** A variant comes back only to a product that is there. */
export class ProductDeleted extends defineError(
  'catalog.product_deleted',
  'conflict',
  'The product is deleted: restore it first',
) {}

export class RowRepeated extends defineError(
  'catalog.row_repeated',
  'conflict',
  'Another row is about the same product or variant',
) {}

export class PublishForbidden extends defineError(
  'catalog.publish_forbidden',
  'forbidden',
  'Publishing is a right of its own and has routes of its own',
) {}

export class TimeInPast extends defineError(
  'catalog.time_in_past',
  'unprocessable',
  'The time has passed',
) {}

export class TimesCrossed extends defineError(
  'catalog.times_crossed',
  'unprocessable',
  'The product would be hidden before it is shown',
) {}

registerConstraintError('uq_product_variants_options', CombinationTaken);
registerConstraintError('product_fields_code_key', FieldCodeTaken);
