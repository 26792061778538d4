import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopSource } from '../proof-rig.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { staffToken } from '../staff.js';
import { judged, type ProofRow } from '../table.js';
import { HostileReceiver, type Manner } from './hostile-receiver.js';

const MANNERS: readonly Manner[] = [
  'good',
  '500',
  'slow',
  'doubled',
  'redirect inwards',
  'down',
  'hangs up',
];
const WRITERS = 4;
const PRODUCTS = 12;
const MANNER_MS = 4_000;
const HURRY_MS = 400;
/** Nothing has arrived for so long: what is missing by then is missing. */
const STILL_MS = 60_000;

interface Told {
  readonly id: string;
  readonly aggregateId: string;
  readonly sequence: number;
}

interface EventsPage {
  readonly items: readonly Told[];
  readonly after: string | null;
  readonly hasMore: boolean;
}

/**
 * A receiver that is down, slow, answers 500, works and says that it has not, hangs up and redirects inwards, while
 * several write (some of them slowly, some of them in vain), the worker is killed and waiting is made short; beside it
 * a reader of the feed who has been away for a day. Nobody may miss an event, and none may have two effects.
 */
export async function webhooks(
  rig: ShopSource,
  rounds: number,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  const receiver = await HostileReceiver.start();
  try {
    const shop = await rig.shop({
      variables: {
        RATE_LIMITS: 'off',
        WEBHOOK_ALLOW_LOOPBACK: 'true',
        WEBHOOK_TIMEOUT_MS: '500',
      },
    });
    await shop.startApi();
    await shop.startWorker('relay', 'webhooks');
    const token = await staffToken(shop);
    // Reading gives the demo data their places, so that the endpoint begins behind them.
    const start = (await catchUp(shop, token, null)).after;
    const made = await shop.request('POST', '/admin/webhooks', {
      token,
      body: { url: receiver.url, eventTypes: ['product.*'] },
    });
    receiver.secret = String(made.body['secret']);
    const away = (await read(shop, token, start)).after;
    await misbehave(shop, receiver, rounds, say);
    await dayLater(shop);
    const reader = await catchUp(shop, token, away);
    const truth = await eventsAfter(shop, start);
    await settle(shop, receiver, truth.length);
    return [sent(receiver, truth), followed(reader.items, truth)];
  } finally {
    await receiver.stop();
  }
}

async function misbehave(
  shop: ShopUnderTest,
  receiver: HostileReceiver,
  rounds: number,
  say: (line: string) => void,
): Promise<void> {
  const { rows } = await shop.owner.query<{ id: string }>(
    'SELECT id FROM products WHERE deleted_at IS NULL ORDER BY id LIMIT $1',
    [PRODUCTS],
  );
  const products = rows.map(({ id }) => id);
  for (let round = 0; round < rounds; round += 1) {
    for (const manner of MANNERS) {
      receiver.manner = manner;
      const until = Date.now() + MANNER_MS;
      const writers = Array.from({ length: WRITERS }, (_, n) => write(shop, products, n, until));
      while (Date.now() < until) {
        await hurry(shop);
        await sleep(HURRY_MS);
      }
      await Promise.all(writers);
    }
    await shop.workers.at(-1)?.killHard();
    await shop.startWorker('relay', 'webhooks');
    say(`  round ${round + 1}: ${receiver.messages} messages, ${receiver.effects.size} effects`);
  }
  receiver.manner = 'good';
}

/** One writer commits at once, one late, one two products at a time, and one now and then in vain. */
async function write(
  shop: ShopUnderTest,
  products: readonly string[],
  lane: number,
  until: number,
): Promise<void> {
  for (let turn = 0; Date.now() < until; turn += 1) {
    const client = await shop.owner.connect();
    try {
      const chosen = [products[(turn * (lane + 1)) % products.length], products[lane]];
      await client.query('BEGIN');
      for (const id of [...new Set(chosen)].sort()) {
        await client.query(
          'UPDATE products SET weight = coalesce(weight, 0) + 0.01 WHERE id = $1',
          [id],
        );
      }
      if (lane === 1) await sleep(150);
      await client.query(lane === 2 && turn % 4 === 0 ? 'ROLLBACK' : 'COMMIT');
    } finally {
      client.release();
    }
    await sleep(100);
  }
}

/** What has to wait need not: the pauses between tries are over, and so short they count for nothing. */
async function hurry(shop: ShopUnderTest): Promise<void> {
  await shop.owner.query(`
    UPDATE webhook_deliveries SET next_attempt_at = now(), attempts = 0 WHERE state = 'waiting'`);
  await shop.owner.query(`
    UPDATE webhook_endpoints SET rests_until = NULL, rung_until = NULL,
      leased_until = CASE WHEN leased_until < now() + interval '31 seconds' THEN NULL ELSE leased_until END`);
  await shop.owner.query(
    `INSERT INTO outbox_events (queue, job) VALUES ('webhooks', 'tell-endpoints')`,
  );
}

async function dayLater(shop: ShopUnderTest): Promise<void> {
  await shop.owner.query(`
    UPDATE public_events SET occurred_at = occurred_at - interval '1 day',
      numbered_at = numbered_at - interval '1 day'`);
}

async function read(shop: ShopUnderTest, token: string, after: string | null): Promise<EventsPage> {
  const place = after === null ? '' : `&after=${after}`;
  const answer = await shop.request('GET', `/events?limit=50&types=product.*${place}`, { token });
  if (answer.status !== 200) throw new Error(`The feed has answered ${answer.status}.`);
  return answer.body as unknown as EventsPage;
}

async function catchUp(
  shop: ShopUnderTest,
  token: string,
  from: string | null,
): Promise<{ readonly items: Told[]; readonly after: string | null }> {
  const items: Told[] = [];
  let after = from;
  for (;;) {
    const page = await read(shop, token, after);
    items.push(...page.items);
    if (page.after === after || (page.items.length === 0 && !page.hasMore)) return { items, after };
    ({ after } = page);
  }
}

async function eventsAfter(shop: ShopUnderTest, start: string | null): Promise<Told[]> {
  const { rows } = await shop.owner.query<Told>(
    `SELECT id, aggregate_id AS "aggregateId", sequence::float8 AS sequence FROM public_events
      WHERE type LIKE 'product.%' AND (position IS NULL OR position >
        coalesce((SELECT position FROM public_events WHERE id = $1::uuid), 0)) ORDER BY seq`,
    [start],
  );
  return rows;
}

/** Until everything has arrived, or nothing does any more. */
async function settle(shop: ShopUnderTest, receiver: HostileReceiver, all: number): Promise<void> {
  let [arrived, since] = [receiver.effects.size, Date.now()];
  while (receiver.effects.size < all && Date.now() - since < STILL_MS) {
    await hurry(shop);
    await sleep(1_000);
    if (receiver.effects.size > arrived) since = Date.now();
    arrived = receiver.effects.size;
  }
}

function sent(receiver: HostileReceiver, truth: readonly Told[]): ProofRow {
  const faults = truth
    .filter(({ id }) => !receiver.effects.has(id))
    .map(({ id }) => `event ${id} has never arrived`);
  faults.push(...disordered(receiver.accepted, 'accepted'));
  if (receiver.inwards > 0) faults.push(`${receiver.inwards} redirects were followed inwards`);
  if (receiver.badSignatures > 0) faults.push(`${receiver.badSignatures} bad signatures`);
  const known = new Set(truth.map(({ id }) => id));
  const strange = [...receiver.effects.keys()].filter((id) => !known.has(id));
  if (strange.length > 0) faults.push(`${strange.length} effects of what never happened`);
  const seen = `${receiver.messages} messages for ${truth.length} events, ${receiver.effects.size} effects`;
  return judged('a hostile webhook receiver', truth.length, seen, faults);
}

function followed(items: readonly Told[], truth: readonly Told[]): ProofRow {
  const ids = new Set(items.map(({ id }) => id));
  const faults = truth.filter(({ id }) => !ids.has(id)).map(({ id }) => `event ${id} was skipped`);
  if (ids.size !== items.length) faults.push(`${items.length - ids.size} events came twice`);
  faults.push(...disordered(items, 'read'));
  const seen = `${items.length} events read of ${truth.length}`;
  return judged('caught up by cursor after a day', truth.length, seen, faults);
}

/** Events of one aggregate follow each other. */
function disordered(items: readonly Told[], what: string): string[] {
  const last = new Map<string, number>();
  return items.flatMap(({ aggregateId, sequence }) => {
    const before = last.get(aggregateId);
    last.set(aggregateId, sequence);
    const isNext = before === undefined || sequence === before + 1;
    return isNext ? [] : [`${what} ${sequence} after ${before} of ${aggregateId}`];
  });
}
