import type { Stripe } from 'stripe';

import type { Money } from '../../../../common/money/money.js';
import { GatewayRefused } from '../../payments.errors.js';
import { reasonText } from '../event-text.js';
import type {
  CallbackAnswer,
  CallbackOutcome,
  CardSetup,
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
  PreparedCard,
  RawCallback,
  RefundAnswer,
  SavedCard,
} from '../payment-gateway.js';
import { cardSetupAtStripe, prepareCardAtStripe } from './stripe-cards.js';
import { STRIPE_LIMITS, toStripeAmount } from './stripe-amounts.js';
import {
  isMissing,
  isRefusal,
  STRIPE_TIMEOUT_MS,
  StripeClient,
  type StripeOptions,
} from './stripe-client.js';
import { readStripeEvent, REFERENCE_KEY, stripeFacts } from './stripe-event.js';
import { refundAtStripe, refundFoundAtStripe } from './stripe-refunds.js';
import { STRIPE_SIGNATURE, verifyStripe } from './stripe-signature.js';
import { SAVED_CARD_KEY, statusOf, UNKNOWN } from './stripe-status.js';

/** Stripe by PaymentIntents: one intent per attempt, paid in the shop's own page by Stripe's script. */
export class StripeGateway implements PaymentGateway {
  readonly code = 'stripe';
  readonly capabilities: GatewayCapabilities = {
    flow: 'client_secret',
    webhook: 'POST-json',
    needsConfirmation: false,
    query: true,
    refund: true,
    authorise: true,
    // https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
    holdDays: 7,
    savedCards: true,
    currencies: null,
    limits: STRIPE_LIMITS,
    callTimeoutMs: STRIPE_TIMEOUT_MS,
  };
  private readonly client: StripeClient;

  constructor(private readonly options: StripeOptions) {
    this.client = new StripeClient(options);
  }

  restMs(): number {
    return this.client.line.restMs();
  }

  /** The key of the call makes one intent per reference; one that is known is looked up, as keys end. */
  async create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const known = attempt.gatewayPaymentId;
    const intent =
      known === null
        ? await this.make(attempt)
        : await this.client.ask((api) => api.paymentIntents.retrieve(known));
    assertSame(intent, attempt);
    const { status, client_secret: secret, id } = intent;
    const isOpen = status === 'requires_payment_method' || status === 'requires_action';
    const isRefused = statusOf(intent).kind === 'failed';
    if (isRefused || (!isOpen && status !== 'requires_confirmation')) {
      return { kind: 'settled', status: statusOf(intent) };
    }
    if (secret === null) throw new Error('Stripe gave no client secret');
    const { publishableKey } = this.options;
    return { kind: 'client_secret', value: secret, publishableKey, gatewayPaymentId: id };
  }

  private async make(attempt: PaymentAttempt): Promise<Stripe.PaymentIntent> {
    const params = intentParams(attempt);
    const options = { idempotencyKey: attempt.reference };
    try {
      return await this.client.call((api) => api.paymentIntents.create(params, options));
    } catch (error) {
      const intent = intentOf(error);
      // A saved card was refused: the intent exists, and says so itself.
      if (intent !== null) return intent;
      throw isRefusal(error)
        ? new GatewayRefused(undefined, { reason: error.code ?? 'refused' })
        : error;
    }
  }

  parseCallback({ body, headers, receivedAt }: RawCallback): ParsedCallback {
    const { webhookSecrets, secretKey } = this.options;
    const verified = verifyStripe(headers[STRIPE_SIGNATURE], body, webhookSecrets, receivedAt);
    if (!verified.ok) return { ok: false, fault: 'signature', reason: verified.reason };
    const event = readStripeEvent(verified.json, /^[a-z]k_live_/.test(secretKey));
    if (event !== null) return { ok: true, event };
    return { ok: false, fault: 'malformed', reason: 'the body is not an event of Stripe' };
  }

  answer(outcome: CallbackOutcome): CallbackAnswer {
    const body = JSON.stringify({ received: true, duplicate: outcome === 'duplicate' });
    return { status: 200, contentType: 'application/json; charset=utf-8', body };
  }

  factsOf(body: string): EventFacts {
    return stripeFacts(body);
  }

  async query(payment: GatewayPayment): Promise<GatewayStatus> {
    const intent = await this.find(payment);
    return intent === null ? UNKNOWN : statusOf(intent);
  }

  async capture(payment: GatewayPayment, amount: Money, key: string): Promise<ChangeAnswer> {
    const units = toStripeAmount(amount);
    if (units === null) return refusedChange('the amount cannot be counted');
    const isDone = (status: GatewayStatus) =>
      status.kind === 'success' && status.amount?.amount === amount.amount;
    const change = (api: Stripe, id: string) =>
      api.paymentIntents.capture(id, { amount_to_capture: units }, { idempotencyKey: key });
    return this.change(payment, change, isDone);
  }

  async release(payment: GatewayPayment, key: string): Promise<ChangeAnswer> {
    const change = (api: Stripe, id: string) =>
      api.paymentIntents.cancel(id, {}, { idempotencyKey: key });
    return this.change(payment, change, ({ kind }) => kind === 'cancelled');
  }

  refund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundAtStripe(this.client, refund);
  }

  queryRefund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundFoundAtStripe(this.client, refund);
  }

  prepareCard(owner: string, customer: string | null): Promise<PreparedCard> {
    return prepareCardAtStripe(this.client, this.options.publishableKey, owner, customer);
  }

  readCardSetup(setupId: string): Promise<CardSetup | null> {
    return cardSetupAtStripe(this.client, setupId);
  }

  async detachCard({ token }: SavedCard): Promise<void> {
    try {
      await this.client.call((api) => api.paymentMethods.detach(token));
    } catch (error) {
      // A card that Stripe does not know, or that belongs to nobody, is detached already.
      if (!isMissing(error) && !isUnattached(error)) throw error;
    }
  }

  /** A change that was refused may have happened before: what the intent says counts then. */
  private async change(
    payment: GatewayPayment,
    work: (api: Stripe, id: string) => Promise<Stripe.PaymentIntent>,
    isDone: (status: GatewayStatus) => boolean,
  ): Promise<ChangeAnswer> {
    try {
      const before = await this.find(payment);
      if (before === null) return { ...refusedChange('Stripe does not know it'), status: UNKNOWN };
      const changed = await this.tryChange(before, work);
      const status = statusOf(changed.intent);
      return { kind: isDone(status) ? 'done' : 'refused', status, reason: changed.reason };
    } catch (error) {
      return { kind: 'unknown', status: null, reason: reasonText(messageOf(error)) };
    }
  }

  private async tryChange(
    { id }: Stripe.PaymentIntent,
    work: (api: Stripe, id: string) => Promise<Stripe.PaymentIntent>,
  ): Promise<{ intent: Stripe.PaymentIntent; reason: string | null }> {
    try {
      return { intent: await this.client.call((api) => work(api, id)), reason: null };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const intent = await this.client.call((api) => api.paymentIntents.retrieve(id));
      return { intent, reason: reasonText(error.code, error.message) };
    }
  }

  /** The intent of a payment; by its reference where its id was lost with the answer. */
  private async find(payment: GatewayPayment): Promise<Stripe.PaymentIntent | null> {
    const { gatewayPaymentId: id, reference } = payment;
    try {
      if (id === null) {
        const query = `metadata['${REFERENCE_KEY}']:'${reference}'`;
        const { data } = await this.client.call((api) => api.paymentIntents.search({ query }));
        return data.find(({ metadata }) => metadata[REFERENCE_KEY] === reference) ?? null;
      }
      const intent = await this.client.call((api) => api.paymentIntents.retrieve(id));
      return intent.metadata[REFERENCE_KEY] === reference ? intent : null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }
}

/** Only what stays the same for a reference: Stripe refuses a key that comes with other parameters. */
function intentParams(attempt: PaymentAttempt): Stripe.PaymentIntentCreateParams {
  const { reference, amount, capture, savedCard } = attempt;
  const units = toStripeAmount(amount);
  if (units === null) throw new GatewayRefused(undefined, { reason: 'amount' });
  const common = {
    amount: units,
    currency: amount.currency.toLowerCase(),
    capture_method: capture,
  };
  if (savedCard === null) {
    const metadata = { [REFERENCE_KEY]: reference };
    return { ...common, metadata, automatic_payment_methods: { enabled: true } };
  }
  return {
    ...common,
    metadata: { [REFERENCE_KEY]: reference, [SAVED_CARD_KEY]: 'yes' },
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    payment_method: savedCard.token,
    ...(savedCard.customer === null ? {} : { customer: savedCard.customer }),
    confirm: true,
    off_session: true,
  };
}

/** An intent that is not of this attempt must never be paid in its name. */
function assertSame(intent: Stripe.PaymentIntent, { reference, amount }: PaymentAttempt): void {
  const isSame =
    intent.metadata[REFERENCE_KEY] === reference &&
    intent.amount === toStripeAmount(amount) &&
    intent.currency === amount.currency.toLowerCase();
  if (!isSame) throw new GatewayRefused(undefined, { reason: 'other_payment' });
}

/** The intent that came with a refused card. */
function intentOf(error: unknown): Stripe.PaymentIntent | null {
  if (!isRefusal(error)) return null;
  return error.payment_intent ?? null;
}

function isUnattached(error: unknown): boolean {
  return isRefusal(error) && /not attached/i.test(error.message);
}

function refusedChange(reason: string): ChangeAnswer {
  return { kind: 'refused', status: null, reason };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no answer';
}
