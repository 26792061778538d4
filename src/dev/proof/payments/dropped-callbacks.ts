import { randomUUID } from 'node:crypto';
import { GATEWAYS, type Gateway, type Outcome } from '../../gateway-simulator/gateway.js';
import { patiently } from '../patiently.js';
import type { ShopSource } from '../proof-rig.js';
import type { Buyer, ShopUnderTest } from '../shop-under-test.js';
import { staffToken } from '../staff.js';
import { judged, type ProofRow } from '../table.js';
import { brokenMoneyRules, ledgerDifferences } from './books.js';
import {
  act,
  type Attempt,
  CURRENCY_OF,
  type GatewayShop,
  inLanes,
  MONEY_QUEUES,
  orderBy,
  quiet,
  startToPay,
  withGateways,
  work,
} from './gateway-shop.js';

/** Guard that this part can take out. */
export const RECONCILIATION = 'reconciliation';

const LANES = 4;
/** Minutes by which the clock is moved, one after the other: a little more than the hour. */
const STEPS = [2, 3, 5, 5, 16, 30] as const;
const LATE_AFTER = 10;

/** What customers do at their gateway, and where the order ends. */
const STORIES = [
  { name: 'paid', outcome: 'pay', isLate: false, isPaid: true },
  { name: 'paid late', outcome: 'pay', isLate: true, isPaid: true },
  { name: 'paid, the answer to us was lost', outcome: 'pay', isLate: false, isPaid: true },
  { name: 'paid and given back', outcome: 'pay', isLate: false, isPaid: true },
  { name: 'refused', outcome: 'fail', isLate: false, isPaid: false },
  { name: 'cancelled', outcome: 'cancel', isLate: false, isPaid: false },
  { name: 'left', outcome: 'close', isLate: false, isPaid: false },
] as const satisfies readonly {
  readonly name: string;
  readonly outcome: Outcome;
  readonly [more: string]: unknown;
}[];

type Story = (typeof STORIES)[number];

/** What is called to begin a payment; VNPay is not called. */
const BEGINS: Readonly<Partial<Record<Gateway, string>>> = {
  stripe: 'payment_intents.create',
  paypal: 'orders.create',
  momo: 'create',
  sandbox: 'create',
};
/** What is called to give money back; VNPay cannot be asked again without its number. */
const GIVES_BACK: Readonly<Partial<Record<Gateway, string>>> = {
  stripe: 'refunds.create',
  paypal: 'captures.refund',
  momo: 'refund',
  sandbox: 'refund',
};
const GIVEN_BACK: Readonly<Record<string, string>> = { USD: '5.00', VND: '50000' };

interface Told {
  readonly story: Story;
  readonly attempt: Attempt;
}

/**
 * The gateways send nothing at all, some answers are lost too, and an hour goes by: reconciliation alone must bring
 * every order to its right state, and nobody may be charged twice by the gateways' own book.
 */
export function droppedCallbacks(
  rig: ShopSource,
  rounds: number,
  broken: string | null,
  say: (line: string) => void,
): Promise<ProofRow[]> {
  return withGateways(rig, { isOnRedis: true }, async (scene) => {
    const { shop, gateways } = scene;
    await gateways.control.settings({ callbacks: false });
    await shop.startApi();
    const program =
      broken === RECONCILIATION
        ? 'src/dev/proof/payments/worker-without-questions.js'
        : 'src/worker.js';
    await shop.startWorkerProgram(program, ['relay', ...MONEY_QUEUES]);
    const wanted = Array.from({ length: rounds }, () =>
      GATEWAYS.flatMap((gateway) => STORIES.map((story) => ({ gateway, story }))),
    ).flat();
    const buyers = await shop.buyers(LANES);
    const told: Told[] = [];
    await inLanes(LANES, wanted, async ({ gateway, story }, lane) => {
      const buyer = buyers[lane];
      if (buyer !== undefined) told.push(await begin(scene, buyer, gateway, story));
    });
    say(`  ${told.length} orders are at their gateways, which say nothing`);
    await passAnHour(scene, told, say);
    const heard = await shop.owner.query(`SELECT 1 FROM payment_events WHERE source = 'callback'`);
    const faults = await faultsOf(shop, told);
    if ((heard.rowCount ?? 0) > 0) faults.push(`${heard.rowCount} callbacks came after all`);
    const questions = (await gateways.control.calls()).filter(({ operation }) =>
      ['payment_intents.retrieve', 'orders.get', 'querydr', 'query'].includes(operation),
    ).length;
    const seen = `${GATEWAYS.length} gateways, 0 callbacks, ${questions} questions in an hour`;
    return [
      judged('no callback for an hour', told.length, seen, faults),
      judged(
        'I12 nobody is charged twice, the books agree',
        told.length,
        'references compared',
        await ledgerDifferences(scene),
      ),
      judged('rules of the tables', told.length, 'orders', await brokenMoneyRules(scene)),
    ];
  });
}

async function begin(
  scene: GatewayShop,
  buyer: Buyer,
  gateway: Gateway,
  story: Story,
): Promise<Told> {
  const orderId = await orderBy(scene, buyer, gateway, CURRENCY_OF[gateway]);
  const operation = BEGINS[gateway];
  if (story.name.includes('answer') && operation !== undefined) {
    await scene.gateways.control.fault({ kind: 'error_after', gateway, operation, status: 500 });
  }
  const attempt = await startToPay(scene, buyer, orderId, gateway);
  if (!story.isLate) await act(scene, attempt, story.outcome);
  return { story, attempt };
}

async function passAnHour(
  scene: GatewayShop,
  told: readonly Told[],
  say: (line: string) => void,
): Promise<void> {
  const { shop, gateways } = scene;
  const staff = await staffToken(shop);
  let minutes = 0;
  for (const step of STEPS) {
    minutes += step;
    await gateways.control.advance(step * 60);
    await letPass(shop, step);
    await workAll(shop);
    say(`  ${minutes} minutes have gone by`);
    if (minutes !== LATE_AFTER) continue;
    for (const { story, attempt } of told) {
      if (story.isLate) await act(scene, attempt, story.outcome);
      if (story.name.includes('given back')) await giveBack(scene, staff, attempt);
    }
    await quiet(shop);
  }
}

/** Nobody waits an hour: what falls due becomes older instead. */
async function letPass(shop: ShopUnderTest, minutes: number): Promise<void> {
  for (const [table, column] of [
    ['payments', 'next_query_at'],
    ['refunds', 'next_query_at'],
    ['orders', 'expires_at'],
    ['stock_reservations', 'expires_at'],
  ]) {
    await shop.owner.query(
      `UPDATE ${table} SET ${column} = ${column} - make_interval(mins => $1::int) WHERE ${column} IS NOT NULL`,
      [minutes],
    );
  }
}

async function workAll(shop: ShopUnderTest): Promise<void> {
  for (const [queue, job] of [
    ['gateway-calls', 'reconcile'],
    ['orders', 'expire-unpaid'],
  ] as const) {
    await work(shop, queue, job);
    await quiet(shop);
  }
}

/** Staff give a part back, and the answer of the gateway is lost where it can be asked later. */
async function giveBack(
  { shop, gateways }: GatewayShop,
  staff: string,
  { orderId, gateway }: Attempt,
): Promise<void> {
  const operation = GIVES_BACK[gateway];
  if (operation !== undefined) {
    await gateways.control.fault({ kind: 'error_after', gateway, operation, status: 500 });
  }
  const headers = { 'idempotency-key': randomUUID() };
  const goodwillAmount = GIVEN_BACK[CURRENCY_OF[gateway]];
  const answer = await patiently(() =>
    shop.request('POST', `/admin/orders/${orderId}/refunds`, {
      token: staff,
      headers,
      body: { goodwillAmount, reason: 'Arrived late' },
    }),
  );
  // Without reconciliation there is nothing to give back: the rows say so.
  if (answer.status >= 500) throw new Error(`No refund: ${answer.text}`);
  await quiet(shop);
}

const STATES = `
  SELECT o.id, o.status AS "order", o.refunded_amount > 0 AS "isBack", p.status AS payment,
         p.captured_amount = o.total_amount AS "isWhole", p.captured_amount = 0 AS "isNothing"
    FROM orders o JOIN payments p ON p.order_id = o.id WHERE o.id = ANY ($1::uuid[])`;

interface State {
  readonly id: string;
  readonly order: string;
  readonly payment: string;
  readonly isBack: boolean;
  readonly isWhole: boolean;
  readonly isNothing: boolean;
}

async function faultsOf(shop: ShopUnderTest, told: readonly Told[]): Promise<string[]> {
  const ids = told.map(({ attempt }) => attempt.orderId);
  const { rows } = await shop.owner.query<State>(STATES, [ids]);
  const states = new Map(rows.map((row) => [row.id, row]));
  return told.flatMap(({ story, attempt }) => {
    const state = states.get(attempt.orderId);
    if (state === undefined) return [`${attempt.orderId}: gone`];
    const { order, payment, isBack, isWhole, isNothing } = state;
    const isRight = story.isPaid
      ? order === 'confirmed' && payment === 'success' && isWhole
      : order === 'cancelled' && ['failed', 'cancelled'].includes(payment) && isNothing;
    const isRightBack = isBack === story.name.includes('given back');
    if (isRight && isRightBack) return [];
    const back = isBack ? ', some of it is back' : '';
    return [`${attempt.gateway}, ${story.name}: order ${order}, payment ${payment}${back}`];
  });
}
