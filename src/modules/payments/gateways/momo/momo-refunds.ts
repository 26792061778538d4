import { reasonText } from '../event-text.js';
import type { GatewayRefund, RefundAnswer } from '../payment-gateway.js';
import type { MomoAnswer, MomoApi } from './momo-api.js';
import { isRepeated, NOT_FOUND, refundKind } from './momo-codes.js';
import { transactionOf } from './momo-message.js';

/** Of one refund in đồng, https://developers.momo.vn/v3/docs/payment/api/payment-api/refund */
const MIN = 1_000;
const MAX = 50_000_000;

/** Asks MoMo to send money back; its id makes it happen once. Never throws. */
export async function refundAtMomo(api: MomoApi, refund: GatewayRefund): Promise<RefundAnswer> {
  const transaction = Number(refund.payment.gatewayPaymentId ?? Number.NaN);
  const { amount } = refund.amount;
  if (!Number.isSafeInteger(transaction))
    return answer('refused', 'MoMo does not know the payment');
  if (amount < MIN || amount > MAX) {
    return answer('refused', `MoMo sends back ${MIN} to ${MAX} at once`);
  }
  try {
    const given = await api.refund(refund, transaction);
    if (isRepeated(given.resultCode)) return await refundFoundAtMomo(api, refund);
    return answerOf(given.resultCode, given.transId, given.message);
  } catch (error) {
    return answer('unknown', error instanceof Error ? error.message : null);
  }
}

/** What MoMo has of a refund. Never throws. */
export async function refundFoundAtMomo(
  api: MomoApi,
  refund: GatewayRefund,
): Promise<RefundAnswer> {
  try {
    return found(await api.queryRefund(refund), refund);
  } catch (error) {
    return answer('unknown', error instanceof Error ? error.message : null);
  }
}

/** One refund stands in a list of its own payment's, or alone. */
function found(given: MomoAnswer, { id, amount }: GatewayRefund): RefundAnswer {
  const listed = given.refundTrans?.find(({ orderId }) => orderId === id);
  if (listed === undefined && (given.refundTrans?.length ?? 0) > 0) {
    return answer('unknown', 'MoMo has no such refund');
  }
  const about = listed ?? given;
  const isSame =
    about.amount === undefined || about.amount === null || about.amount === amount.amount;
  if (given.resultCode === NOT_FOUND || !isSame)
    return answer('unknown', 'MoMo has no such refund');
  return answerOf(about.resultCode, about.transId, given.message);
}

function answerOf(
  code: number,
  transId: string | number | null | undefined,
  message: string | null | undefined,
): RefundAnswer {
  const kind = refundKind(code);
  const reason = kind === 'succeeded' ? null : reasonText(String(code), message);
  return { kind, gatewayRefundId: transactionOf(transId), reason };
}

function answer(kind: RefundAnswer['kind'], reason: string | null): RefundAnswer {
  return { kind, gatewayRefundId: null, reason: reasonText(reason) };
}
