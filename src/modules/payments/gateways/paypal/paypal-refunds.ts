import { reasonText } from '../event-text.js';
import type { GatewayRefund, RefundAnswer } from '../payment-gateway.js';
import { toPaypalAmount } from './paypal-amounts.js';
import { issueOf, type PaypalApi } from './paypal-api.js';
import { refundKind } from './paypal-event.js';
import {
  type PaypalOrder,
  type PaypalPiece,
  readPiece,
  refunds,
  takenCapture,
} from './paypal-order.js';

type FindOrder = () => Promise<PaypalOrder | null>;

/** Certain refusals; anything else may have happened. */
const REFUSALS = new Set([400, 403, 404, 422]);

/** Asks PayPal to send money back; the refund's id makes it happen once. Never throws. */
export async function refundAtPaypal(
  api: PaypalApi,
  refund: GatewayRefund,
  find: FindOrder,
): Promise<RefundAnswer> {
  const { id, payment, amount } = refund;
  try {
    const order = await find();
    const capture = order && takenCapture(order);
    const value = toPaypalAmount(amount);
    if (!capture || value === null) return refused('PayPal has no capture of this payment');
    const path = `/v2/payments/captures/${encodeURIComponent(capture.id)}/refund`;
    const body = { amount: value, invoice_id: id, custom_id: payment.reference };
    const { status, json } = await api.post(path, id, body);
    if (REFUSALS.has(status)) return refused(issueOf(json));
    const made = status < 300 ? readPiece(json) : null;
    return made === null ? unknown(`PayPal answered ${status}`) : answerOf(made);
  } catch (error) {
    return noAnswer(error);
  }
}

/** What PayPal has of a refund, by its id or by what we wrote on it. Never throws. */
export async function refundFoundAtPaypal(
  api: PaypalApi,
  { id, gatewayRefundId }: GatewayRefund,
  find: FindOrder,
): Promise<RefundAnswer> {
  try {
    if (gatewayRefundId !== null) {
      const path = `/v2/payments/refunds/${encodeURIComponent(gatewayRefundId)}`;
      const { status, json } = await api.get(path);
      const found = status < 300 ? readPiece(json) : null;
      return found === null ? unknown(`PayPal answered ${status}`) : answerOf(found);
    }
    const order = await find();
    const ours = order && refunds(order).find(({ invoice_id: name }) => name === id);
    return ours ? answerOf(ours) : unknown('PayPal has no such refund');
  } catch (error) {
    return noAnswer(error);
  }
}

function answerOf({ id, status, status_details: details }: PaypalPiece): RefundAnswer {
  const kind = refundKind(status);
  return {
    kind: kind === 'failed' ? 'refused' : kind,
    gatewayRefundId: id,
    reason: reasonText(details?.reason),
  };
}

function refused(reason: string): RefundAnswer {
  return { kind: 'refused', gatewayRefundId: null, reason };
}

function unknown(reason: string): RefundAnswer {
  return { kind: 'unknown', gatewayRefundId: null, reason };
}

function noAnswer(error: unknown): RefundAnswer {
  const reason = reasonText(error instanceof Error ? error.message : null);
  return { kind: 'unknown', gatewayRefundId: null, reason };
}
