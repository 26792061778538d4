import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall, type Answer, header, textBody } from '../answer-call.js';
import { GATEWAY_PATHS } from '../demo-keys.js';
import { isOutcome } from '../gateway.js';
import { type Fields, parseFields } from '../json.js';
import { formatMinor } from '../minor-units.js';
import { messagePage, payPage } from '../pay-page.js';
import type { PaypalCertificates } from './paypal-certificates.js';
import { malformed, paypalAnswer, PaypalRefusal } from './paypal-errors.js';
import type { PaypalOrders } from './paypal-orders.js';
import { PaypalPayments } from './paypal-payments.js';
import { issueToken, tokenRefusal } from './paypal-tokens.js';

interface PaypalRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: string;
  readonly success: number;
  /** `isFull`: the whole object is wanted, not just its id. */
  readonly run: (id: string, request: Fields, isFull: boolean) => unknown;
}

/** PayPal's API, its certificates and its page of approval. */
export function paypalRoutes(app: FastifyInstance, orders: PaypalOrders): void {
  const ready = certificatesOf(orders);
  const base = GATEWAY_PATHS.paypal;
  app.post(`${base}/v1/oauth2/token`, async (request, reply) => {
    await answerCall(orders.world, request, reply, {
      gateway: 'paypal',
      operation: 'token',
      reference: null,
      run: () => issueToken(orders, header(request, 'authorization'), textBody(request)),
      breakDown,
    });
  });
  app.get(`${base}/v1/notifications/certs/:id`, async (request, reply) => {
    const { id, chainPem } = await ready;
    if ((request.params as { id: string }).id !== id) return reply.code(404).send();
    return reply.type('application/x-pem-file').send(chainPem);
  });
  for (const route of [...orderRoutes(orders), ...paymentRoutes(orders)]) {
    app.route({
      method: route.method,
      url: `${base}${route.path}`,
      handler: async (request, reply) => {
        await ready;
        await handle(orders, route, request, reply);
      },
    });
  }
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: `${base}/checkoutnow`,
      handler: (request, reply) => approve(orders, request, reply),
    });
  }
  app.get('/control/paypal/root', async (_request, reply) => {
    await reply.type('application/x-pem-file').send((await ready).rootPem);
  });
}

/** Those that were kept, else new ones, made beside everything else: who pays only later does not wait for them. */
async function certificatesOf({ store }: PaypalOrders): Promise<PaypalCertificates> {
  const [kept] = store.certificates;
  if (kept !== undefined) return kept;
  // What builds certificates is large, and only the first start has to.
  const { makePaypalCertificates } = await import('./paypal-certificates.js');
  const made = await makePaypalCertificates();
  store.certificates.push(made);
  return made;
}

function orderRoutes(orders: PaypalOrders): PaypalRoute[] {
  const { store, views } = orders;
  const order = '/v2/checkout/orders';
  return [
    {
      method: 'POST',
      path: order,
      operation: 'orders.create',
      success: 201,
      run: (_id, request, isFull) => {
        const made = orders.create(request);
        return isFull ? views.order(made) : views.minimalOrder(made);
      },
    },
    {
      method: 'GET',
      path: `${order}/:id`,
      operation: 'orders.get',
      success: 200,
      run: (id) => views.order(store.order(id)),
    },
    {
      method: 'POST',
      path: `${order}/:id/capture`,
      operation: 'orders.capture',
      success: 201,
      run: (id) => views.order(orders.capture(store.order(id))),
    },
    {
      method: 'POST',
      path: `${order}/:id/authorize`,
      operation: 'orders.authorize',
      success: 201,
      run: (id) => views.order(orders.authorize(store.order(id))),
    },
  ];
}

/** An answer has only this without `Prefer: return=representation`. */
function small(full: Record<string, unknown>, isFull: boolean): Record<string, unknown> {
  return isFull ? full : { id: full['id'], status: full['status'], links: full['links'] };
}

function paymentRoutes(orders: PaypalOrders): PaypalRoute[] {
  const { store, views } = orders;
  const payments = new PaypalPayments(orders);
  const held = '/v2/payments/authorizations';
  return [
    {
      method: 'GET',
      path: `${held}/:id`,
      operation: 'authorizations.get',
      success: 200,
      run: (id) => views.authorization(store.authorization(id)),
    },
    {
      method: 'POST',
      path: `${held}/:id/capture`,
      operation: 'authorizations.capture',
      success: 201,
      run: (id, request, isFull) =>
        small(views.capture(payments.capture(store.authorization(id), request)), isFull),
    },
    {
      method: 'POST',
      path: `${held}/:id/void`,
      operation: 'authorizations.void',
      success: 204,
      run: (id, _request, isFull) => {
        const voided = payments.voidIt(store.authorization(id));
        return isFull ? views.authorization(voided) : undefined;
      },
    },
    {
      method: 'GET',
      path: '/v2/payments/captures/:id',
      operation: 'captures.get',
      success: 200,
      run: (id) => views.capture(store.capture(id)),
    },
    {
      method: 'POST',
      path: '/v2/payments/captures/:id/refund',
      operation: 'captures.refund',
      success: 201,
      run: (id, request, isFull) =>
        small(views.refund(payments.refund(store.capture(id), request)), isFull),
    },
    {
      method: 'GET',
      path: '/v2/payments/refunds/:id',
      operation: 'refunds.get',
      success: 200,
      run: (id) => views.refund(store.refund(id)),
    },
  ];
}

async function handle(
  orders: PaypalOrders,
  route: PaypalRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { id = '' } = request.params as { id?: string };
  const fields = parseFields(textBody(request));
  const units = fields?.['purchase_units'];
  const unit = Array.isArray(units) ? ((units[0] ?? {}) as Fields) : {};
  const wanted = unit['custom_id'] ?? unit['invoice_id'] ?? unit['reference_id'];
  await answerCall(orders.world, request, reply, {
    gateway: 'paypal',
    operation: route.operation,
    reference: orders.store.orderOf(id)?.reference ?? (typeof wanted === 'string' ? wanted : null),
    run: () => {
      try {
        return run(orders, route, request, id, fields);
      } catch (error) {
        if (error instanceof PaypalRefusal) return error.answer();
        throw error;
      }
    },
    breakDown,
  });
}

function run(
  orders: PaypalOrders,
  route: PaypalRoute,
  request: FastifyRequest,
  id: string,
  fields: Fields | null,
): Answer {
  const refusal = tokenRefusal(orders, header(request, 'authorization'));
  if (refusal !== null) return refusal;
  const requestId = header(request, 'paypal-request-id');
  const isPost = route.method === 'POST';
  if (isPost && textBody(request) !== '' && fields === null) {
    throw malformed('MALFORMED_REQUEST_JSON', 'The request JSON is not well formed.');
  }
  if (requestId === '' && fields?.['payment_source'] !== undefined) {
    throw malformed(
      'PAYPAL_REQUEST_ID_REQUIRED',
      'A PayPal-Request-Id is required if you are trying to process payment for an Order.',
    );
  }
  const key = `${route.operation} ${id} ${requestId}`;
  const known = requestId === '' || !isPost ? undefined : orders.store.answered.get(key);
  if (known !== undefined) return known;
  const isFull = header(request, 'prefer').includes('representation');
  const result = route.run(id, fields ?? {}, isFull);
  const status = route.success === 204 && result !== undefined ? 200 : route.success;
  const body = structuredClone(result);
  // A repeated request is answered with what came of the first one: 200 instead of 201.
  const again = paypalAnswer(status === 201 ? 200 : status, body);
  if (requestId !== '') orders.store.answered.set(key, again);
  return paypalAnswer(status, body);
}

function breakDown(status: number): Answer {
  return paypalAnswer(status, {
    name: 'INTERNAL_SERVER_ERROR',
    message: 'An internal server error has occurred.',
    debug_id: '0000000000000',
    links: [],
  });
}

async function approve(
  orders: PaypalOrders,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { token = '' } = request.query as { token?: string };
  void reply.type('text/html; charset=utf-8');
  const order = orders.store.orders.get(token);
  if (order === undefined) {
    await reply.code(404).send(messagePage('PayPal', '<p role="alert">Unknown order</p>'));
    return;
  }
  if (request.method === 'GET') {
    const amount = `${formatMinor(order.amount, order.currency)} ${order.currency}`;
    await reply.send(payPage({ title: 'Pay with PayPal', amount, reference: order.reference }));
    return;
  }
  const outcome = new URLSearchParams(textBody(request)).get('outcome');
  if (!isOutcome(outcome)) {
    await reply.code(400).send(messagePage('PayPal', '<p>outcome?</p>'));
    return;
  }
  const target = orders.act(order, outcome);
  if (target === null) await reply.send(messagePage('PayPal', '<p>Closed.</p>'));
  else await reply.redirect(target, 303);
}
