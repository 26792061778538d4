import type { CallbackOutcome, GatewayEventKind, RefundAnswer } from '../payment-gateway.js';

const OK = '00';
const CANCELLED_BY_CUSTOMER = '24';

/**
 * Kind of an IPN by `vnp_ResponseCode` and `vnp_TransactionStatus`. Where the two contradict each
 * other, or money left the customer's account (07 suspected, 04 reversed), it is open: VNPay is asked.
 */
export function ipnKind(response: string, status: string): GatewayEventKind {
  if (response === OK && status === OK) return 'success';
  if (response === OK || status === OK || response === '07') return 'processing';
  if (status === '04' || status === '07' || status === '01') {
    return response === CANCELLED_BY_CUSTOMER ? 'cancelled' : 'processing';
  }
  return response === CANCELLED_BY_CUSTOMER ? 'cancelled' : 'failed';
}

/** Kind of a payment by the `vnp_TransactionStatus` that querydr answers. */
export function statusKind(status: string): GatewayEventKind {
  if (status === OK) return 'success';
  return status === '02' ? 'failed' : 'processing';
}

/** Whether a `vnp_TransactionType` is one of a refund: all of it, a part of it. */
export function isRefundType(type: string | undefined): boolean {
  return type === '02' || type === '03';
}

/** State of a refund: 05 VNPay works on it, 06 it is with the bank, 09 turned down. */
export function refundKind(status: string | undefined): RefundAnswer['kind'] {
  if (status === OK) return 'succeeded';
  if (status === '05' || status === '06') return 'pending';
  return status === '09' ? 'refused' : 'unknown';
}

/** Answers to a request for a refund that say that nothing will happen. */
export const REFUND_REFUSALS: ReadonlySet<string> = new Set([
  '02',
  '03',
  '04',
  '13',
  '91',
  '93',
  '95',
]);

/** VNPay's words for what became of an IPN; after 00 and 02 it does not call again. */
const ANSWERS: Readonly<Record<CallbackOutcome, readonly [code: string, message: string]>> = {
  stored: ['00', 'Confirm Success'],
  duplicate: ['02', 'Order already confirmed'],
  unknown_reference: ['01', 'Order not found'],
  amount_mismatch: ['04', 'Invalid amount'],
  signature: ['97', 'Invalid checksum'],
  malformed: ['99', 'Invalid request'],
};

export function ipnAnswer(outcome: CallbackOutcome): string {
  const [RspCode, Message] = ANSWERS[outcome];
  return JSON.stringify({ RspCode, Message });
}
