import { type Form, formText } from './form.js';
import { page, shown, type StripeApi } from './stripe-api.js';
import { missing } from './stripe-errors.js';

/** One route of the API. */
export interface StripeRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly operation: string;
  /** Also open to browsers, with the object's own secret. */
  readonly isPublic?: boolean;
  readonly run: (form: Form, id: string, isPublic: boolean) => unknown;
}

const METHODS = '/v1/payment_methods';

/** What Stripe can be asked, as far as shops of this kind ask it. */
export function stripeRouteTable(api: StripeApi): StripeRoute[] {
  return [
    ...intentRoutes(api),
    ...refundRoutes(api),
    ...customerRoutes(api),
    ...methodRoutes(api),
    ...setupRoutes(api),
  ];
}

function intentRoutes(api: StripeApi): StripeRoute[] {
  const path = '/v1/payment_intents';
  const { intents, store } = api;
  const named = 'payment_intents';
  return [
    { method: 'POST', path, operation: `${named}.create`, run: (form) => intents.create(form) },
    { method: 'GET', path, operation: `${named}.list`, run: (form) => api.listIntents(form) },
    {
      method: 'GET',
      path: `${path}/search`,
      operation: `${named}.search`,
      run: (form) => api.searchIntents(form),
    },
    {
      method: 'GET',
      path: `${path}/:id`,
      operation: `${named}.retrieve`,
      isPublic: true,
      run: (form, id, isPublic) =>
        isPublic ? shown(api.publicIntent(id, formText(form, 'client_secret'))) : store.intent(id),
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
        api.publicIntent(id, formText(form, 'client_secret'));
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

function refundRoutes(api: StripeApi): StripeRoute[] {
  const { refunds, store } = api;
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

function customerRoutes(api: StripeApi): StripeRoute[] {
  const { customers, methods } = api;
  const path = METHODS;
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
  ];
}

function methodRoutes(api: StripeApi): StripeRoute[] {
  const { methods, store } = api;
  const path = METHODS;
  return [
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
      run: (form) => page(methods.list(formText(form, 'customer') ?? ''), form, path),
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

function setupRoutes(api: StripeApi): StripeRoute[] {
  const path = '/v1/setup_intents';
  const { setups, store } = api;
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
        isPublic ? api.publicSetup(id, formText(form, 'client_secret')) : store.setupIntent(id),
    },
    {
      method: 'POST',
      path: `${path}/:id/confirm`,
      operation: 'setup_intents.confirm',
      isPublic: true,
      run: (form, id, isPublic) => {
        if (isPublic) api.publicSetup(id, formText(form, 'client_secret'));
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
