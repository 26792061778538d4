import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class DiscountNotFound extends defineError(
  'discounts.not_found',
  'not_found',
  'There is no such discount',
) {}

/** Codes of discounts and single-use codes are one set. */
export class DiscountCodeTaken extends defineError(
  'discounts.code_taken',
  'conflict',
  'Another discount has this code',
) {}

/** `errors` point at the fields. */
export class DiscountInvalid extends defineError(
  'discounts.invalid',
  'unprocessable',
  'These values make no discount',
) {}

/** `details.fields` are those that orders have relied on. */
export class DiscountFixed extends defineError(
  'discounts.fixed_after_use',
  'conflict',
  'It has been used: what it takes off stays as it is',
) {}

export class DiscountInUse extends defineError(
  'discounts.in_use',
  'conflict',
  'It has been used or has codes that are out: switch it off instead',
) {}

export class NoSingleUseCodes extends defineError(
  'discounts.no_single_use_codes',
  'conflict',
  'This discount has no single-use codes',
) {}

registerConstraintError('discounts_code_key', DiscountCodeTaken);
registerConstraintError('discount_usages_discount_id_fkey', DiscountInUse);
