import { defineError } from '../../common/errors/domain-error.js';
import { registerConstraintError } from '../../database/pg-errors.js';

export class PaymentMethodUnavailable extends defineError(
  'payments.method_unavailable',
  'unprocessable',
  'This payment method cannot be used here',
) {}

export class PaymentAlreadyPaid extends defineError(
  'payments.already_paid',
  'conflict',
  'It is already paid',
) {}

/** Another attempt is in the hands of a gateway: a second one could charge the customer twice. */
export class PaymentAttemptOpen extends defineError(
  'payments.attempt_open',
  'conflict',
  'Another attempt to pay is still open',
) {}

/** All that is being paid, together with this, is more than what is owed. */
export class PaymentAboveDue extends defineError(
  'payments.above_due',
  'unprocessable',
  'That is more than what is owed and not being paid already',
) {}

/** Two requests made a new attempt at the same time; asking again finds the one that was made. */
export class PaymentAttemptRaced extends defineError(
  'payments.attempt_raced',
  'conflict',
  'Another request has just begun an attempt to pay',
) {}

export class PaymentNotFound extends defineError(
  'payments.not_found',
  'not_found',
  'There is no such payment',
) {}

export class ReturnUrlRefused extends defineError(
  'payments.return_url_refused',
  'unprocessable',
  'The return address belongs to a site that is not allowed',
) {}

export class GatewayUnknown extends defineError(
  'payments.gateway_unknown',
  'not_found',
  'No gateway of this name sends callbacks here',
) {}

export class GatewayFailed extends defineError(
  'payments.gateway_failed',
  'bad_gateway',
  'The payment gateway gave no usable answer',
) {}

/** It did not answer several times in a row; `details.retryAfterSeconds` says when it is asked again. */
export class GatewayResting extends defineError(
  'payments.gateway_resting',
  'unavailable',
  'The payment gateway does not answer at the moment',
) {}

/** The gateway said no: this attempt cannot be made, and no money moved. */
export class GatewayRefused extends defineError(
  'payments.gateway_refused',
  'unprocessable',
  'The payment gateway does not take this payment',
) {}

export class CallbackSignatureInvalid extends defineError(
  'payments.callback_signature_invalid',
  'unauthenticated',
  'The callback is not signed as its gateway signs',
) {}

export class CallbackMalformed extends defineError(
  'payments.callback_malformed',
  'validation',
  'The callback does not have the form of its gateway',
) {}

export class GatewayPaymentReused extends defineError(
  'payments.gateway_payment_reused',
  'conflict',
  'This payment of the gateway already belongs to another payment',
) {}

export class RefundTooLarge extends defineError(
  'payments.refund_too_large',
  'unprocessable',
  'More would go back than was paid',
) {}

export class SettlementUnreadable extends defineError(
  'payments.settlement_unreadable',
  'unprocessable',
  'The settlement file does not have the agreed form',
) {}

export class IssueNotFound extends defineError(
  'payments.issue_not_found',
  'not_found',
  'There is no such issue',
) {}

export class IssueSettled extends defineError(
  'payments.issue_settled',
  'conflict',
  'It has been settled already',
) {}

export class PaymentEventNotFound extends defineError(
  'payments.event_not_found',
  'not_found',
  'There is no such stored message',
) {}

/** It was begun with another card, or with none: when it has ended, the next one may take another. */
export class PaymentCardFixed extends defineError(
  'payments.card_fixed',
  'conflict',
  'This payment was begun with another card',
) {}

/** Nothing is held, more is asked for than is held, or its gateway does not hold money. */
export class PaymentNotHeld extends defineError(
  'payments.not_held',
  'conflict',
  'There is not so much money held for this payment',
) {}

/** Nobody knows whether it happened: the gateway is asked later. */
export class GatewayUndecided extends defineError(
  'payments.gateway_undecided',
  'bad_gateway',
  'The payment gateway gave no answer; it is asked again',
) {}

export class PaymentMethodNotFound extends defineError(
  'payments.method_not_found',
  'not_found',
  'There is no such payment method',
) {}

export class PaymentMethodCodeTaken extends defineError(
  'payments.method_code_taken',
  'conflict',
  'Another payment method has this code',
) {}

/** `details.reason` says what does not fit. */
export class PaymentMethodInvalid extends defineError(
  'payments.method_invalid',
  'unprocessable',
  'A payment method cannot be like this',
) {}

registerConstraintError('payment_methods_code_key', PaymentMethodCodeTaken);
registerConstraintError('payments_order_id_attempt_key', PaymentAttemptRaced);
registerConstraintError('payments_payment_method_id_gateway_payment_id_key', GatewayPaymentReused);
registerConstraintError('ck_refunds_within_captured', RefundTooLarge);
