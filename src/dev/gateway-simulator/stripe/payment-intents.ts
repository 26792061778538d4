import { randomId } from '../random-id.js';
import { Charging } from './charging.js';
import { type Form, formGroup, formList, formText } from './form.js';
import { checkUsable, type PaymentMethods } from './payment-methods.js';
import { readAmount, readCurrency } from './stripe-amounts.js';
import { invalid, StripeRefusal, unexpectedState } from './stripe-errors.js';
import type { Intent, Metadata, StoredMethod } from './stripe-objects.js';
import type { StripeStore } from './stripe-store.js';

const KNOWN = new Set(
  'amount amount_details application_fee_amount automatic_payment_methods capture_method confirm confirmation_method confirmation_token currency customer description error_on_requires_action excluded_payment_method_types expand mandate mandate_data metadata off_session on_behalf_of payment_method payment_method_configuration payment_method_data payment_method_options payment_method_types radar_options receipt_email return_url setup_future_usage shipping statement_descriptor statement_descriptor_suffix transfer_data transfer_group use_stripe_sdk'.split(
    ' ',
  ),
);
const CANCELABLE = new Set<string>([
  'requires_payment_method',
  'requires_capture',
  'requires_confirmation',
  'requires_action',
  'processing',
]);
/** A hold that nobody captures is let go by Stripe. */
const HOLD_MS = 7 * 24 * 3_600_000;

/** PaymentIntents from their making to their end. */
export class PaymentIntents {
  readonly charging: Charging;

  constructor(
    private readonly store: StripeStore,
    private readonly methods: PaymentMethods,
  ) {
    this.charging = new Charging(store);
  }

  create(form: Form): Intent {
    const unknown = Object.keys(form).find((name) => !KNOWN.has(name));
    if (unknown !== undefined) {
      throw invalid(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
    }
    const currency = readCurrency(formText(form, 'currency'));
    const intent = this.fresh(form, readAmount(formText(form, 'amount'), currency), currency);
    if (intent.customer !== null) this.store.customer(intent.customer, 'customer');
    this.store.intents.set(intent.id, intent);
    const given = this.givenMethod(form, intent, false);
    if (given !== null) {
      intent.payment_method = given.shown.id;
      intent.status = 'requires_confirmation';
    }
    this.charging.account(intent);
    this.charging.emit('payment_intent.created', intent, intent);
    return formText(form, 'confirm') === 'true' ? this.confirm(intent.id, form, false) : intent;
  }

  update(id: string, form: Form): Intent {
    const intent = this.store.intent(id);
    const amount = formText(form, 'amount');
    if (amount !== null) {
      if (!intent.status.startsWith('requires_') || intent.status === 'requires_capture') {
        throw unexpectedState(
          `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`,
          intent,
        );
      }
      intent.amount = readAmount(amount, intent.currency);
    }
    intent.description = formText(form, 'description') ?? intent.description;
    Object.assign(intent.metadata, formGroup(form, 'metadata') ?? {});
    return intent;
  }

  /** Charges, declines, or asks the customer to do something first. */
  confirm(id: string, form: Form, isPublic: boolean): Intent {
    const intent = this.store.intent(id);
    if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
      throw unexpectedState(
        `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
        intent,
      );
    }
    const method = this.givenMethod(form, intent, isPublic) ?? this.keptMethod(intent);
    intent.payment_method = method.shown.id;
    const setup = formText(form, 'setup_future_usage');
    intent.setup_future_usage = setup ?? intent.setup_future_usage;
    const { outcome, declineCode } = method.card;
    if (outcome === 'declines') throw this.charging.decline(intent, method, declineCode);
    const isAsked = outcome === 'asks_always' || (outcome === 'asks' && !method.isAuthenticated);
    if (!isAsked) return this.succeed(intent, method);
    const isOffSession = ['true', 'one_off', 'recurring'].includes(
      formText(form, 'off_session') ?? '',
    );
    if (isOffSession || formText(form, 'error_on_requires_action') === 'true') {
      throw this.charging.decline(intent, method, 'authentication_required');
    }
    return this.ask(intent, formText(form, 'return_url'));
  }

  /** What the customer did on the page of the bank. */
  authenticate(intent: Intent, isDone: boolean): void {
    if (intent.status !== 'requires_action') return;
    const method = this.store.method(intent.payment_method ?? '');
    if (isDone) {
      method.isAuthenticated = true;
      this.succeed(intent, method);
      return;
    }
    this.charging.fail(intent, {
      type: 'invalid_request_error',
      code: 'payment_intent_authentication_failure',
      message:
        'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
      payment_method: method.shown,
    });
  }

  capture(id: string, form: Form): Intent {
    const intent = this.store.intent(id);
    if (intent.status !== 'requires_capture') {
      throw unexpectedState(
        `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
        intent,
      );
    }
    const wanted = formText(form, 'amount_to_capture');
    const amount = wanted === null ? intent.amount_capturable : Number(wanted);
    if (!Number.isSafeInteger(amount) || amount < 1) {
      throw invalid(`Invalid integer: ${wanted ?? ''}`, 'amount_to_capture');
    }
    if (amount > intent.amount_capturable) {
      throw invalid(
        `The amount_to_capture (${amount}) must be less than or equal to the amount_capturable (${intent.amount_capturable}).`,
        'amount_to_capture',
        'amount_too_large',
      );
    }
    this.charging.capture(intent, amount);
    return intent;
  }

  cancel(id: string, form: Form): Intent {
    const intent = this.store.intent(id);
    if (!CANCELABLE.has(intent.status)) {
      throw unexpectedState(
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
        intent,
      );
    }
    this.end(intent, formText(form, 'cancellation_reason'));
    return intent;
  }

  private end(intent: Intent, reason: string | null): void {
    this.charging.release(intent);
    intent.status = 'canceled';
    intent.canceled_at = this.store.world.clock.seconds();
    intent.cancellation_reason = reason;
    intent.next_action = null;
    this.charging.emit('payment_intent.canceled', intent, intent);
  }

  private succeed(intent: Intent, method: StoredMethod): Intent {
    // Who agreed to save a card for later has agreed to be charged without being asked.
    if (intent.setup_future_usage === 'off_session') method.isAuthenticated = true;
    this.charging.succeed(intent, method);
    if (intent.setup_future_usage !== null && intent.customer !== null) {
      this.methods.link(method, intent.customer);
    }
    if (intent.status === 'requires_capture') {
      this.store.world.clock.after(HOLD_MS, () => {
        if (intent.status === 'requires_capture') this.end(intent, 'automatic');
      });
    }
    return intent;
  }

  private ask(intent: Intent, returnUrl: string | null): Intent {
    const page = `${this.store.world.url}/pay/stripe/authenticate?payment_intent=${intent.id}&client_secret=${intent.client_secret}`;
    intent.status = 'requires_action';
    intent.next_action =
      returnUrl === null
        ? {
            type: 'use_stripe_sdk',
            use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: page },
          }
        : {
            type: 'redirect_to_url',
            redirect_to_url: {
              return_url: returnUrl,
              url: `${page}&return_url=${encodeURIComponent(returnUrl)}`,
            },
          };
    this.charging.emit('payment_intent.requires_action', intent, intent);
    return intent;
  }

  private givenMethod(form: Form, intent: Intent, isPublic: boolean): StoredMethod | null {
    const id = formText(form, 'payment_method');
    const data = formGroup(form, 'payment_method_data');
    if (id === null && data === null) return null;
    const method =
      id === null ? this.methods.fromData(data ?? {}, isPublic) : this.methods.resolve(id);
    checkUsable(method, intent.customer);
    return method;
  }

  private keptMethod(intent: Intent): StoredMethod {
    if (intent.payment_method !== null) return this.store.method(intent.payment_method);
    throw new StripeRefusal(400, {
      type: 'invalid_request_error',
      code: 'payment_intent_unexpected_state',
      message:
        "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      payment_intent: intent,
    });
  }

  private fresh(form: Form, amount: number, currency: string): Intent {
    const id = this.store.id('pi');
    const types = formList(form, 'payment_method_types');
    const automatic = formGroup(form, 'automatic_payment_methods');
    return {
      id,
      object: 'payment_intent',
      amount,
      amount_capturable: 0,
      amount_details: { tip: {} },
      amount_received: 0,
      application: null,
      application_fee_amount: null,
      automatic_payment_methods:
        types.length > 0
          ? null
          : {
              allow_redirects: formText(automatic ?? {}, 'allow_redirects') ?? 'always',
              enabled: true,
            },
      canceled_at: null,
      cancellation_reason: null,
      capture_method: captureMethodOf(form),
      client_secret: randomId(25, `${id}_secret_`),
      confirmation_method: 'automatic',
      created: this.store.world.clock.seconds(),
      currency,
      customer: formText(form, 'customer'),
      description: formText(form, 'description'),
      last_payment_error: null,
      latest_charge: null,
      livemode: false,
      metadata: { ...(formGroup(form, 'metadata') ?? {}) } as Metadata,
      next_action: null,
      on_behalf_of: null,
      payment_method: null,
      payment_method_options: {
        card: {
          installments: null,
          mandate_options: null,
          network: null,
          request_three_d_secure: 'automatic',
        },
      },
      payment_method_types: types.length > 0 ? types : ['card'],
      processing: null,
      receipt_email: formText(form, 'receipt_email'),
      review: null,
      setup_future_usage: formText(form, 'setup_future_usage'),
      shipping: formGroup(form, 'shipping'),
      source: null,
      statement_descriptor: formText(form, 'statement_descriptor'),
      statement_descriptor_suffix: formText(form, 'statement_descriptor_suffix'),
      status: 'requires_payment_method',
      transfer_data: null,
      transfer_group: null,
    };
  }
}

function captureMethodOf(form: Form): Intent['capture_method'] {
  const wanted = formText(form, 'capture_method') ?? 'automatic_async';
  if (wanted === 'automatic' || wanted === 'automatic_async' || wanted === 'manual') return wanted;
  throw invalid(
    'Invalid capture_method: must be one of automatic, automatic_async, or manual',
    'capture_method',
  );
}
