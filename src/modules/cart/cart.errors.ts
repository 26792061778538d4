import { defineError } from '../../common/errors/domain-error.js';

export class CartItemNotFound extends defineError(
  'cart.item_not_found',
  'not_found',
  'There is no such item in the cart',
) {}

export class CartCodeNotFound extends defineError(
  'cart.code_not_found',
  'not_found',
  'This code is not in the cart',
) {}

/** The shop has no such code; nothing about codes of others can be learned from it. */
export class CodeUnknown extends defineError(
  'cart.code_unknown',
  'unprocessable',
  'There is no such discount code',
) {}

export class VariantNotSold extends defineError(
  'cart.variant_not_sold',
  'unprocessable',
  'This variant is not sold at the moment',
) {}

export class QuantityTooLarge extends defineError(
  'cart.quantity_too_large',
  'unprocessable',
  'At most 999 pieces of one variant fit into a cart',
) {}

export class TooManyLines extends defineError(
  'cart.too_many_lines',
  'unprocessable',
  'At most 500 different variants fit into a cart',
) {}

export class TooManyCodes extends defineError(
  'cart.too_many_codes',
  'unprocessable',
  'At most 10 discount codes fit into a cart',
) {}

/** If-Match named another version than the cart has. */
export class CartChanged extends defineError(
  'cart.changed',
  'precondition_failed',
  'The cart was changed in the meantime: read it again',
) {}

/** The cart was checked out at this very moment, more than once in a row. */
export class CartBusy extends defineError(
  'cart.busy',
  'conflict',
  'The cart is being checked out: try again',
) {}
