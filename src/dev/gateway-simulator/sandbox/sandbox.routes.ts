import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall, header, textBody } from '../answer-call.js';
import { GATEWAY_PATHS } from '../demo-keys.js';
import { parseFields, textOf } from '../json.js';
import { messagePage } from '../pay-page.js';
import type { World } from '../world.js';
import { error, SANDBOX_OPERATIONS, SandboxApi } from './sandbox-api.js';
import { SANDBOX_WORDS, type SandboxBank, type SandboxChoice } from './sandbox-bank.js';
import { sandboxPage } from './sandbox-page.js';
import { isSandboxSignature, SANDBOX_HEADER, secondsNow } from './sandbox-signature.js';
import type { SandboxPayment } from './sandbox-store.js';

const MOST_SECONDS = 3_600;
const FLAGS: Readonly<Record<string, boolean>> = { on: true, true: true, '1': true, false: false };

/** The bank's API and its page. */
export function sandboxRoutes(app: FastifyInstance, world: World, bank: SandboxBank): void {
  const api = new SandboxApi(world, bank);
  for (const operation of SANDBOX_OPERATIONS) {
    const path = `${GATEWAY_PATHS.sandbox}/api/${operation}`;
    app.post(path, async (request, reply) => {
      const text = textBody(request);
      const fields = parseFields(text) ?? {};
      const reference =
        textOf(fields['reference']) ||
        (bank.store.refunds.get(textOf(fields['id']))?.reference ?? null);
      const { secrets } = world.keys.sandbox;
      const given = header(request, SANDBOX_HEADER);
      const isOurs = isSandboxSignature(given, secrets, secondsNow(), `${path}.${text}`);
      await answerCall(world, request, reply, {
        ...{ gateway: 'sandbox', operation, reference },
        run: () => (isOurs ? api.answer(operation, fields) : error(401, 'signature')),
        breakDown: (status) => error(status, 'broken'),
      });
    });
  }
  app.get(`${GATEWAY_PATHS.sandbox}/pay/:reference`, async (request, reply) => {
    const payment = paymentOf(bank, request);
    if (payment === null) return unknown(reply);
    await page(reply, payment).send(sandboxPage(payment));
    return reply;
  });
  app.post(`${GATEWAY_PATHS.sandbox}/pay/:reference`, async (request, reply) => {
    const payment = paymentOf(bank, request);
    if (payment === null) return unknown(reply);
    const choice = choiceOf(textBody(request));
    if (choice === null) {
      const what = '<p role="alert">This choice cannot be read.</p>';
      await page(reply, payment).code(400).send(messagePage('Sandbox bank', what));
      return reply;
    }
    bank.choose(payment, choice);
    await reply.redirect(payment.returnUrl, 303);
    return reply;
  });
}

/** Only who was handed its address finds a payment. */
function paymentOf({ store }: SandboxBank, request: FastifyRequest): SandboxPayment | null {
  const { reference } = request.params as { reference: string };
  const { ticket } = request.query as { ticket?: unknown };
  const payment = store.payments.get(reference);
  return payment !== undefined && payment.ticket === ticket ? payment : null;
}

function page(reply: FastifyReply, { returnUrl }: SandboxPayment): FastifyReply {
  const forms = `form-action 'self' ${new URL(returnUrl).origin}`;
  const policy = `default-src 'none'; style-src 'unsafe-inline'; ${forms}; base-uri 'none'; frame-ancestors 'none'`;
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer');
}

async function unknown(reply: FastifyReply): Promise<FastifyReply> {
  await reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(messagePage('Sandbox bank', '<p role="alert">Unknown payment</p>'));
  return reply;
}

/** What a form says, each field at most once; null for anything else. */
function choiceOf(text: string): SandboxChoice | null {
  const form = new URLSearchParams(text);
  if ([...form.keys()].some((name) => form.getAll(name).length > 1)) return null;
  const outcome = SANDBOX_WORDS.find((word) => word === form.get('outcome'));
  const late = form.get('late') ?? '0';
  const isDoubled = flagOf(form.get('doubled'));
  const isOutOfOrder = flagOf(form.get('outOfOrder'));
  if (outcome === undefined || !/^\d{1,4}$/.test(late) || Number(late) > MOST_SECONDS) return null;
  if (isDoubled === undefined || isOutOfOrder === undefined) return null;
  return { outcome, late: Number(late), isDoubled, isOutOfOrder };
}

/** Browsers send `on` for a ticked box and nothing for an empty one. */
function flagOf(value: string | null): boolean | undefined {
  return value === null ? false : FLAGS[value];
}
