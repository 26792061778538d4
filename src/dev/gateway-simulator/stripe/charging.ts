import type { Account } from '../ledger.js';
import { StripeRefusal } from './stripe-errors.js';
import type { Charge, Intent, StoredMethod } from './stripe-objects.js';
import type { StripeStore } from './stripe-store.js';
import { declineMessage } from './test-cards.js';

/** Takes money for intents, and says so. */
export class Charging {
  constructor(private readonly store: StripeStore) {}

  /** Charges, or holds when the intent is to be captured by hand. Nothing of the card is asked any more. */
  succeed(intent: Intent, method: StoredMethod): void {
    const isHeld = intent.capture_method === 'manual';
    const charge = this.charge(intent, method, null);
    const at = this.store.world.clock.now().toISOString();
    const { ledger } = this.store.world;
    const account = this.account(intent);
    const { amount } = intent;
    ledger.add(account, { kind: 'authorise', id: charge.id, amount, at, state: 'done' });
    intent.last_payment_error = null;
    intent.next_action = null;
    if (isHeld) {
      intent.status = 'requires_capture';
      intent.amount_capturable = amount;
      this.emit('charge.succeeded', intent, charge);
      this.emit('payment_intent.amount_capturable_updated', intent, intent);
      return;
    }
    ledger.add(account, { kind: 'capture', id: charge.id, amount, at, state: 'done' });
    charge.captured = true;
    charge.amount_captured = amount;
    intent.status = 'succeeded';
    intent.amount_received = amount;
    this.emit('charge.succeeded', intent, charge);
    this.emit('payment_intent.succeeded', intent, intent);
  }

  /** Captures what was held, wholly or in part; the rest goes back to the card. */
  capture(intent: Intent, amount: number): void {
    const charge = this.store.charge(intent.latest_charge ?? '');
    const at = this.store.world.clock.now().toISOString();
    const { ledger } = this.store.world;
    const account = this.account(intent);
    const rest = intent.amount_capturable - amount;
    ledger.add(account, { kind: 'capture', id: charge.id, amount, at, state: 'done' });
    if (rest > 0) {
      ledger.add(account, { kind: 'void', id: charge.id, amount: rest, at, state: 'done' });
    }
    charge.captured = true;
    charge.amount_captured = amount;
    intent.status = 'succeeded';
    intent.amount_received = amount;
    intent.amount_capturable = 0;
    this.emit('charge.captured', intent, charge);
    this.emit('payment_intent.succeeded', intent, intent);
  }

  /** Lets go what was held. */
  release(intent: Intent): void {
    const amount = intent.amount_capturable;
    if (amount === 0) return;
    const at = this.store.world.clock.now().toISOString();
    const id = intent.latest_charge ?? intent.id;
    const account = this.account(intent);
    this.store.world.ledger.add(account, { kind: 'void', id, amount, at, state: 'done' });
    intent.amount_capturable = 0;
  }

  /** The card is refused: the intent waits for another one. */
  decline(intent: Intent, method: StoredMethod, declineCode: string): StripeRefusal {
    const { code, message } = declineMessage(declineCode);
    const charge = this.charge(intent, method, { code, message });
    const body = {
      type: 'card_error',
      code,
      message,
      decline_code: declineCode,
      charge: charge.id,
      payment_method: method.shown,
    } as const;
    this.fail(intent, body);
    this.emit('charge.failed', intent, charge);
    return new StripeRefusal(402, { ...body, payment_intent: structuredClone(intent) });
  }

  /** Back to the start, with the reason. */
  fail(intent: Intent, error: Record<string, unknown>): void {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.next_action = null;
    intent.last_payment_error = error;
    this.emit('payment_intent.payment_failed', intent, intent);
  }

  account(intent: Intent): Account {
    return this.store.world.ledger.open({
      gateway: 'stripe',
      reference: this.store.referenceOf(intent),
      gatewayPaymentId: intent.id,
      currency: intent.currency.toUpperCase(),
    });
  }

  emit(type: string, intent: Intent, data: object): void {
    this.store.events.emit(type, this.store.referenceOf(intent), data);
  }

  private charge(
    intent: Intent,
    { shown }: StoredMethod,
    failure: { code: string; message: string } | null,
  ): Charge {
    const charge: Charge = {
      id: this.store.id('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_captured: 0,
      amount_refunded: 0,
      balance_transaction: failure === null ? this.store.id('txn') : null,
      billing_details: shown.billing_details,
      captured: false,
      created: this.store.world.clock.seconds(),
      currency: intent.currency,
      customer: intent.customer,
      description: intent.description,
      disputed: false,
      failure_code: failure?.code ?? null,
      failure_message: failure?.message ?? null,
      livemode: false,
      metadata: { ...intent.metadata },
      outcome: { network_status: failure === null ? 'approved_by_network' : 'declined_by_network' },
      paid: failure === null,
      payment_intent: intent.id,
      payment_method: shown.id,
      payment_method_details: { card: shown.card, type: 'card' },
      receipt_url: null,
      refunded: false,
      status: failure === null ? 'succeeded' : 'failed',
    };
    this.store.charges.set(charge.id, charge);
    intent.latest_charge = charge.id;
    return charge;
  }
}
