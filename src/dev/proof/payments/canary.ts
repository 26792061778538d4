import { randomUUID } from 'node:crypto';
import { GATEWAYS } from '../../gateway-simulator/gateway.js';
import type { ShopSource } from '../proof-rig.js';
import type { ShopUnderTest } from '../shop-under-test.js';
import { staffToken } from '../staff.js';
import { judged, type ProofRow } from '../table.js';
import { sendCardNumbers } from './canary-requests.js';
import { cardNumber, writingsOf } from './card-number.js';
import { keepCard, secretsOf } from './canary-secrets.js';
import {
  act,
  CURRENCY_OF,
  type GatewayShop,
  MONEY_QUEUES,
  orderBy,
  quiet,
  startToPay,
  withGateways,
} from './gateway-shop.js';
import { allOfRedis, type Canaries, findInTables, findInText } from './search-everywhere.js';

const KEPT_LOG = 100_000_000;
const FEWEST_SECRETS = 15;

/**
 * A card's number in every place of every kind of request, and what opens gateways where it really passes: neither may be
 * in the logs, in Redis, in the audit rows or anywhere else in the database.
 */
export async function canary(rig: ShopSource, say: (line: string) => void): Promise<ProofRow[]> {
  const redis = await rig.startRedis();
  const options = { keptLog: KEPT_LOG, variables: { LOG_LEVEL: 'debug' } };
  const on = redis === null ? {} : { redisUrl: redis.url };
  return withGateways(rig, { ...options, ...on }, async (scene) => {
    const { shop } = scene;
    await shop.startApi();
    await shop.startWorker('relay', ...MONEY_QUEUES, 'notifications');
    const staff = await staffToken(shop);
    const secrets = await secretsOf(scene, await payEverywhere(scene, staff));
    const number = cardNumber();
    const sent = await sendCardNumbers(scene, staff, number, [...secrets.values()]);
    say(`  ${sent.requests} requests have been sent, ${sent.refused} of them were refused`);
    await quiet(shop);
    const cards: Canaries = new Map(
      [...writingsOf(number)].map((text) => [`a card number as ${text.replace(/\d/g, '#')}`, text]),
    );
    const inRedis = redis === null ? '' : await allOfRedis(redis.url);
    const blind = await blindnessOf(scene, inRedis, redis !== null);
    if (secrets.size < FEWEST_SECRETS) blind.push(`only ${secrets.size} secrets were seen`);
    return [
      await searched('no card number anywhere', scene, inRedis, cards, sent.requests, blind),
      await searched(
        'no token or gateway secret anywhere',
        scene,
        inRedis,
        secrets,
        secrets.size,
        [],
      ),
    ];
  });
}

async function searched(
  name: string,
  { shop }: GatewayShop,
  inRedis: string,
  canaries: Canaries,
  n: number,
  blind: readonly string[],
): Promise<ProofRow> {
  const log = logOf(shop);
  const found = [
    ...(await findInTables(shop.owner, canaries)),
    ...findInText('redis', inRedis, canaries),
    ...findInText('log', log, canaries),
  ];
  const sizes = [log, inRedis].map(({ length }) => Math.round(length / 1024));
  return judged(name, n, `all tables, ${sizes[0]} KB of logs, ${sizes[1]} KB of Redis`, [
    ...blind,
    ...found,
  ]);
}

function logOf(shop: ShopUnderTest): string {
  return [shop.api, ...shop.workers].map((process) => process?.log ?? '').join('\n');
}

/** A search that finds nothing must be able to find: what has to be there is looked for in the same way. */
async function blindnessOf(
  { shop }: GatewayShop,
  inRedis: string,
  hasRedis: boolean,
): Promise<string[]> {
  const { rows } = await shop.owner.query<{ reference: string }>(
    'SELECT reference FROM payments LIMIT 1',
  );
  const reference: Canaries = new Map([['reference', rows[0]?.reference ?? '-']]);
  const inTables = await findInTables(shop.owner, reference);
  const path = new Map([['path', '/api/v1/payments/callbacks/stripe']]);
  const queue = new Map([['queue', 'payment-callbacks']]);
  return [
    ...(inTables.includes('public.payments.reference: reference')
      ? []
      : ['the tables cannot be searched']),
    ...(inTables.some((place) => place.includes('audit')) ? [] : ['no audit row was searched']),
    ...(findInText('log', logOf(shop), path).length > 0 ? [] : ['the logs cannot be searched']),
    ...(!hasRedis || findInText('redis', inRedis, queue).length > 0
      ? []
      : ['Redis cannot be searched']),
  ];
}

/** An order paid at each gateway, with calls that fail on the way, and a part given back; the secrets of browsers. */
async function payEverywhere(scene: GatewayShop, staff: string): Promise<Map<string, string>> {
  const { shop, gateways } = scene;
  const [buyer] = await shop.buyers(1);
  if (buyer === undefined) throw new Error('No buyer');
  const seen = new Map([
    ["a customer's access token", buyer.token],
    ["a colleague's access token", staff],
  ]);
  for (const gateway of GATEWAYS) {
    const orderId = await orderBy(scene, buyer, gateway, CURRENCY_OF[gateway]);
    if (gateway !== 'vnpay') {
      await gateways.control.fault({ kind: 'disconnect', gateway });
      await gateways.control.fault({ kind: 'error', gateway, status: 500 });
    }
    const attempt = await startToPay(scene, buyer, orderId, gateway);
    if (attempt.clientSecret !== null) seen.set('a client secret', attempt.clientSecret);
    await act(scene, attempt, 'pay');
    await confirmed(scene, orderId);
    await gateways.control.fault({ kind: 'error', gateway, status: 500 });
    await shop.request('POST', `/admin/orders/${orderId}/refunds`, {
      token: staff,
      headers: { 'idempotency-key': randomUUID() },
      body: {
        goodwillAmount: gateway === 'stripe' || gateway === 'paypal' ? '5.00' : '50000',
        reason: 'Late',
      },
    });
    await quiet(shop);
    await gateways.control.clearFaults();
  }
  for (const [name, value] of await keepCard(scene, buyer)) seen.set(name, value);
  return seen;
}

async function confirmed({ shop }: GatewayShop, orderId: string): Promise<void> {
  const sql = `SELECT 1 FROM orders WHERE id = $1 AND status = 'confirmed'`;
  for (let tries = 0; tries < 600; tries += 1) {
    if (((await shop.owner.query(sql, [orderId])).rowCount ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('An order was not confirmed');
}
