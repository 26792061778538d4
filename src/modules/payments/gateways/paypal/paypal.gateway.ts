import type { Money } from '../../../../common/money/money.js';
import { NoAnswer } from '../../../../common/outside/outside-call.js';
import { GatewayRefused } from '../../payments.errors.js';
import { reasonText, strictText } from '../event-text.js';
import { GatewayLine } from '../line/gateway-line.js';
import type {
  CallbackAnswer,
  CallbackOutcome,
  ChangeAnswer,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayPayment,
  GatewayRefund,
  GatewayStatus,
  ParsedCallback,
  PaymentAttempt,
  PaymentGateway,
  RawCallback,
  RefundAnswer,
} from '../payment-gateway.js';
import { PAYPAL_CURRENCIES, toPaypalAmount } from './paypal-amounts.js';
import { issueOf, type PaypalAnswer, PaypalApi, type PaypalOptions } from './paypal-api.js';
import type { CertificateSource } from './paypal-certificates.js';
import { parseJson, paypalFacts, readPaypalEvent } from './paypal-event.js';
import {
  approvalUrl,
  foundRefunds,
  openAuthorization,
  orderedAmount,
  type PaypalOrder,
  readOrder,
  referenceOf,
  statusOf,
} from './paypal-order.js';
import { refundAtPaypal, refundFoundAtPaypal } from './paypal-refunds.js';
import { paypalFault } from './paypal-signature.js';

const TIMEOUT_MS = 12_000;
const ORDERS = '/v2/checkout/orders';
const NOT_FOUND = 404;
/** The order has moved on since we looked: look again. */
const MOVED_ON = new Set([
  'ORDER_ALREADY_CAPTURED',
  'ORDER_ALREADY_AUTHORIZED',
  'ORDER_NOT_APPROVED',
  'ORDER_COMPLETED_OR_VOIDED',
  'DUPLICATE_INVOICE_ID',
]);

const UNKNOWN: GatewayStatus = {
  kind: 'unknown',
  amount: null,
  authorised: null,
  gatewayPaymentId: null,
  occurredAt: null,
  reason: null,
};

/**
 * PayPal by orders v2: the customer agrees on PayPal's page, and only then `complete` takes or holds the
 * money. A payment's id here is that of the order; what was captured is looked up in it.
 */
export class PaypalGateway implements PaymentGateway {
  readonly code = 'paypal';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'POST-json',
    needsConfirmation: true,
    query: true,
    refund: true,
    authorise: true,
    // It keeps an authorisation for 29 days, and vouches for the money of the first three.
    holdDays: 29,
    savedCards: false,
    currencies: PAYPAL_CURRENCIES,
    callTimeoutMs: TIMEOUT_MS,
  };
  private readonly line = new GatewayLine('paypal', TIMEOUT_MS);
  private readonly api: PaypalApi;

  constructor(
    private readonly options: PaypalOptions,
    private readonly certificates: CertificateSource,
  ) {
    this.api = new PaypalApi(options, this.line);
  }

  restMs(): number {
    return this.line.restMs();
  }

  async create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const order = await this.made(attempt);
    const isSame = referenceOf(order) === attempt.reference && isAmount(order, attempt.amount);
    if (!isSame) throw new GatewayRefused(undefined, { reason: 'other_payment' });
    const url = approvalUrl(order);
    const status = statusOf(order);
    if (status.kind !== 'processing' || status.authorised !== null) {
      return { kind: 'settled', status };
    }
    if (url === null) throw new NoAnswer('PayPal named no page for the customer');
    return { kind: 'redirect', url, gatewayPaymentId: order.id };
  }

  /** The number of a request makes one order per reference for some hours; a known order is looked up. */
  private async made(attempt: PaymentAttempt): Promise<PaypalOrder> {
    if (attempt.gatewayPaymentId !== null) {
      const known = await this.load(attempt.gatewayPaymentId);
      // PayPal forgets an order that nobody agreed to.
      if (known === null) throw new GatewayRefused(undefined, { reason: 'expired' });
      return known;
    }
    const answer = await this.api.post(ORDERS, attempt.reference, orderOf(attempt));
    return orderIn(answer);
  }

  async parseCallback(callback: RawCallback): Promise<ParsedCallback> {
    const fault = await paypalFault(callback, this.options.webhookId, this.certificates);
    if (fault !== null) return { ok: false, fault: 'signature', reason: fault };
    const event = readPaypalEvent(parseJson(strictText(callback.body) ?? ''));
    if (event !== null) return { ok: true, event };
    return { ok: false, fault: 'malformed', reason: 'the body is not a message of PayPal' };
  }

  answer(outcome: CallbackOutcome): CallbackAnswer {
    const body = JSON.stringify({ received: true, duplicate: outcome === 'duplicate' });
    return { status: 200, contentType: 'application/json; charset=utf-8', body };
  }

  factsOf(body: string): EventFacts {
    return paypalFacts(body);
  }

  /** Takes nothing. Without the order's id there is nothing to ask for, and nobody was sent to its page. */
  async query(payment: GatewayPayment): Promise<GatewayStatus> {
    const order = await this.find(payment);
    return order === null ? UNKNOWN : { ...statusOf(order), refunds: foundRefunds(order) };
  }

  async complete(payment: GatewayPayment): Promise<GatewayStatus> {
    const order = await this.find(payment);
    if (order === null) return UNKNOWN;
    const status = statusOf(order);
    if (status.isApproved !== true) return status;
    if (!isAmount(order, payment.amount)) return { ...status, isApproved: false };
    const step = order.intent === 'AUTHORIZE' ? 'authorize' : 'capture';
    const requestId = `${payment.reference}-complete`;
    const answer = await this.api.post(`${ORDERS}/${order.id}/${step}`, requestId, {});
    const done = answer.status < 300 ? readOrder(answer.json) : null;
    const hasPayment = done !== null && statusOf(done).isApproved !== true;
    if (hasPayment && referenceOf(done) === payment.reference) return statusOf(done);
    const issue = issueOf(answer.json);
    if (answer.status < 300 || MOVED_ON.has(issue)) return this.query(payment);
    if (answer.status !== 422) throw new NoAnswer(`PayPal answered ${answer.status} ${issue}`);
    // Declined: the customer begins anew, and what he might still agree to here is not completed.
    return { ...status, isApproved: false, kind: 'failed', reason: reasonText(issue) };
  }

  capture(payment: GatewayPayment, amount: Money, key: string): Promise<ChangeAnswer> {
    return this.change(payment, async (order) => {
      const held = openAuthorization(order);
      const value = toPaypalAmount(amount);
      if (held === null || value === null) return 'NOTHING_HELD';
      const body = { amount: value, final_capture: true };
      const path = `/v2/payments/authorizations/${held.id}/capture`;
      return refusalIn(await this.api.post(path, key, body));
    });
  }

  release(payment: GatewayPayment, key: string): Promise<ChangeAnswer> {
    return this.change(payment, async (order) => {
      const held = openAuthorization(order);
      // Nobody has paid: as nothing is taken without us, it is closed by not completing it.
      if (held === null) return statusOf(order).kind === 'success' ? 'ALREADY_CAPTURED' : null;
      return refusalIn(await this.api.post(`/v2/payments/authorizations/${held.id}/void`, key, {}));
    });
  }

  refund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundAtPaypal(this.api, refund, () => this.find(refund.payment));
  }

  queryRefund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundFoundAtPaypal(this.api, refund, () => this.find(refund.payment));
  }

  /** @param work PayPal's word for why not, or null */
  private async change(
    payment: GatewayPayment,
    work: (order: PaypalOrder) => Promise<string | null>,
  ): Promise<ChangeAnswer> {
    try {
      const order = await this.find(payment);
      if (order === null) return { kind: 'refused', status: UNKNOWN, reason: 'not found' };
      const refusal = await work(order);
      const status = await this.query(payment);
      return { kind: refusal === null ? 'done' : 'refused', status, reason: refusal };
    } catch (error) {
      const reason = reasonText(error instanceof Error ? error.message : null);
      return { kind: 'unknown', status: null, reason };
    }
  }

  private async find({ gatewayPaymentId, reference }: GatewayPayment): Promise<PaypalOrder | null> {
    if (gatewayPaymentId === null) return null;
    const order = await this.load(gatewayPaymentId);
    return order !== null && referenceOf(order) === reference ? order : null;
  }

  private async load(id: string): Promise<PaypalOrder | null> {
    const answer = await this.api.get(`${ORDERS}/${encodeURIComponent(id)}`);
    return answer.status === NOT_FOUND ? null : orderIn(answer);
  }
}

function orderOf({ reference, amount, capture, returnUrl, locale }: PaymentAttempt): unknown {
  const value = toPaypalAmount(amount);
  if (value === null) throw new GatewayRefused(undefined, { reason: 'amount' });
  return {
    intent: capture === 'manual' ? 'AUTHORIZE' : 'CAPTURE',
    purchase_units: [{ custom_id: reference, invoice_id: reference, amount: value }],
    payment_source: {
      paypal: {
        experience_context: {
          return_url: returnUrl,
          cancel_url: returnUrl,
          user_action: 'PAY_NOW',
          shipping_preference: 'NO_SHIPPING',
          locale: locale === 'vi' ? 'vi-VN' : 'en-US',
        },
      },
    },
  };
}

function orderIn({ status, json }: PaypalAnswer): PaypalOrder {
  const order = status < 300 ? readOrder(json) : null;
  if (order !== null) return order;
  if (status === 400 || status === 422) {
    throw new GatewayRefused(undefined, { reason: issueOf(json) });
  }
  throw new NoAnswer(`PayPal answered ${status} ${issueOf(json)}`);
}

function isAmount(order: PaypalOrder, { amount, currency }: Money): boolean {
  const ordered = orderedAmount(order);
  return ordered?.amount === amount && ordered.currency === currency;
}

function refusalIn({ status, json }: PaypalAnswer): string | null {
  if (status < 300) return null;
  if (status === 422 || status === 400 || status === NOT_FOUND) return issueOf(json);
  throw new NoAnswer(`PayPal answered ${status} ${issueOf(json)}`);
}
