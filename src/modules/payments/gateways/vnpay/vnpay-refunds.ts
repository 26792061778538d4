import { reasonText } from '../event-text.js';
import type { GatewayRefund, RefundAnswer } from '../payment-gateway.js';
import { toVnpayAmount } from './vnpay-amounts.js';
import type { VnpayAnswer, VnpayApi } from './vnpay-api.js';
import { isRefundType, REFUND_REFUSALS, refundKind } from './vnpay-codes.js';
import { toVnpayTime } from './vnpay-time.js';

const OK = '00';

/**
 * Asks VNPay to send money back. Never throws. The number of a request must differ from others for one
 * day only, so on another day VNPay is asked first whether it has the refund.
 */
export async function refundAtVnpay(api: VnpayApi, refund: GatewayRefund): Promise<RefundAnswer> {
  try {
    if (dayOf(refund.createdAt) !== dayOf(new Date())) {
      const found = await api.query(refund.payment);
      if (found !== null && isRefundType(found['vnp_TransactionType'] ?? undefined)) {
        return foundAnswer(found, refund);
      }
    }
    const answer = await api.refund(refund);
    const code = answer['vnp_ResponseCode'] ?? '';
    const reason = reasonText(code, answer['vnp_Message']);
    if (code === OK) return answerOf(answer);
    const kind = REFUND_REFUSALS.has(code) ? 'refused' : 'unknown';
    return { kind, gatewayRefundId: null, reason };
  } catch (error) {
    return noAnswer(error);
  }
}

/** What VNPay says when asked about the payment, as far as it is about this refund. Never throws. */
export async function refundFoundAtVnpay(
  api: VnpayApi,
  refund: GatewayRefund,
): Promise<RefundAnswer> {
  try {
    const found = await api.query(refund.payment);
    return found === null
      ? noAnswer(new Error('VNPay does not know it'))
      : foundAnswer(found, refund);
  } catch (error) {
    return noAnswer(error);
  }
}

/** querydr tells of the latest transaction only: it may be about another refund of the same payment. */
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
  const reason = reasonText(error instanceof Error ? error.message : null);
  return { kind: 'unknown', gatewayRefundId: null, reason };
}

function dayOf(date: Date): string {
  return toVnpayTime(date).slice(0, 8);
}
