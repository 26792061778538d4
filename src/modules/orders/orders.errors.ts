import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class OrderNotFound extends defineError(
  'orders.not_found',
  'not_found',
  'There is no such order',
) {}

export class OrderNotArchived extends defineError(
  'orders.not_archived',
  'conflict',
  'The order is not in the archive',
) {}

/** Whose person is about to be forgotten stays where the erasure looks for it. */
export class OrderBeingErased extends defineError(
  'orders.being_erased',
  'conflict',
  'The personal data of this order are being erased: try again when that is done',
) {}

export class EmailNotVerified extends defineError(
  'orders.email_not_verified',
  'forbidden',
  'The e-mail address has to be verified first',
) {}

/** Guests say where the confirmation goes; customers have an address in their account. */
export class EmailMissing extends defineError(
  'orders.email_missing',
  'unprocessable',
  'An order without an account needs an e-mail address',
) {}

export class AddressMissing extends defineError(
  'orders.address_missing',
  'unprocessable',
  'Exactly one of addressId and shippingAddress is needed',
) {}

export class BillingAddressTwice extends defineError(
  'orders.billing_address_ambiguous',
  'unprocessable',
  'At most one of billingAddressId and billingAddress can be given',
) {}

/** `details` are `limit` and how many are `open`; paying or cancelling one makes room. */
export class TooManyOpenOrders extends defineError(
  'orders.too_many_open_orders',
  'conflict',
  'Too many orders are waiting for a payment',
) {}

/** An unpaid order would hold too much of what is there; `details.lines` says how much it may. */
export class TooMuchStock extends defineError(
  'orders.too_much_stock',
  'conflict',
  'One unpaid order cannot hold so much of what is left',
) {}

export class DraftNotFound extends defineError(
  'orders.draft_not_found',
  'not_found',
  'There is no such draft',
) {}

/** `details.orderId` is what it became. */
export class DraftPlaced extends defineError(
  'orders.draft_placed',
  'conflict',
  'The draft has become an order',
) {}

/** Somebody has edited it at this very moment. */
export class DraftChanged extends defineError(
  'orders.draft_changed',
  'conflict',
  'The draft was changed in the meantime: look at it again',
) {}

/** `details.missing` names the parts. */
export class DraftIncomplete extends defineError(
  'orders.draft_incomplete',
  'unprocessable',
  'The draft lacks something that an order needs',
) {}

/** The address of the body is not among the customer's own, or does not exist. */
export class AddressUnknown extends defineError(
  'orders.address_unknown',
  'unprocessable',
  'There is no such address in the address book',
) {}

export class CartEmpty extends defineError(
  'orders.cart_empty',
  'conflict',
  'There is nothing in the cart',
) {}

/** `details.lines` names each line with its reasons; `errors` points at them. */
export class CartNotOrderable extends defineError(
  'orders.cart_not_orderable',
  'conflict',
  'Not everything in the cart can be ordered as it is',
) {}

export class OutOfStock extends defineError(
  'orders.out_of_stock',
  'conflict',
  'Not enough of it is left',
) {}

export class PriceChanged extends defineError(
  'orders.price_changed',
  'conflict',
  'The price has changed since it was shown',
) {}

export class DiscountNotUsable extends defineError(
  'orders.discount_not_usable',
  'conflict',
  'A discount code of the cart cannot be used any more',
) {}

/** `details.total` is what it would cost now. */
export class TotalChanged extends defineError(
  'orders.total_changed',
  'conflict',
  'The total is not the expected one',
) {}

export class ShippingUnavailable extends defineError(
  'orders.shipping_unavailable',
  'unprocessable',
  'This shipping method does not take the order to this address',
) {}

/** Others bought, or the shop changed, the same things at the same moment, several times over. */
export class PlacingContended extends defineError(
  'orders.placing_contended',
  'conflict',
  'The cart changed while the order was being placed; try again',
) {}

export class OrderNotCancellable extends defineError(
  'orders.not_cancellable',
  'conflict',
  'The order can no longer be cancelled',
) {}

export class OrderNotPayable extends defineError(
  'orders.not_payable',
  'conflict',
  'The order is not waiting for a payment',
) {}

/** `details.status` is where the order is, `details.allowed` where it would have to be. */
export class OrderNotShippable extends defineError(
  'orders.not_shippable',
  'conflict',
  'Nothing of this order can be sent now',
) {}

export class FulfilmentNotFound extends defineError(
  'orders.fulfilment_not_found',
  'not_found',
  'The order has no such parcel',
) {}

export class LineUnknown extends defineError(
  'orders.line_unknown',
  'unprocessable',
  'The order has no such line',
) {}

/** `details.lines` says of each line how many pieces there are. */
export class TooManyPieces extends defineError(
  'orders.too_many_pieces',
  'conflict',
  'There are not so many pieces left of a line',
) {}

export class ReturnNotFound extends defineError(
  'orders.return_not_found',
  'not_found',
  'The order has no such return',
) {}

/** Nothing was delivered yet, or the time for it is over; `details.lines` says which. */
export class NotReturnable extends defineError(
  'orders.not_returnable',
  'conflict',
  'This cannot be sent back',
) {}

export class NothingToRefund extends defineError(
  'orders.nothing_to_refund',
  'unprocessable',
  'The refund is of nothing',
) {}

/** Shipping that was not paid, or is on its way back already. */
export class ShippingRefundTooLarge extends defineError(
  'orders.shipping_refund_too_large',
  'unprocessable',
  'More would go back for shipping than was paid for it',
) {}

export class RefundNotFound extends defineError(
  'orders.refund_not_found',
  'not_found',
  'There is no such refund',
) {}

export class RefundEnded extends defineError(
  'orders.refund_ended',
  'conflict',
  'This refund has ended already',
) {}

/** Its gateway may have paid it: only its own word ends it until nobody asks any more. */
export class RefundUnderway extends defineError(
  'orders.refund_underway',
  'conflict',
  'This refund is in the hands of its gateway',
) {}

/** There is an invoice as soon as the order is paid, or confirmed without a payment. */
export class InvoiceNotIssued extends defineError(
  'orders.invoice_not_issued',
  'conflict',
  'There is no invoice of this order yet',
) {}

export class InvoiceNotFound extends defineError(
  'orders.invoice_not_found',
  'not_found',
  'The order has no such invoice',
) {}

/** A worker makes it; `Retry-After` says when to look again. */
export class DocumentNotReady extends defineError(
  'orders.document_not_ready',
  'conflict',
  'The file is being made',
) {}

registerConstraintError('orders_cart_id_key', PlacingContended);
registerConstraintError('ck_orders_transition', OrderNotCancellable);
registerConstraintError('ck_fulfilment_items_within_line', TooManyPieces);
