import { setTimeout as sleep } from 'node:timers/promises';
import { DEMO_KEYS } from '../../gateway-simulator/demo-keys.js';
import { stripeSignature } from '../../gateway-simulator/stripe/stripe-events.js';
import { everyFewSeconds } from '../every-few-seconds.js';
import type { ShopSource } from '../proof-rig.js';
import { judged, type ProofRow } from '../table.js';
import { brokenMoneyRules, ledgerDifferences } from './books.js';
import {
  act,
  type Attempt,
  type GatewayShop,
  inLanes,
  MONEY_QUEUES,
  orderBy,
  quiet,
  startToPay,
  withGateways,
} from './gateway-shop.js';
import { type Arrival, arrivalsOf } from './permutations.js';

const LANES = 8;
const APPLIED_LIMIT_MS = 60_000;
const { secretKey, publishableKey, webhookSecrets } = DEMO_KEYS.stripe;

/** What really happens to each payment, as the gateway tells it: the first card is refused, the bank asks, money comes and goes back. */
const MESSAGES = {
  failed: 'payment_intent.payment_failed',
  processing: 'payment_intent.requires_action',
  success: 'payment_intent.succeeded',
  refund: 'refund.created',
} as const;

interface Told {
  readonly id: string;
  readonly text: string;
}

interface Story {
  readonly attempt: Attempt;
  readonly arrival: Arrival;
  /** Whether all of the money goes back. */
  readonly isWhole: boolean;
}

interface EventOfStripe {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: { readonly id: string; readonly payment_intent?: string } };
}

/**
 * The messages of an order in every order, with doublings, at two API processes and two workers: all orders must end in
 * the same rows, and the gateway's book must be ours.
 */
export function anyOrder(
  rig: ShopSource,
  rounds: number | null,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  return withGateways(rig, { isOnRedis: true }, async (scene) => {
    const { shop, gateways } = scene;
    await gateways.control.settings({ callbacks: false });
    await shop.startApi();
    const apis = [shop.url, await shop.startOtherApi()];
    for (const more of [['relay'], []]) await shop.startWorker(...MONEY_QUEUES, ...more);
    const buyers = await shop.buyers(LANES);
    const all = arrivalsOf(Object.keys(MESSAGES));
    const step = rounds === null ? 1 : Math.max(1, Math.ceil(all.length / rounds));
    const chosen = all
      .filter((_, n) => n % step === 0)
      .map((arrival, n) => ({ arrival, isWhole: Math.floor(n / 2) % 2 === 0 }));
    const tell = everyFewSeconds(say);
    const stories: Story[] = [];
    await inLanes(LANES, chosen, async ({ arrival, isWhole }, lane) => {
      const buyer = buyers[lane];
      if (buyer === undefined) throw new Error('No buyer');
      const attempt = await startToPay(
        scene,
        buyer,
        await orderBy(scene, buyer, 'stripe'),
        'stripe',
      );
      const messages = await happen(scene, attempt, isWhole);
      await arrive(scene, apis, arrival, messages);
      stories.push({ attempt, arrival, isWhole });
      tell(`  ${stories.length} of ${chosen.length} orders have heard everything`);
    });
    await quiet(shop);
    const seen = `4 messages in ${chosen.length} orders and doublings, 2 APIs, 2 workers`;
    const differences = await ledgerDifferences(scene);
    return [
      judged('messages in any order', stories.length, seen, await faultsOf(scene, stories)),
      judged("I12 the gateway's book is ours", stories.length, 'references compared', differences),
      judged('rules of the tables', stories.length, 'orders', await brokenMoneyRules(scene)),
    ];
  });
}

/** The gateway's side of the story, none of which the shop is told. */
async function happen(
  scene: GatewayShop,
  attempt: Attempt,
  isWhole: boolean,
): Promise<ReadonlyMap<string, Told>> {
  const { url } = scene.gateways;
  const [intent = ''] = attempt.clientSecret?.split('_secret_') ?? [];
  for (const card of ['pm_card_visa_chargeDeclined', 'pm_card_authenticationRequired']) {
    await ask(`${url}/v1/payment_intents/${intent}/confirm`, publishableKey, {
      client_secret: attempt.clientSecret ?? '',
      payment_method: card,
    });
  }
  await act(scene, attempt, 'pay');
  const refund = await ask(`${url}/v1/refunds`, secretKey, {
    payment_intent: intent,
    ...(isWhole ? {} : { amount: '500' }),
  });
  if (!refund.ok) throw new Error(`No refund: ${await refund.text()}`);
  const list = await ask(`${url}/v1/events?limit=500`, secretKey);
  const { data } = (await list.json()) as { data: EventOfStripe[] };
  const own = data.filter(({ data: { object } }) =>
    [object.id, object.payment_intent].includes(intent),
  );
  const told = Object.entries(MESSAGES).map(([name, type]): [string, Told] => {
    const event = own.find((one) => one.type === type);
    if (event === undefined) throw new Error(`The gateway has not said ${type}`);
    return [name, { id: event.id, text: JSON.stringify(event) }];
  });
  return new Map(told);
}

function ask(url: string, key: string, form?: Record<string, string>): Promise<Response> {
  return fetch(url, {
    headers: { authorization: `Bearer ${key}` },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
}

async function arrive(
  { shop }: GatewayShop,
  apis: readonly string[],
  { sequence, pace }: Arrival,
  messages: ReadonlyMap<string, Told>,
): Promise<void> {
  const inTurn = sequence.flatMap((name) => messages.get(name) ?? []);
  if (pace === 'at once') {
    const twice = inTurn.flatMap((one) => apis.map((api) => [api, one] as const));
    await Promise.all(twice.map(([api, one]) => deliver(api, one)));
    return;
  }
  for (const [n, message] of inTurn.entries()) {
    await deliver(apis[n % apis.length] ?? shop.url, message);
    if (pace === 'applied') await applied(shop, message.id);
  }
}

async function deliver(api: string, { text }: Told): Promise<void> {
  const seconds = Math.floor(Date.now() / 1000);
  const [secret = ''] = webhookSecrets;
  const answer = await fetch(`${api}/api/v1/payments/callbacks/stripe`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'stripe-signature': `t=${seconds},v1=${stripeSignature(secret, seconds, text)}`,
    },
  });
  const said = await answer.text();
  if (!answer.ok) throw new Error(`A callback was answered with ${answer.status}: ${said}`);
}

async function applied(shop: GatewayShop['shop'], eventId: string): Promise<void> {
  const deadline = Date.now() + APPLIED_LIMIT_MS;
  const sql = 'SELECT 1 FROM payment_events WHERE event_id = $1 AND processed_at IS NOT NULL';
  while ((await shop.owner.query(sql, [eventId])).rowCount === 0) {
    if (Date.now() > deadline) throw new Error(`Not applied: ${eventId}`);
    await sleep(10);
  }
}

const STATES = `
  SELECT o.id, jsonb_build_object(
    'order', o.status, 'total', o.total_amount, 'refunded', o.refunded_amount,
    'payments', (SELECT jsonb_agg(jsonb_build_object('attempt', p.attempt, 'status', p.status, 'amount', p.amount,
        'captured', p.captured_amount, 'held', p.authorised_amount, 'why', p.failure_reason,
        'decision', p.gateway_response ->> 'kind') ORDER BY p.attempt)
      FROM payments p WHERE p.order_id = o.id),
    'refunds', (SELECT jsonb_agg(jsonb_build_object('amount', r.amount, 'status', r.status,
        'said', r.gateway_status, 'surplus', r.surplus) ORDER BY r.amount) FROM refunds r WHERE r.order_id = o.id),
    'stock', (SELECT jsonb_agg(s.status) FROM stock_reservations s WHERE s.order_id = o.id),
    'issues', (SELECT jsonb_agg(i.kind ORDER BY i.kind) FROM reconciliation_issues i WHERE i.order_id = o.id)
  )::text AS state FROM orders o WHERE o.id = ANY ($1::uuid[])`;

/** What the orders of one kind ended in, where it is not what most ended in. */
async function faultsOf({ shop }: GatewayShop, stories: readonly Story[]): Promise<string[]> {
  const ids = stories.map(({ attempt }) => attempt.orderId);
  const { rows } = await shop.owner.query<{ id: string; state: string }>(STATES, [ids]);
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  return [true, false].flatMap((isWhole) => {
    const own = stories
      .filter((story) => story.isWhole === isWhole)
      .map(({ attempt, arrival }) => ({ arrival, state: states.get(attempt.orderId) ?? 'gone' }));
    const right = isWhole ? '"order": "refunded"' : '"order": "confirmed"';
    const model = own.find(({ state }) => state.includes(right))?.state;
    return own
      .filter(({ state }) => state !== model)
      .map(
        ({ arrival: { sequence, pace }, state }) => `${pace}: ${sequence.join(', ')} → ${state}`,
      );
  });
}
