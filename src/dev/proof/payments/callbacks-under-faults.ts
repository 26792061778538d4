import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { everyFewSeconds } from '../every-few-seconds.js';
import type { ShopSource } from '../proof-rig.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { judged, type ProofRow } from '../table.js';
import {
  type BankMessage,
  EVENTS_PER_PAYMENT,
  MESSAGES_PER_PAYMENT,
  messagesOf,
  type PaidAtBank,
  sendAsBank,
} from './bank-messages.js';
import { brokenMoneyRules, ledgerDifferences } from './books.js';
import { ms, percentile } from './figures.js';
import {
  type GatewayShop,
  inLanes,
  MONEY_QUEUES,
  orderBy,
  quiet,
  startToPay,
  withGateways,
} from './gateway-shop.js';
import { Trouble } from './trouble.js';

const BUYERS = 6;
/** As many as two cores can answer within what is promised, beside all that is killed and started. */
const SENDERS = 6;
const ANSWER_MS = 20_000;
const PAUSE_MS = 250;
const SEND_LIMIT_MS = 20 * 60_000;
const QUIET_LIMIT_MS = 8 * 60_000;
/** A job that was lost with Redis is rung for again after so many seconds, and later the more often it was lost. */
const REDELIVER_AFTER_SECONDS = '4';
/** What gateways may have to wait for their answer. */
const PROMISED_MS = 500;

interface Sent {
  readonly acknowledged: Set<string>;
  /** Milliseconds until each answer that took the message. */
  readonly answers: number[];
  tries: number;
}

/** A message is sent until it is taken, as gateways do; this many callbacks, while processes die and Redis forgets. */
export async function callbacksUnderFaults(
  rig: ShopSource,
  size: number,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  const redis = await rig.startRedis();
  if (redis === null) say('  no Redis can be had here: nothing is flushed');
  const variables = { REDELIVER_AFTER_SECONDS };
  const on = redis === null ? { variables } : { variables, redisUrl: redis.url };
  return withGateways(rig, on, async (scene) => {
    const { shop } = scene;
    // What the bank says comes from here, as often and in whatever order; its book is its own.
    await scene.gateways.control.settings({ callbacks: false });
    await shop.startApi();
    const paid = await placeAll(scene, Math.ceil(size / MESSAGES_PER_PAYMENT), say);
    const messages = shuffled(paid.flatMap(messagesOf)).slice(0, size);
    for (const reference of paidOf(paid, messages)) {
      await scene.gateways.control.pay(reference, 'pay');
    }
    const queues = ['relay', ...MONEY_QUEUES];
    const trouble = await Trouble.begin(shop, queues, redis);
    const sent = await sendAll(shop, messages, () => trouble.apis, say);
    const met = await trouble.end();
    await quiet(shop, QUIET_LIMIT_MS);
    const lost = await lostOf(shop, messages, sent);
    const p99 = percentile(sent.answers, 0.99);
    const seen = `${sent.tries} tries, ${met.kills} × kill -9, ${met.flushes} × FLUSHALL, ${met.pauses} × Redis silent, ${met.stops} × Redis stopped`;
    const idle = met.kills < 2 ? ['nobody was killed: more callbacks are needed'] : [];
    return [
      judged('I20 none is lost', messages.length, seen, [...lost, ...idle]),
      judged(
        'none is applied twice',
        paid.length,
        'payments',
        await twiceOf(scene, paid, messages),
      ),
      judged(
        "I12 the bank's book is ours, nobody is charged twice",
        paid.length,
        'references compared',
        await ledgerDifferences(scene),
      ),
      judged(
        'acknowledged',
        sent.answers.length,
        `p50 ${ms(percentile(sent.answers, 0.5))}, p99 ${ms(p99)}, longest ${ms(Math.max(...sent.answers))}`,
        p99 > PROMISED_MS ? [`p99 above ${PROMISED_MS} ms`] : [],
      ),
    ];
  });
}

async function placeAll(
  scene: GatewayShop,
  count: number,
  say: (line: string) => void,
): Promise<PaidAtBank[]> {
  const { shop } = scene;
  const buyers = await shop.buyers(BUYERS);
  const tell = everyFewSeconds(say);
  let placed = 0;
  await inLanes(BUYERS, Array.from({ length: count }), async (_, lane) => {
    const buyer = buyers[lane];
    if (buyer === undefined) throw new Error('No buyer');
    await startToPay(scene, buyer, await orderBy(scene, buyer, 'sandbox'), 'sandbox');
    placed += 1;
    tell(`  ${placed} of ${count} orders are placed`);
  });
  const { rows } = await shop.owner.query<PaidAtBank>(
    `SELECT reference, (amount * 100)::int AS amount, currency,
            gateway_payment_id AS "gatewayPaymentId" FROM payments ORDER BY reference`,
  );
  return rows;
}

async function sendAll(
  shop: ShopUnderTest,
  messages: readonly BankMessage[],
  apis: () => readonly string[],
  say: (line: string) => void,
): Promise<Sent> {
  const sent: Sent = { acknowledged: new Set(), answers: [], tries: 0 };
  const deadline = Date.now() + SEND_LIMIT_MS;
  const secret = shop.env().SANDBOX_GATEWAY_SECRET;
  const tell = everyFewSeconds(say);
  await inLanes(SENDERS, messages, async ({ eventId, body }) => {
    for (;;) {
      const all = apis();
      const api = all[sent.tries % all.length] ?? shop.url;
      sent.tries += 1;
      const began = performance.now();
      if (await isTaken(secret, api, body)) {
        sent.answers.push(performance.now() - began);
        break;
      }
      if (Date.now() > deadline) throw new Error('A callback is not taken');
      await sleep(PAUSE_MS);
    }
    sent.acknowledged.add(eventId);
    tell(`  ${sent.answers.length} of ${messages.length} callbacks are acknowledged`);
  });
  return sent;
}

async function isTaken(secret: string, api: string, body: string): Promise<boolean> {
  try {
    const answer = await sendAsBank(secret, api, body, ANSWER_MS);
    await answer.arrayBuffer();
    if (answer.status >= 400 && answer.status < 500) {
      throw new CallbackRefused(`A callback was refused: ${answer.status}`);
    }
    return answer.ok;
  } catch (error) {
    if (error instanceof CallbackRefused) throw error;
    return false;
  }
}

class CallbackRefused extends Error {}

/** What was acknowledged and is not there, or not done. */
async function lostOf(
  { owner }: ShopUnderTest,
  messages: readonly BankMessage[],
  { acknowledged }: Sent,
): Promise<string[]> {
  const { rows } = await owner.query<{ eventId: string }>(
    `SELECT w.id AS "eventId" FROM unnest($1::text[]) AS w (id)
       LEFT JOIN payment_events e ON e.gateway = 'sandbox' AND e.event_id = w.id
      WHERE e.processed_at IS NULL OR e.outcome IS NULL`,
    [[...acknowledged]],
  );
  const all = new Set(messages.map(({ eventId }) => eventId));
  const missing = [...all].filter((eventId) => !acknowledged.has(eventId));
  return [
    ...rows.map(({ eventId }) => `${eventId}: acknowledged, and not done`),
    ...missing.map((eventId) => `${eventId}: never acknowledged`),
  ];
}

/** The payments of which some message says that they are paid. */
function paidOf(paid: readonly PaidAtBank[], messages: readonly BankMessage[]): string[] {
  const told = new Set(messages.map(({ eventId }) => eventId));
  return paid
    .map(({ reference }) => reference)
    .filter(
      (reference) => told.has(`${reference}-success`) || told.has(`${reference}-success-again`),
    );
}

/** Payments that are not what their messages make them, and rules that are broken. */
async function twiceOf(
  scene: GatewayShop,
  paid: readonly PaidAtBank[],
  messages: readonly BankMessage[],
): Promise<string[]> {
  const { owner } = scene.shop;
  const complete = paidOf(paid, messages);
  const { rows } = await owner.query<{ reference: string; text: string }>(
    `SELECT p.reference, concat_ws(' ', 'payment', p.status, p.captured_amount, 'order', o.status, 'confirmed',
            (SELECT count(*) FROM order_status_history h WHERE h.order_id = o.id AND h.to_status = 'confirmed'), 'times') AS text
       FROM payments p JOIN orders o ON o.id = p.order_id
      WHERE p.reference = ANY ($1) AND (p.status <> 'success' OR p.captured_amount <> p.amount OR o.status <> 'confirmed'
        OR (SELECT count(*) FROM order_status_history h WHERE h.order_id = o.id AND h.to_status = 'confirmed') <> 1)`,
    [complete],
  );
  const stored = await owner.query(`SELECT 1 FROM payment_events WHERE source = 'callback'`);
  const most = paid.length * EVENTS_PER_PAYMENT;
  return [
    ...rows.map(({ reference, text }) => `${reference}: ${text}`),
    ...((stored.rowCount ?? 0) > most
      ? [`${stored.rowCount} messages are stored, of ${most}`]
      : []),
    ...(await brokenMoneyRules(scene)),
  ];
}

/** In an order that is the same every time, and that nobody sends them in. */
function shuffled(messages: readonly BankMessage[]): BankMessage[] {
  return messages
    .map((message, n) => ({
      message,
      key: createHash('sha256').update(`${message.eventId} ${n}`).digest('hex'),
    }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ message }) => message);
}
