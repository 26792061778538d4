import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall, textBody } from '../answer-call.js';
import { GATEWAY_PATHS } from '../demo-keys.js';
import { isOutcome } from '../gateway.js';
import { type Fields, parseFields, textOf } from '../json.js';
import { messagePage, payPage } from '../pay-page.js';
import type { World } from '../world.js';
import { MomoApi } from './momo-api.js';
import type { MomoPayments } from './momo-payments.js';
import type { MomoOperation } from './momo-signature.js';

const PATHS: Readonly<Record<MomoOperation, string>> = {
  create: '/v2/gateway/api/create',
  confirm: '/v2/gateway/api/confirm',
  query: '/v2/gateway/api/query',
  refund: '/v2/gateway/api/refund',
  refund_query: '/v2/gateway/api/refund/query',
};

/** MoMo's API and its pay page. */
export function momoRoutes(app: FastifyInstance, world: World, payments: MomoPayments): void {
  const api = new MomoApi(world, payments);
  for (const [operation, path] of Object.entries(PATHS) as [MomoOperation, string][]) {
    app.post(`${GATEWAY_PATHS.momo}${path}`, async (request, reply) => {
      const fields = parseFields(textBody(request)) ?? {};
      await answerCall(world, request, reply, {
        gateway: 'momo',
        operation,
        reference: referenceOf(payments, operation, fields),
        run: () => api.answer(operation, fields),
        breakDown: (status) => ({
          status,
          body: { resultCode: 10, message: 'System is under maintenance.', responseTime: 0 },
        }),
        spoil: (answer) => api.spoil(answer),
      });
    });
  }
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: `${GATEWAY_PATHS.momo}/v2/gateway/pay`,
      handler: (request, reply) => pay(payments, request, reply),
    });
  }
}

async function pay(
  payments: MomoPayments,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { t: token = '' } = request.query as { t?: string };
  const order = [...payments.store.orders.values()].find((one) => one.token === token);
  void reply.type('text/html; charset=utf-8');
  if (order === undefined) {
    await reply.code(404).send(messagePage('MoMo', '<p role="alert">Unknown payment</p>'));
    return;
  }
  if (request.method === 'GET') {
    const amount = `${order.amount} VND`;
    await reply.send(payPage({ title: 'Pay with MoMo', amount, reference: order.orderId }));
    return;
  }
  const outcome = new URLSearchParams(textBody(request)).get('outcome');
  if (!isOutcome(outcome)) {
    await reply.code(400).send(messagePage('MoMo', '<p>outcome?</p>'));
    return;
  }
  const target = payments.act(order, outcome);
  if (target === null) await reply.send(messagePage('MoMo', '<p>Closed.</p>'));
  else await reply.redirect(target, 303);
}

/** Refunds have order numbers of their own; they belong to the payment. */
function referenceOf(
  { store }: MomoPayments,
  operation: MomoOperation,
  fields: Fields,
): string | null {
  const orderId = textOf(fields['orderId']);
  const paid =
    operation === 'refund'
      ? store.byTransId(Number(textOf(fields['transId'])))
      : store.byRefund(orderId);
  return (paid?.orderId ?? orderId) || null;
}
