import { reasonText } from '../event-text.js';
import type { GatewayRefund, RefundAnswer } from '../payment-gateway.js';
import { toVnpayAmount } from './vnpay-amounts.js';
import type { VnpayAnswer, VnpayApi } from './vnpay-api.js';
import { isRefundType, REFUND_REFUSALS, refundKind } from './vnpay-codes.js';
import { toVnpayTime } from './vnpay-time.js';

const OK = '00';
/** A first call just before midnight is still one of that day. */
const FIRST_CALL_MS = 60_000;

/**
 * Asks VNPay to send money back. Never throws. VNPay tells one request from another by its number for a
 * day only, so on a later day it is not asked again: the refund stays unknown until somebody looks.
 */
export async function refundAtVnpay(api: VnpayApi, refund: GatewayRefund): Promise<RefundAnswer> {
  const { createdAt } = refund;
  const isLater = Date.now() - createdAt.getTime() > FIRST_CALL_MS;
  if (isLater && dayOf(createdAt) !== dayOf(new Date())) {
    return unknown('VNPay was asked on another day and may not be asked again');
  }
  try {
    const answer = await api.refund(refund);
    const code = answer['vnp_ResponseCode'] ?? '';
    if (code === OK) return answerOf(answer);
    const reason = reasonText(code, answer['vnp_Message']);
    const kind = REFUND_REFUSALS.has(code) ? 'refused' : 'unknown';
    return { kind, gatewayRefundId: null, reason };
  } catch (error) {
    return noAnswer(error);
  }
}

/** What VNPay says of a refund, by the number it gave it; without one it tells of the payment. Never throws. */
export async function refundFoundAtVnpay(
  api: VnpayApi,
  refund: GatewayRefund,
): Promise<RefundAnswer> {
  try {
    const found = await api.query(refund.payment, refund.gatewayRefundId ?? undefined);
    return found === null ? unknown('VNPay does not know it') : foundAnswer(found, refund);
  } catch (error) {
    return noAnswer(error);
  }
}

/** The answer may be about the payment, or about another refund of it. */
function foundAnswer(found: VnpayAnswer, { amount, gatewayRefundId }: GatewayRefund): RefundAnswer {
  const isRefund = isRefundType(found['vnp_TransactionType'] ?? undefined);
  const isSame = gatewayRefundId === null || found['vnp_TransactionNo'] === gatewayRefundId;
  if (!isRefund || !isSame || found['vnp_Amount'] !== toVnpayAmount(amount)) {
    return { kind: 'unknown', gatewayRefundId, reason: 'VNPay tells of something else' };
  }
  return answerOf(found);
}

function answerOf(answer: VnpayAnswer): RefundAnswer {
  const status = answer['vnp_TransactionStatus'] ?? undefined;
  const kind = refundKind(status);
  return {
    kind,
    gatewayRefundId: answer['vnp_TransactionNo']?.slice(0, 255) ?? null,
    reason: kind === 'succeeded' ? null : reasonText(status, answer['vnp_Message']),
  };
}

function noAnswer(error: unknown): RefundAnswer {
  return unknown(error instanceof Error ? error.message : null);
}

function unknown(reason: string | null): RefundAnswer {
  return { kind: 'unknown', gatewayRefundId: null, reason: reasonText(reason) };
}

function dayOf(date: Date): string {
  return toVnpayTime(date).slice(0, 8);
}
