import { paypalAmount } from './paypal-amounts.js';
import {
  type PaypalAuthorization,
  type PaypalCapture,
  type PaypalOrder,
  type PaypalRefund,
  refundedOf,
} from './paypal-objects.js';

const DAY_MS = 24 * 3_600_000;

/** How PayPal shows its objects; `base` is the address of its API, `merchantId` the shop. */
export class PaypalViews {
  constructor(
    private readonly base: () => string,
    private readonly merchantId: string,
  ) {}

  order(order: PaypalOrder): Record<string, unknown> {
    const payments = {
      ...listed('authorizations', order.authorizations, (one) => this.authorization(one)),
      ...listed('captures', order.captures, (one) => this.capture(one)),
      ...listed('refunds', order.refunds, (one) => this.refund(one)),
    };
    return {
      id: order.id,
      intent: order.intent,
      status: order.status,
      purchase_units: [
        {
          reference_id: 'default',
          ...order.unit,
          payee: { email_address: 'shop@simulator.test', merchant_id: this.merchantId },
          ...(Object.keys(payments).length === 0 ? {} : { payments }),
        },
      ],
      ...(order.payerId === ''
        ? {}
        : { payer: { payer_id: order.payerId, email_address: 'buyer@simulator.test' } }),
      create_time: time(order.createdAt),
      links: this.orderLinks(order),
    };
  }

  /** What an answer has without `Prefer: return=representation`. */
  minimalOrder(order: PaypalOrder): Record<string, unknown> {
    return { id: order.id, status: order.status, links: this.orderLinks(order) };
  }

  authorization(authorization: PaypalAuthorization): Record<string, unknown> {
    const { id, status, order, amount, createdAt } = authorization;
    return {
      id,
      status,
      amount: paypalAmount(amount, order.currency),
      ...this.references(order, order.invoiceId),
      seller_protection: { status: 'ELIGIBLE' },
      expiration_time: time(new Date(createdAt.getTime() + 29 * DAY_MS)),
      create_time: time(createdAt),
      update_time: time(createdAt),
      supplementary_data: { related_ids: { order_id: order.id } },
      payee: { merchant_id: this.merchantId },
      links: [
        this.link('self', 'GET', `/v2/payments/authorizations/${id}`),
        this.link('capture', 'POST', `/v2/payments/authorizations/${id}/capture`),
        this.link('void', 'POST', `/v2/payments/authorizations/${id}/void`),
        this.link('up', 'GET', `/v2/checkout/orders/${order.id}`),
      ],
    };
  }

  capture(capture: PaypalCapture): Record<string, unknown> {
    const { id, order, authorization, amount, isFinal, createdAt } = capture;
    const back = refundedOf(capture);
    const money = paypalAmount(amount, order.currency);
    return {
      id,
      status: back === 0 ? 'COMPLETED' : back === amount ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
      amount: money,
      final_capture: isFinal,
      ...this.references(order, capture.invoiceId),
      seller_protection: { status: 'ELIGIBLE' },
      seller_receivable_breakdown: { gross_amount: money, net_amount: money },
      create_time: time(createdAt),
      update_time: time(createdAt),
      supplementary_data: {
        related_ids: {
          order_id: order.id,
          ...(authorization === null ? {} : { authorization_id: authorization.id }),
        },
      },
      payee: { email_address: 'shop@simulator.test', merchant_id: this.merchantId },
      links: [
        this.link('self', 'GET', `/v2/payments/captures/${id}`),
        this.link('refund', 'POST', `/v2/payments/captures/${id}/refund`),
        this.link('up', 'GET', `/v2/checkout/orders/${order.id}`),
      ],
    };
  }

  refund(refund: PaypalRefund): Record<string, unknown> {
    const { id, status, capture, amount, note, createdAt } = refund;
    const { order } = capture;
    const money = paypalAmount(amount, order.currency);
    return {
      id,
      status,
      amount: money,
      ...this.references(order, refund.invoiceId),
      ...(note === null ? {} : { note_to_payer: note }),
      seller_payable_breakdown: {
        gross_amount: money,
        net_amount: money,
        total_refunded_amount: paypalAmount(refundedOf(capture), order.currency),
      },
      create_time: time(createdAt),
      update_time: time(createdAt),
      payer: { merchant_id: this.merchantId },
      links: [
        this.link('self', 'GET', `/v2/payments/refunds/${id}`),
        this.link('up', 'GET', `/v2/payments/captures/${capture.id}`),
      ],
    };
  }

  private references(order: PaypalOrder, invoiceId: string | null): Record<string, string> {
    return {
      ...(order.customId === null ? {} : { custom_id: order.customId }),
      ...(invoiceId === null ? {} : { invoice_id: invoiceId }),
    };
  }

  private orderLinks(order: PaypalOrder): unknown[] {
    const path = `/v2/checkout/orders/${order.id}`;
    const isOpen = order.status === order.firstStatus;
    const approve = order.firstStatus === 'CREATED' ? 'approve' : 'payer-action';
    const action = order.intent === 'CAPTURE' ? 'capture' : 'authorize';
    return [
      this.link('self', 'GET', path),
      ...(isOpen ? [this.link(approve, 'GET', `/checkoutnow?token=${order.id}`)] : []),
      ...(order.status === 'COMPLETED' ? [] : [this.link('update', 'PATCH', path)]),
      ...(order.status === 'COMPLETED' ? [] : [this.link(action, 'POST', `${path}/${action}`)]),
    ];
  }

  private link(rel: string, method: string, path: string): Record<string, string> {
    return { href: `${this.base()}${path}`, rel, method };
  }
}

function listed<T>(
  name: string,
  values: readonly T[],
  view: (value: T) => unknown,
): Record<string, unknown> {
  return values.length === 0 ? {} : { [name]: values.map(view) };
}

/** Without fractions of seconds. */
export function time(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
