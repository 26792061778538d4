import { reasonText } from '../event-text.js';
import type { GatewayRefund, RefundAnswer } from '../payment-gateway.js';
import { toStripeAmount } from './stripe-amounts.js';
import { isMissing, isRefusal, type StripeClient } from './stripe-client.js';
import { REFERENCE_KEY, REFUND_KEY } from './stripe-event.js';
import { refundAnswerOf } from './stripe-status.js';

/** Stripe may forget a key after a day; then what it has is looked through before it is asked again. */
const KEY_LIVES_MS = 20 * 3_600_000;
const PAGE = 100;

/** Asks Stripe to send money back; once, however often it is called. Never throws. */
export async function refundAtStripe(
  client: StripeClient,
  refund: GatewayRefund,
): Promise<RefundAnswer> {
  const { id, payment, amount, createdAt } = refund;
  const units = toStripeAmount(amount);
  const { gatewayPaymentId } = payment;
  if (units === null || gatewayPaymentId === null) {
    return { kind: 'refused', gatewayRefundId: null, reason: 'Stripe does not know the payment' };
  }
  if (Date.now() - createdAt.getTime() > KEY_LIVES_MS) {
    const found = await refundFoundAtStripe(client, refund);
    if (found.gatewayRefundId !== null || found.reason !== NOT_FOUND) return found;
  }
  const metadata = { [REFERENCE_KEY]: payment.reference, [REFUND_KEY]: id };
  try {
    const made = await client.call((api) =>
      api.refunds.create(
        { payment_intent: gatewayPaymentId, amount: units, metadata },
        { idempotencyKey: id },
      ),
    );
    return refundAnswerOf(made);
  } catch (error) {
    if (!isRefusal(error)) return noAnswer(error);
    return {
      kind: 'refused',
      gatewayRefundId: null,
      reason: reasonText(error.code, error.message),
    };
  }
}

const NOT_FOUND = 'Stripe has no such refund';

/** What Stripe has of a refund, by its id or by what we wrote on it. Never throws. */
export async function refundFoundAtStripe(
  client: StripeClient,
  { id, payment, gatewayRefundId }: GatewayRefund,
): Promise<RefundAnswer> {
  const { gatewayPaymentId } = payment;
  try {
    if (gatewayRefundId !== null) {
      return refundAnswerOf(await client.call((api) => api.refunds.retrieve(gatewayRefundId)));
    }
    if (gatewayPaymentId === null) return notFound();
    const params = { payment_intent: gatewayPaymentId, limit: PAGE };
    const { data } = await client.call((api) => api.refunds.list(params));
    const ours = data.find(({ metadata }) => metadata?.[REFUND_KEY] === id);
    return ours === undefined ? notFound() : refundAnswerOf(ours);
  } catch (error) {
    return isMissing(error) ? notFound() : noAnswer(error);
  }
}

function notFound(): RefundAnswer {
  return { kind: 'unknown', gatewayRefundId: null, reason: NOT_FOUND };
}

function noAnswer(error: unknown): RefundAnswer {
  const reason = reasonText(error instanceof Error ? error.message : null);
  return { kind: 'unknown', gatewayRefundId: null, reason };
}
