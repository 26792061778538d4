import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { textBody } from '../answer-call.js';
import type { Outcome } from '../gateway.js';
import { isOutcome } from '../gateway.js';
import { formatMinor } from '../minor-units.js';
import { messagePage, payPage } from '../pay-page.js';
import type { World } from '../world.js';
import type { StripeApi } from './stripe-api.js';
import { StripeRefusal } from './stripe-errors.js';

const CARDS: Readonly<Record<Exclude<Outcome, 'close' | 'cancel'>, string>> = {
  pay: 'pm_card_visa',
  fail: 'pm_card_visa_chargeDeclined',
};

/**
 * What stands in for the shop's own card form and for the bank's question behind it. The address carries what Stripe.js
 * would know: the intent, its secret and where to go afterwards.
 */
export function stripePages(app: FastifyInstance, world: World, api: StripeApi): void {
  for (const path of ['/pay/stripe', '/pay/stripe/authenticate']) {
    app.get(path, (request, reply) => show(api, request, reply));
    app.post(path, (request, reply) => act(world, api, request, reply));
  }
}

async function show(api: StripeApi, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  await orRefusal(reply, () => {
    const query = parametersOf(request);
    const setup = query.get('setup_intent');
    if (setup !== null) {
      api.publicSetup(setup, query.get('client_secret'));
      return payPage({ title: 'Your bank asks', amount: 'a card to be saved', reference: setup });
    }
    const intent = api.publicIntent(query.get('payment_intent') ?? '', query.get('client_secret'));
    const currency = intent.currency.toUpperCase();
    return payPage({
      title: intent.status === 'requires_action' ? 'Your bank asks' : 'Pay by card (Stripe)',
      amount: `${formatMinor(intent.amount, currency)} ${currency}`,
      reference: api.store.referenceOf(intent),
    });
  });
}

async function act(
  world: World,
  api: StripeApi,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await orRefusal(reply, () => {
    const query = parametersOf(request);
    const form = new URLSearchParams(textBody(request));
    const outcome = form.get('outcome');
    if (!isOutcome(outcome))
      throw new StripeRefusal(400, { type: 'invalid_request_error', message: 'outcome?' });
    const back = query.get('return_url');
    const setupId = query.get('setup_intent');
    if (setupId !== null) {
      const setup = api.publicSetup(setupId, query.get('client_secret'));
      if (outcome !== 'close') api.setups.authenticate(setup, outcome === 'pay');
      return messagePage('Thank you', `<p>The card: ${setup.status}</p>`);
    }
    const secret = query.get('client_secret');
    const intent = api.publicIntent(query.get('payment_intent') ?? '', secret);
    payStripe(api, intent.id, outcome, form.get('payment_method'));
    if (outcome === 'close' || back === null) {
      return messagePage('Done', `<p>The payment: ${intent.status}</p>`);
    }
    const target = new URL(back);
    target.searchParams.set('payment_intent', intent.id);
    target.searchParams.set('payment_intent_client_secret', intent.client_secret);
    target.searchParams.set(
      'redirect_status',
      intent.status === 'succeeded' ? 'succeeded' : 'failed',
    );
    return target;
  });
}

/** Does what a customer does in the card form, or in the bank's question when there is one. */
export function payStripe(
  api: StripeApi,
  intentId: string,
  outcome: Outcome,
  method: string | null = null,
): void {
  const intent = api.store.intent(intentId);
  if (outcome === 'close') return;
  if (intent.status === 'requires_action') {
    api.intents.authenticate(intent, outcome === 'pay');
    return;
  }
  // Leaving a card form is nothing that Stripe hears of.
  if (outcome === 'cancel') return;
  try {
    api.intents.confirm(intent.id, { payment_method: method ?? CARDS[outcome] }, true);
  } catch (error) {
    if (!(error instanceof StripeRefusal) || error.status !== 402) throw error;
  }
}

function parametersOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '');
}

async function orRefusal(reply: FastifyReply, run: () => string | URL): Promise<void> {
  try {
    const result = run();
    if (result instanceof URL) {
      await reply.redirect(result.href, 303);
      return;
    }
    await reply.type('text/html; charset=utf-8').send(result);
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    await reply
      .code(error.status)
      .type('text/html; charset=utf-8')
      .send(messagePage('Stripe', `<p role="alert">${error.message.replace(/</g, '&lt;')}</p>`));
  }
}
