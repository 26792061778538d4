import { Customers } from './customers.js';
import { type Form, formText } from './form.js';
import { PaymentIntents } from './payment-intents.js';
import { PaymentMethods } from './payment-methods.js';
import { Refunds } from './refunds.js';
import { SetupIntents } from './setup-intents.js';
import { invalid, StripeRefusal } from './stripe-errors.js';
import type { Intent, SetupIntent } from './stripe-objects.js';
import { StripeStore } from './stripe-store.js';
import type { World } from '../world.js';

/** What Stripe can do, as far as shops of this kind use it. */
export class StripeApi {
  readonly store: StripeStore;
  readonly methods: PaymentMethods;
  readonly intents: PaymentIntents;
  readonly refunds: Refunds;
  readonly customers: Customers;
  readonly setups: SetupIntents;

  constructor(world: World) {
    this.store = new StripeStore(world);
    this.methods = new PaymentMethods(this.store);
    this.intents = new PaymentIntents(this.store, this.methods);
    this.refunds = new Refunds(this.store, this.intents.charging);
    this.customers = new Customers(this.store, this.methods);
    this.setups = new SetupIntents(this.store, this.methods);
  }

  /** The intent, for whoever knows its secret. */
  publicIntent(id: string, secret: string | null): Intent {
    const intent = this.store.intent(id);
    if (secret !== intent.client_secret) throw wrongSecret('PaymentIntent');
    return intent;
  }

  publicSetup(id: string, secret: string | null): SetupIntent {
    const setup = this.store.setupIntent(id);
    if (secret !== setup.client_secret) throw wrongSecret('SetupIntent');
    return setup;
  }

  listIntents(form: Form): unknown {
    const customer = formText(form, 'customer');
    const intents = [...this.store.intents.values()]
      .filter((intent) => customer === null || intent.customer === customer)
      .reverse();
    return page(intents, form, '/v1/payment_intents');
  }

  /** Only the one form of search that shops need: `metadata['name']:'value'`. */
  searchIntents(form: Form): unknown {
    const query = formText(form, 'query') ?? '';
    const [, name = '', value = ''] =
      /^metadata\["?'?(\w+)'?"?\]:\s*["'](.*)["']$/.exec(query) ?? [];
    if (name === '') throw invalid('We were unable to parse your search query.', 'query');
    const data = [...this.store.intents.values()].filter(
      ({ metadata }) => metadata[name] === value,
    );
    return { object: 'search_result', url: '/v1/payment_intents/search', has_more: false, data };
  }
}

/** A page of a list, in Stripe's manner. */
export function page(all: readonly { readonly id: string }[], form: Form, url: string): unknown {
  const limit = Number(formText(form, 'limit') ?? '10');
  const after = formText(form, 'starting_after');
  const first = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(first, first + limit);
  return { object: 'list', url, has_more: first + limit < all.length, data };
}

const PRIVATE = new Set([
  'metadata',
  'customer',
  'latest_charge',
  'amount_received',
  'application',
]);

/** What a browser may see of an intent. */
export function shown(intent: Intent): unknown {
  return Object.fromEntries(Object.entries(intent).filter(([name]) => !PRIVATE.has(name)));
}

function wrongSecret(kind: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_invalid_parameter',
    message: `The client_secret provided does not match the client_secret associated with the ${kind}.`,
    param: 'client_secret',
  });
}
