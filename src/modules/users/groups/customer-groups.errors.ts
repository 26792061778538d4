import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';

export class CustomerGroupNotFound extends defineError(
  'users.customer_group_not_found',
  'not_found',
  'There is no such group of customers',
) {}

export class CustomerGroupCodeTaken extends defineError(
  'users.customer_group_code_taken',
  'conflict',
  'There is already a group with this code',
) {}

/** `details` counts what names it. */
export class CustomerGroupInUse extends defineError(
  'users.customer_group_in_use',
  'conflict',
  'Price lists or discounts are made for this group',
) {}

registerConstraintError('customer_groups_code_key', CustomerGroupCodeTaken);
