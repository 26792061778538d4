import { randomId } from '../random-id.js';
import { type Form, formGroup, formList, formText } from './form.js';
import { checkUsable, type PaymentMethods } from './payment-methods.js';
import { invalid, StripeRefusal } from './stripe-errors.js';
import type { Metadata, SetupIntent, StoredMethod } from './stripe-objects.js';
import type { StripeStore } from './stripe-store.js';
import { declineMessage } from './test-cards.js';

/** Saving a card without a payment. */
export class SetupIntents {
  constructor(
    private readonly store: StripeStore,
    private readonly methods: PaymentMethods,
  ) {}

  create(form: Form): SetupIntent {
    const customer = formText(form, 'customer');
    if (customer !== null) this.store.customer(customer, 'customer');
    const id = this.store.id('seti');
    const types = formList(form, 'payment_method_types');
    const setup: SetupIntent = {
      id,
      object: 'setup_intent',
      client_secret: randomId(25, `${id}_secret_`),
      created: this.store.world.clock.seconds(),
      customer,
      last_setup_error: null,
      livemode: false,
      metadata: { ...(formGroup(form, 'metadata') ?? {}) } as Metadata,
      next_action: null,
      payment_method: null,
      payment_method_types: types.length > 0 ? types : ['card'],
      status: 'requires_payment_method',
      usage: formText(form, 'usage') ?? 'off_session',
    };
    this.store.setupIntents.set(id, setup);
    return formText(form, 'confirm') === 'true' ? this.confirm(id, form, false) : setup;
  }

  confirm(id: string, form: Form, isPublic: boolean): SetupIntent {
    const setup = this.store.setupIntent(id);
    if (!['requires_payment_method', 'requires_confirmation'].includes(setup.status)) {
      throw unexpected(
        `You cannot confirm this SetupIntent because it has a status of ${setup.status}.`,
      );
    }
    const method = this.methodOf(form, isPublic);
    checkUsable(method, setup.customer);
    const { outcome, declineCode, number } = method.card;
    if (outcome === 'declines' && number !== '4000000000000341') {
      throw this.decline(setup, declineCode);
    }
    setup.payment_method = method.shown.id;
    if (outcome === 'asks' || outcome === 'asks_always') {
      setup.status = 'requires_action';
      const page = `${this.store.world.url}/pay/stripe/authenticate?setup_intent=${id}&client_secret=${setup.client_secret}`;
      setup.next_action = {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: formText(form, 'return_url'), url: page },
      };
      return setup;
    }
    return this.succeed(setup, method);
  }

  /** What the customer did on the page of the bank. */
  authenticate(setup: SetupIntent, isDone: boolean): void {
    if (setup.status !== 'requires_action') return;
    setup.next_action = null;
    if (isDone) {
      this.succeed(setup, this.store.method(setup.payment_method ?? ''));
      return;
    }
    setup.status = 'requires_payment_method';
    setup.payment_method = null;
    setup.last_setup_error = {
      type: 'invalid_request_error',
      code: 'setup_intent_authentication_failure',
      message: 'The provided PaymentMethod has failed authentication.',
    };
    this.store.events.emit('setup_intent.setup_failed', setup.id, setup);
  }

  cancel(id: string): SetupIntent {
    const setup = this.store.setupIntent(id);
    if (setup.status === 'succeeded' || setup.status === 'canceled') {
      throw unexpected(
        `You cannot cancel this SetupIntent because it has a status of ${setup.status}.`,
      );
    }
    setup.status = 'canceled';
    this.store.events.emit('setup_intent.canceled', id, setup);
    return setup;
  }

  private succeed(setup: SetupIntent, method: StoredMethod): SetupIntent {
    method.isAuthenticated = true;
    setup.status = 'succeeded';
    setup.next_action = null;
    if (setup.customer !== null) this.methods.link(method, setup.customer);
    this.store.events.emit('setup_intent.succeeded', setup.id, setup);
    return setup;
  }

  private decline(setup: SetupIntent, declineCode: string): StripeRefusal {
    const { code, message } = declineMessage(declineCode);
    const body = { type: 'card_error', code, message, decline_code: declineCode } as const;
    setup.last_setup_error = body;
    this.store.events.emit('setup_intent.setup_failed', setup.id, setup);
    return new StripeRefusal(402, { ...body, setup_intent: structuredClone(setup) });
  }

  private methodOf(form: Form, isPublic: boolean): StoredMethod {
    const id = formText(form, 'payment_method');
    const data = formGroup(form, 'payment_method_data');
    if (id !== null) return this.methods.resolve(id);
    if (data !== null) return this.methods.fromData(data, isPublic);
    throw invalid('You must provide a payment method.', 'payment_method');
  }
}

function unexpected(message: string): StripeRefusal {
  return invalid(message, undefined, 'setup_intent_unexpected_state');
}
