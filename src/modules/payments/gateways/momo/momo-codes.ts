import type { GatewayEventKind } from '../payment-gateway.js';

// https://developers.momo.vn/v3/docs/payment/api/result-handling/resultcode
export const SUCCESS = 0;
/** The customer has yet to confirm, or MoMo and the bank have yet to finish. */
const OPEN = new Set([1000, 7000, 7002, 8000, 9000]);
/** Turned away by the customer, or called off. */
const CANCELLED = new Set([1003, 1006]);
/** About the call, not about the payment: MoMo is not well, or does not take our request. */
const NO_STATEMENT = new Set([10, 11, 12, 13, 20, 21, 22, 40, 41, 43, 45, 47, 98, 99]);
/** There is no such payment. */
export const NOT_FOUND = 42;
/** Asked before under this number. */
const REPEATED = new Set([40, 41]);

/** What a result says of a payment; null when it says nothing of it. */
export function paymentKind(code: number): GatewayEventKind | 'unknown' | null {
  if (code === SUCCESS) return 'success';
  if (OPEN.has(code)) return 'processing';
  if (code === NOT_FOUND) return 'unknown';
  if (NO_STATEMENT.has(code)) return null;
  return CANCELLED.has(code) ? 'cancelled' : 'failed';
}

/** What a result says of a refund. */
export function refundKind(code: number): 'succeeded' | 'pending' | 'refused' | 'unknown' {
  if (code === SUCCESS) return 'succeeded';
  if (OPEN.has(code)) return 'pending';
  return NO_STATEMENT.has(code) ? 'unknown' : 'refused';
}

export function isRepeated(code: number): boolean {
  return REPEATED.has(code);
}
