import { Customers } from './customers.js';
import { type Form, formText } from './form.js';
import { PaymentIntents } from './payment-intents.js';
import { PaymentMethods } from './payment-methods.js';
import { Refunds } from './refunds.js';
import { SetupIntents } from './setup-intents.js';
import { invalid, missing, StripeRefusal } from './stripe-errors.js';
import type { Intent, SetupIntent } from './stripe-objects.js';
import { StripeStore } from './stripe-store.js';
import type { World } from '../world.js';

/** One route of the API. */
export interface StripeRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly operation: string;
  /** Also open to browsers, with the object's own secret. */
  readonly isPublic?: boolean;
  readonly run: (form: Form, id: string, isPublic: boolean) => unknown;
}

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

  routes(): StripeRoute[] {
    return [
      ...this.intentRoutes(),
      ...this.refundRoutes(),
      ...this.cardRoutes(),
      ...this.setupRoutes(),
    ];
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

  private intentRoutes(): StripeRoute[] {
    const path = '/v1/payment_intents';
    const { intents, store } = this;
    const named = 'payment_intents';
    return [
      { method: 'POST', path, operation: `${named}.create`, run: (form) => intents.create(form) },
      { method: 'GET', path, operation: `${named}.list`, run: (form) => this.listIntents(form) },
      {
        method: 'GET',
        path: `${path}/search`,
        operation: `${named}.search`,
        run: (form) => this.searchIntents(form),
      },
      {
        method: 'GET',
        path: `${path}/:id`,
        operation: `${named}.retrieve`,
        isPublic: true,
        run: (form, id, isPublic) =>
          isPublic
            ? shown(this.publicIntent(id, formText(form, 'client_secret')))
            : store.intent(id),
      },
      {
        method: 'POST',
        path: `${path}/:id`,
        operation: `${named}.update`,
        run: (form, id) => intents.update(id, form),
      },
      {
        method: 'POST',
        path: `${path}/:id/confirm`,
        operation: `${named}.confirm`,
        isPublic: true,
        run: (form, id, isPublic) => {
          if (!isPublic) return intents.confirm(id, form, false);
          this.publicIntent(id, formText(form, 'client_secret'));
          return shown(intents.confirm(id, form, true));
        },
      },
      {
        method: 'POST',
        path: `${path}/:id/capture`,
        operation: `${named}.capture`,
        run: (form, id) => intents.capture(id, form),
      },
      {
        method: 'POST',
        path: `${path}/:id/cancel`,
        operation: `${named}.cancel`,
        run: (form, id) => intents.cancel(id, form),
      },
    ];
  }

  private refundRoutes(): StripeRoute[] {
    const { refunds, store } = this;
    return [
      {
        method: 'POST',
        path: '/v1/refunds',
        operation: 'refunds.create',
        run: (form) => refunds.create(form),
      },
      {
        method: 'GET',
        path: '/v1/refunds',
        operation: 'refunds.list',
        run: (form) =>
          page(
            refunds.list(formText(form, 'charge'), formText(form, 'payment_intent')),
            form,
            '/v1/refunds',
          ),
      },
      {
        method: 'GET',
        path: '/v1/refunds/:id',
        operation: 'refunds.retrieve',
        run: (_form, id) => store.refund(id),
      },
      {
        method: 'POST',
        path: '/v1/refunds/:id',
        operation: 'refunds.update',
        run: (form, id) => refunds.update(id, form),
      },
      {
        method: 'GET',
        path: '/v1/charges/:id',
        operation: 'charges.retrieve',
        run: (_form, id) => store.charge(id),
      },
      {
        method: 'GET',
        path: '/v1/events',
        operation: 'events.list',
        run: (form) => page([...store.events.events].reverse(), form, '/v1/events'),
      },
      {
        method: 'GET',
        path: '/v1/events/:id',
        operation: 'events.retrieve',
        run: (_form, id) => {
          const event = store.events.events.find((one) => one.id === id);
          if (event === undefined) throw missing('event', id);
          return event;
        },
      },
    ];
  }

  private cardRoutes(): StripeRoute[] {
    const { customers, methods, store } = this;
    const path = '/v1/payment_methods';
    const listOf = (customer: string, form: Form) => page(methods.list(customer), form, path);
    return [
      {
        method: 'POST',
        path: '/v1/customers',
        operation: 'customers.create',
        run: (form) => customers.create(form),
      },
      {
        method: 'GET',
        path: '/v1/customers/:id',
        operation: 'customers.retrieve',
        run: (_form, id) => customers.get(id),
      },
      {
        method: 'POST',
        path: '/v1/customers/:id',
        operation: 'customers.update',
        run: (form, id) => customers.update(id, form),
      },
      {
        method: 'DELETE',
        path: '/v1/customers/:id',
        operation: 'customers.delete',
        run: (_form, id) => customers.remove(id),
      },
      {
        method: 'GET',
        path: '/v1/customers/:id/payment_methods',
        operation: 'customers.list_payment_methods',
        run: (form, id) => listOf(id, form),
      },
      {
        method: 'POST',
        path,
        operation: 'payment_methods.create',
        isPublic: true,
        run: (form, _id, isPublic) => methods.create(form, isPublic),
      },
      {
        method: 'GET',
        path,
        operation: 'payment_methods.list',
        run: (form) => listOf(formText(form, 'customer') ?? '', form),
      },
      {
        method: 'GET',
        path: `${path}/:id`,
        operation: 'payment_methods.retrieve',
        run: (_form, id) => store.method(id).shown,
      },
      {
        method: 'POST',
        path: `${path}/:id/attach`,
        operation: 'payment_methods.attach',
        run: (form, id) => methods.attach(id, formText(form, 'customer') ?? ''),
      },
      {
        method: 'POST',
        path: `${path}/:id/detach`,
        operation: 'payment_methods.detach',
        run: (_form, id) => methods.detach(id),
      },
    ];
  }

  private setupRoutes(): StripeRoute[] {
    const path = '/v1/setup_intents';
    const { setups, store } = this;
    return [
      {
        method: 'POST',
        path,
        operation: 'setup_intents.create',
        run: (form) => setups.create(form),
      },
      {
        method: 'GET',
        path: `${path}/:id`,
        operation: 'setup_intents.retrieve',
        isPublic: true,
        run: (form, id, isPublic) =>
          isPublic ? this.publicSetup(id, formText(form, 'client_secret')) : store.setupIntent(id),
      },
      {
        method: 'POST',
        path: `${path}/:id/confirm`,
        operation: 'setup_intents.confirm',
        isPublic: true,
        run: (form, id, isPublic) => {
          if (isPublic) this.publicSetup(id, formText(form, 'client_secret'));
          return setups.confirm(id, form, isPublic);
        },
      },
      {
        method: 'POST',
        path: `${path}/:id/cancel`,
        operation: 'setup_intents.cancel',
        run: (_form, id) => setups.cancel(id),
      },
    ];
  }

  private listIntents(form: Form): unknown {
    const customer = formText(form, 'customer');
    const intents = [...this.store.intents.values()]
      .filter((intent) => customer === null || intent.customer === customer)
      .reverse();
    return page(intents, form, '/v1/payment_intents');
  }

  /** Only the one form of search that shops need: `metadata['name']:'value'`. */
  private searchIntents(form: Form): unknown {
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
function page(all: readonly { readonly id: string }[], form: Form, url: string): unknown {
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
function shown(intent: Intent): unknown {
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
