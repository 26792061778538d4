import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall, type Answer, textBody } from '../answer-call.js';
import { GATEWAY_PATHS } from '../demo-keys.js';
import { isOutcome } from '../gateway.js';
import { parseFields, textOf } from '../json.js';
import { messagePage, payPage } from '../pay-page.js';
import type { World } from '../world.js';
import { VnpayApi } from './vnpay-api.js';
import type { VnpayPayments } from './vnpay-payments.js';

const ERROR_PAGE = '/vnpay/paymentv2/Payment/Error.html';

/** VNPay's pay page and its API. */
export function vnpayRoutes(app: FastifyInstance, world: World, payments: VnpayPayments): void {
  const api = new VnpayApi(world, payments.store);
  for (const method of ['GET', 'POST'] as const) {
    app.route({
      method,
      url: GATEWAY_PATHS.vnpayPay,
      handler: (request, reply) => pay(world, payments, request, reply),
    });
  }
  app.get(ERROR_PAGE, async (request, reply) => {
    const code = new URLSearchParams(queryOf(request)).get('code') ?? '';
    const page = messagePage('VNPay', `<p role="alert">Error ${code.replaceAll(/\D/g, '')}</p>`);
    await reply.type('text/html; charset=utf-8').send(page);
  });
  app.post(GATEWAY_PATHS.vnpayApi, async (request, reply) => {
    const fields = parseFields(textBody(request)) ?? {};
    await answerCall(world, request, reply, {
      gateway: 'vnpay',
      operation: fields['vnp_Command'] === 'refund' ? 'refund' : 'querydr',
      reference: textOf(fields['vnp_TxnRef']) || null,
      run: () => api.answer(fields),
      breakDown: (status) => ({ status, body: '<html><body>Server error</body></html>' }),
      spoil: (answer) => api.spoil(answer),
    });
  });
}

async function pay(
  world: World,
  payments: VnpayPayments,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const query = queryOf(request);
  await answerCall(world, request, reply, {
    gateway: 'vnpay',
    operation: 'pay',
    reference: new URLSearchParams(query).get('vnp_TxnRef'),
    run: () => {
      const opened = payments.open(query);
      if ('error' in opened) return redirect(`${ERROR_PAGE}?code=${opened.error}`);
      if (request.method === 'GET') {
        const amount = `${opened.amount / 100} VND`;
        const page = payPage({ title: 'Pay with VNPay', amount, reference: opened.reference });
        return { status: 200, body: page };
      }
      const outcome = new URLSearchParams(textBody(request)).get('outcome');
      if (!isOutcome(outcome))
        return { status: 400, body: messagePage('VNPay', '<p>outcome?</p>') };
      const target = payments.act(opened, outcome);
      return target === null
        ? { status: 200, body: messagePage('VNPay', '<p>Closed.</p>') }
        : redirect(target);
    },
    breakDown: (status) => ({ status, body: messagePage('VNPay', '<p>Server error</p>') }),
  });
}

function redirect(location: string): Answer {
  return { status: 303, headers: { location }, body: '' };
}

function queryOf(request: FastifyRequest): string {
  return request.url.split('?')[1] ?? '';
}
