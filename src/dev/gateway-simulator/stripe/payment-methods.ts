import { createHash } from 'node:crypto';
import { type Form, formGroup, formText } from './form.js';
import { invalid, StripeRefusal } from './stripe-errors.js';
import type { Metadata, PaymentMethod, StoredMethod } from './stripe-objects.js';
import type { StripeStore } from './stripe-store.js';
import { cardByNumber, declineMessage, type TestCard, testCard } from './test-cards.js';

/** Cards: ready-made test ones, typed ones, saved ones. */
export class PaymentMethods {
  constructor(private readonly store: StripeStore) {}

  /** `POST /v1/payment_methods`. Typed card numbers are taken from browsers only. */
  create(form: Form, isPublic: boolean): PaymentMethod {
    const type = formText(form, 'type');
    if (type !== 'card') throw invalid(`Invalid payment method type: ${type ?? ''}`, 'type');
    const group = formGroup(form, 'card') ?? {};
    const token = formText(group, 'token');
    const card =
      token === null ? this.typedCard(group, isPublic) : testCard(`pm_card_${token.slice(4)}`);
    if (card === null) throw invalid(`No such token: '${token ?? ''}'`, 'card[token]');
    return this.store_(card, group, form).shown;
  }

  /** The method of that id; a ready-made test id makes a new one, as it does at Stripe. */
  resolve(id: string): StoredMethod {
    const card = testCard(id);
    return card === null ? this.store.method(id, 'payment_method') : this.store_(card, {}, {});
  }

  /** A method that a form brings along in `payment_method_data`. */
  fromData(data: Form, isPublic: boolean): StoredMethod {
    return this.store.method(this.create(data, isPublic).id);
  }

  /** @throws StripeRefusal when the card cannot be saved */
  attach(id: string, customerId: string): PaymentMethod {
    this.store.customer(customerId, 'customer');
    const method = this.resolve(id);
    this.link(method, customerId);
    return method.shown;
  }

  /** Saves a card that has just been agreed to. */
  link(method: StoredMethod, customerId: string): void {
    const { shown, card } = method;
    if (shown.customer === customerId) return;
    if (shown.customer !== null || method.isSpent) throw spent();
    if (card.outcome === 'declines' && card.number !== '4000000000000341') {
      const { code, message } = declineMessage(card.declineCode);
      throw new StripeRefusal(402, {
        type: 'card_error',
        code,
        message,
        decline_code: card.declineCode,
      });
    }
    shown.customer = customerId;
    this.store.events.emit('payment_method.attached', shown.id, shown);
  }

  detach(id: string): PaymentMethod {
    const method = this.store.method(id);
    if (method.shown.customer === null) {
      throw invalid(
        'The payment method you provided is not attached to a customer so detachment is impossible.',
        'payment_method',
      );
    }
    method.shown.customer = null;
    method.isSpent = true;
    this.store.events.emit('payment_method.detached', id, method.shown);
    return method.shown;
  }

  /** Those of a customer, newest first. */
  list(customerId: string): PaymentMethod[] {
    this.store.customer(customerId, 'customer');
    return [...this.store.methods.values()]
      .map(({ shown }) => shown)
      .filter(({ customer }) => customer === customerId)
      .reverse();
  }

  private typedCard(group: Form, isPublic: boolean): TestCard {
    const number = formText(group, 'number');
    if (number === null) throw invalid('Missing required param: card[number].', 'card[number]');
    if (!isPublic) {
      throw new StripeRefusal(402, {
        type: 'invalid_request_error',
        message:
          'Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using.',
      });
    }
    const card = cardByNumber(number);
    if (card !== null) return card;
    throw new StripeRefusal(402, {
      type: 'card_error',
      code: 'incorrect_number',
      message: 'Your card number is incorrect.',
      param: 'number',
    });
  }

  private store_(card: TestCard, group: Form, form: Form): StoredMethod {
    const { world } = this.store;
    const billing = formGroup(form, 'billing_details') ?? {};
    const shown: PaymentMethod = {
      id: this.store.id('pm'),
      object: 'payment_method',
      type: 'card',
      allow_redisplay: 'unspecified',
      billing_details: { address: null, email: null, name: null, phone: null, ...billing },
      card: cardFacts(card, group, world.clock.now().getUTCFullYear()),
      created: world.clock.seconds(),
      customer: null,
      livemode: false,
      metadata: (formGroup(form, 'metadata') ?? {}) as Metadata,
    };
    const stored: StoredMethod = { shown, card, isAuthenticated: false, isSpent: false };
    this.store.methods.set(shown.id, stored);
    return stored;
  }
}

/** @throws StripeRefusal when a method belongs to another customer or is gone */
export function checkUsable({ shown, isSpent }: StoredMethod, customerId: string | null): void {
  if (isSpent) throw spent();
  if (shown.customer !== null && shown.customer !== customerId) {
    throw invalid(
      `The provided PaymentMethod cannot be used with this customer. The PaymentMethod belongs to the Customer ${shown.customer}.`,
      'payment_method',
    );
  }
}

function spent(): StripeRefusal {
  return invalid(
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    'payment_method',
  );
}

function cardFacts(card: TestCard, group: Form, year: number): PaymentMethod['card'] {
  return {
    brand: card.brand,
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    display_brand: card.brand,
    exp_month: Number(formText(group, 'exp_month') ?? '12'),
    exp_year: Number(formText(group, 'exp_year') ?? String(year + 3)),
    fingerprint: createHash('sha256').update(card.number).digest('hex').slice(0, 16),
    funding: 'credit',
    last4: card.last4,
    networks: { available: [card.brand], preferred: null },
    three_d_secure_usage: { supported: true },
    wallet: null,
  };
}
