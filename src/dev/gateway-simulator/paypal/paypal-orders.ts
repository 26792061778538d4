import type { Outcome } from '../gateway.js';
import { type Fields, fieldsOf, textOf } from '../json.js';
import type { Account } from '../ledger.js';
import { capitalId } from '../random-id.js';
import type { World } from '../world.js';
import { readPaypalAmount } from './paypal-amounts.js';
import { malformed, unprocessable } from './paypal-errors.js';
import { PaypalEvents } from './paypal-events.js';
import type { PaypalAuthorization, PaypalCapture, PaypalOrder } from './paypal-objects.js';
import { PaypalStore } from './paypal-store.js';
import { PaypalViews } from './paypal-views.js';

/** Orders from their making to the money. */
export class PaypalOrders {
  readonly store: PaypalStore;
  readonly events: PaypalEvents;
  readonly views: PaypalViews;

  constructor(readonly world: World) {
    this.store = new PaypalStore(world.clock);
    this.events = new PaypalEvents(world, this.store);
    this.views = new PaypalViews(() => `${world.url}/paypal`, world.keys.paypal.merchantId);
  }

  create(request: Fields): PaypalOrder {
    const intent = textOf(request['intent']);
    if (intent !== 'CAPTURE' && intent !== 'AUTHORIZE') {
      throw malformed('INVALID_PARAMETER_VALUE', 'The value of a field is invalid.', '/intent');
    }
    const units = request['purchase_units'];
    if (!Array.isArray(units) || units.length !== 1) {
      throw malformed(
        'MISSING_REQUIRED_PARAMETER',
        'A required field is missing.',
        '/purchase_units',
      );
    }
    const unit = fieldsOf(units[0]);
    const { amount, currency } = readPaypalAmount(
      unit['amount'],
      "/purchase_units/@reference_id=='default'/amount",
    );
    const source = fieldsOf(request['payment_source']);
    const context = {
      ...fieldsOf(request['application_context']),
      ...fieldsOf(fieldsOf(source['paypal'])['experience_context']),
    };
    const names = ['custom_id', 'invoice_id', 'reference_id'] as const;
    const [customId = null, invoiceId = null, referenceId = null] = names.map(
      (name) => textOf(unit[name]) || null,
    );
    const tooLong = names.find((name) => textOf(unit[name]).length > 127);
    if (tooLong !== undefined) {
      throw malformed(
        'INVALID_STRING_MAX_LENGTH',
        'The value of a field is too long.',
        `/purchase_units/0/${tooLong}`,
      );
    }
    const id = capitalId(17);
    const firstStatus = 'paypal' in source ? 'PAYER_ACTION_REQUIRED' : 'CREATED';
    const order: PaypalOrder = {
      id,
      intent,
      status: firstStatus,
      firstStatus,
      unit,
      reference: customId ?? invoiceId ?? referenceId ?? id,
      amount,
      currency,
      customId,
      invoiceId,
      returnUrl: textOf(context['return_url']) || null,
      cancelUrl: textOf(context['cancel_url']) || null,
      createdAt: this.world.clock.now(),
      isPoor: false,
      payerId: '',
      authorizations: [],
      captures: [],
      refunds: [],
    };
    this.store.orders.set(id, order);
    return order;
  }

  /** What the buyer does; gives where the browser goes, null for nowhere. */
  act(order: PaypalOrder, outcome: Outcome): string | null {
    if (outcome === 'close') return null;
    if (outcome === 'cancel') return addressOf(order.cancelUrl, { token: order.id });
    if (order.status === order.firstStatus) {
      order.status = 'APPROVED';
      order.isPoor = outcome === 'fail';
      order.payerId = capitalId(13);
      const resource = this.views.order(order);
      this.events.emit('CHECKOUT.ORDER.APPROVED', 'checkout-order', order.reference, resource);
    }
    return addressOf(order.returnUrl, { token: order.id, PayerID: order.payerId });
  }

  capture(order: PaypalOrder): PaypalOrder {
    this.checkApproved(order, 'CAPTURE');
    const capture = this.take(order, null, order.amount, true, order.invoiceId);
    order.status = 'COMPLETED';
    this.tellCaptured(capture);
    return order;
  }

  authorize(order: PaypalOrder): PaypalOrder {
    this.checkApproved(order, 'AUTHORIZE');
    const { amount, reference } = order;
    const now = this.world.clock.now();
    const authorization: PaypalAuthorization = {
      id: capitalId(17),
      order,
      amount,
      captured: 0,
      createdAt: now,
      status: 'CREATED',
    };
    order.authorizations.push(authorization);
    order.status = 'COMPLETED';
    this.world.ledger.add(this.account(order), {
      kind: 'authorise',
      id: authorization.id,
      amount,
      at: now.toISOString(),
      state: 'done',
    });
    const resource = this.views.authorization(authorization);
    this.events.emit('PAYMENT.AUTHORIZATION.CREATED', 'authorization', reference, resource);
    return order;
  }

  /** Takes money, of an approved order or of what was held. */
  take(
    order: PaypalOrder,
    authorization: PaypalAuthorization | null,
    amount: number,
    isFinal: boolean,
    invoiceId: string | null,
  ): PaypalCapture {
    const { ledger, clock } = this.world;
    const now = clock.now();
    const id = capitalId(17);
    const movement = { id, amount, at: now.toISOString(), state: 'done' } as const;
    const account = this.account(order);
    if (authorization === null) ledger.add(account, { kind: 'authorise', ...movement });
    ledger.add(account, { kind: 'capture', ...movement });
    const capture: PaypalCapture = {
      id,
      order,
      authorization,
      amount,
      isFinal,
      invoiceId,
      createdAt: now,
    };
    order.captures.push(capture);
    return capture;
  }

  tellCaptured(capture: PaypalCapture): void {
    const { reference } = capture.order;
    const resource = this.views.capture(capture);
    this.events.emit('PAYMENT.CAPTURE.COMPLETED', 'capture', reference, resource);
  }

  account(order: PaypalOrder): Account {
    return this.world.ledger.open({
      gateway: 'paypal',
      reference: order.reference,
      gatewayPaymentId: order.id,
      currency: order.currency,
    });
  }

  private checkApproved(order: PaypalOrder, intent: PaypalOrder['intent']): void {
    const [verb, done] =
      intent === 'CAPTURE' ? ['capture', 'CAPTURED'] : ['authorize', 'AUTHORIZED'];
    if (order.intent !== intent) {
      throw unprocessable(
        'ACTION_DOES_NOT_MATCH_INTENT',
        `Order was created with an intent to '${order.intent}'. Please use v2/checkout/orders/order_id/${order.intent.toLowerCase()} to complete the transaction.`,
      );
    }
    if (order.status === 'COMPLETED') {
      throw unprocessable(
        `ORDER_ALREADY_${done ?? ''}`,
        `Order already ${String(done).toLowerCase()}. If 'intent=${intent}' only one ${verb ?? ''} per order is allowed.`,
      );
    }
    if (order.status !== 'APPROVED') {
      throw unprocessable(
        'ORDER_NOT_APPROVED',
        'Payer has not yet approved the Order for payment.',
      );
    }
    if (order.isPoor) {
      order.status = order.firstStatus;
      order.isPoor = false;
      throw unprocessable(
        'INSTRUMENT_DECLINED',
        'The instrument presented was either declined by the processor or bank, or it can’t be used for this payment.',
      );
    }
  }
}

function addressOf(base: string | null, parameters: Record<string, string>): string | null {
  if (base === null || !URL.canParse(base)) return null;
  const url = new URL(base);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
