import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerCall, type Answer, header, textBody } from '../answer-call.js';
import type { World } from '../world.js';
import { expand } from './expand.js';
import { type Form, formGroup, formList, formText, parseForm } from './form.js';
import type { StripeApi } from './stripe-api.js';
import { type StripeRoute, stripeRouteTable } from './stripe-route-table.js';
import { missing, stripeAnswer, StripeRefusal } from './stripe-errors.js';
import { callerOf, StripeIdempotency } from './stripe-keys.js';

/** Stripe's API at its own paths; gives the kept answers. */
export function stripeRoutes(
  app: FastifyInstance,
  world: World,
  api: StripeApi,
): StripeIdempotency {
  const idempotency = new StripeIdempotency(world.clock);
  for (const route of stripeRouteTable(api)) {
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const form = formOf(request);
        await answerCall(world, request, reply, {
          gateway: 'stripe',
          operation: route.operation,
          reference: referenceOf(api, request, form),
          run: () => refusalsAsAnswers(() => run(world, api, idempotency, route, request, form)),
          breakDown: (status) =>
            stripeAnswer(status, {
              error: { type: 'api_error', message: 'An unknown error occurred' },
            }),
        });
      },
    });
  }
  return idempotency;
}

function run(
  world: World,
  api: StripeApi,
  idempotency: StripeIdempotency,
  route: StripeRoute,
  request: FastifyRequest,
  form: Form,
): Answer {
  const caller = callerOf(world.keys.stripe, request, form);
  if (caller === 'public' && route.isPublic !== true) {
    throw new StripeRefusal(403, {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message:
        'This API call cannot be made with a publishable API key. Please use a secret API key.',
    });
  }
  const version = header(request, 'stripe-version');
  if (version !== '') api.store.events.apiVersion = version;
  const { id = '' } = request.params as { id?: string };
  const key = header(request, 'idempotency-key');
  return idempotency.run(key, request, textBody(request), () =>
    refusalsAsAnswers(() => {
      const result = route.run(form, id, caller === 'public');
      return stripeAnswer(200, expand(api.store, result, formList(form, 'expand')));
    }),
  );
}

function refusalsAsAnswers(run: () => Answer): Answer {
  try {
    return run();
  } catch (error) {
    if (error instanceof StripeRefusal) return error.answer();
    throw error;
  }
}

function formOf(request: FastifyRequest): Form {
  const query = request.url.split('?')[1] ?? '';
  return parseForm([query, textBody(request)].filter((text) => text !== '').join('&'));
}

/** The shop's name of the payment that a call is about. */
function referenceOf(api: StripeApi, request: FastifyRequest, form: Form): string | null {
  const { id = '' } = request.params as { id?: string };
  const { intents, charges, refunds } = api.store;
  const charge = charges.get(formText(form, 'charge') ?? id);
  const intentId =
    formText(form, 'payment_intent') ??
    charge?.payment_intent ??
    refunds.get(id)?.payment_intent ??
    id;
  const intent = intents.get(intentId);
  if (intent !== undefined) return api.store.referenceOf(intent);
  return formText(formGroup(form, 'metadata') ?? {}, 'reference');
}

/** For paths that Stripe does not have, or that nobody needed here yet. */
export function unknownStripePath(method: string, path: string): Answer {
  const { body } = missing('path', path);
  return stripeAnswer(404, {
    error: {
      ...body,
      code: undefined,
      message: `Unrecognized request URL (${method}: ${path}).`,
    },
  });
}
