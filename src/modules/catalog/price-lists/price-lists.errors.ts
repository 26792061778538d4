import { defineError } from '../../../common/errors/domain-error.js';
import { registerConstraintError } from '../../../database/pg-errors.js';

export class PriceListNotFound extends defineError(
  'catalog.price_list_not_found',
  'not_found',
  'There is no such price list',
) {}

export class PriceListNameTaken extends defineError(
  'catalog.price_list_name_taken',
  'conflict',
  'There is already a price list with this name',
) {}

export class PriceListDatesInvalid extends defineError(
  'catalog.price_list_dates_invalid',
  'unprocessable',
  'A price list ends after it starts',
) {}

export class CustomerGroupUnknown extends defineError(
  'catalog.customer_group_unknown',
  'unprocessable',
  'There is no such group of customers',
) {}

registerConstraintError('price_lists_name_key', PriceListNameTaken);
registerConstraintError('ck_price_lists_dates', PriceListDatesInvalid);
