import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Gateway, Outcome } from '../../gateway-simulator/gateway.js';
import {
  type SimulatorProcess,
  startSimulatorProcess,
} from '../../gateway-simulator/simulator-process.js';
import { patiently } from '../patiently.js';
import type { ShopOptions, ShopSource } from '../proof-rig.js';
import type { Buyer, ShopUnderTest } from '../shop-under-test.js';
import { setStock, someVariant } from '../stock.js';

/** Queues through which money and orders move. */
export const MONEY_QUEUES = ['payment-callbacks', 'gateway-calls', 'orders'] as const;

const QUIET_LIMIT_MS = 120_000;
const PLENTY = 1_000_000;
const DONG = { rate: 25_000, price: 250_000 } as const;

/** A shop whose customers pay at simulated gateways. */
export interface GatewayShop {
  readonly shop: ShopUnderTest;
  readonly gateways: SimulatorProcess;
  /** What everybody buys; it has a price in USD and one in VND, and there is plenty of it. */
  readonly variantId: string;
}

/** An attempt to pay, handed to its gateway. */
export interface Attempt {
  readonly orderId: string;
  readonly reference: string;
  readonly gateway: Gateway;
  /** Where the gateway has a page of its own. */
  readonly redirectUrl: string | null;
  /** Where the shop's page pays. */
  readonly clientSecret: string | null;
}

/** Currency that a gateway takes here. */
export const CURRENCY_OF: Readonly<Record<Gateway, string>> = {
  stripe: 'USD',
  paypal: 'USD',
  vnpay: 'VND',
  momo: 'VND',
  sandbox: 'USD',
};

/** Starts the gateways and a shop, none of whose processes run yet, hands both out, and ends the gateways. */
export async function withGateways<T>(
  rig: ShopSource,
  options: ShopOptions,
  run: (scene: GatewayShop) => Promise<T>,
): Promise<T> {
  const gateways = await startSimulatorProcess();
  try {
    const shop = await rig.shop({
      ...options,
      variables: {
        RATE_LIMITS: 'off',
        MAX_OPEN_UNPAID_ORDERS: '0',
        MAX_STOCK_SHARE: '100',
        CURRENCIES: 'VND',
        ...gateways.env,
        ...options.variables,
      },
    });
    await gateways.setCallbackBase(shop.url);
    const variantId = await someVariant(shop);
    await setStock(shop, variantId, PLENTY);
    await shop.owner.query('UPDATE discounts SET is_active = false');
    await shop.owner.query(`INSERT INTO exchange_rates (currency, rate) VALUES ('VND', $1)`, [
      DONG.rate,
    ]);
    await shop.owner.query(
      `INSERT INTO variant_prices (variant_id, currency, price) VALUES ($1, 'VND', $2)`,
      [variantId, DONG.price],
    );
    return await run({ shop, gateways, variantId });
  } finally {
    await gateways.stop();
  }
}

/** A placed order of one piece, to be paid with a method; its id. */
export async function orderBy(
  { shop, variantId }: Pick<GatewayShop, 'shop' | 'variantId'>,
  buyer: Buyer,
  method: string,
  currency = 'USD',
): Promise<string> {
  const { token, addressId } = buyer;
  const put = await patiently(() =>
    shop.request('POST', `/cart/items?currency=${currency}`, {
      token,
      body: { variantId, quantity: 1 },
    }),
  );
  if (put.status >= 300) throw new Error(`Not in the cart: ${put.text}`);
  const key = randomUUID();
  const placed = await patiently(() =>
    shop.request('POST', '/orders', {
      token,
      headers: { 'idempotency-key': key },
      body: { addressId, shippingMethodCode: 'standard', paymentMethodCode: method },
    }),
  );
  if (placed.status !== 201) throw new Error(`No order: ${placed.text}`);
  return String(placed.body['id']);
}

/** Hands an order to its gateway, again when there was no answer. */
export async function startToPay(
  { shop }: Pick<GatewayShop, 'shop'>,
  { token }: Buyer,
  orderId: string,
  gateway: Gateway,
): Promise<Attempt> {
  for (let tries = 1; ; tries += 1) {
    const { status, body, text } = await shop.request('POST', `/orders/${orderId}/payments`, {
      token,
      headers: { 'idempotency-key': randomUUID() },
      body: {},
    });
    if (status === 200) {
      const { reference, redirectUrl, clientSecret } = body as Record<string, string | null>;
      return {
        ...{ orderId, gateway, reference: String(reference) },
        ...{ redirectUrl: redirectUrl ?? null, clientSecret: clientSecret ?? null },
      };
    }
    if (tries === 3 || status < 500) throw new Error(`No way to ${gateway}: ${text}`);
  }
}

/** Does what a customer does on the gateway's page. */
export async function act(
  { gateways }: Pick<GatewayShop, 'gateways'>,
  { redirectUrl, reference }: Attempt,
  outcome: Outcome,
): Promise<void> {
  // VNPay hears of a payment when its page is opened.
  if (redirectUrl !== null) await (await fetch(redirectUrl)).text();
  await gateways.control.pay(reference, outcome);
}

/** Has jobs of the workers done, as their schedules would. */
export async function work(shop: ShopUnderTest, queue: string, job: string): Promise<void> {
  await shop.owner.query('INSERT INTO outbox_events (queue, job) VALUES ($1, $2)', [queue, job]);
  await shop.owner.query('NOTIFY eshop_outbox');
}

/** What is not done yet of all that moves money or orders. */
const OPEN_JOBS = `
  SELECT queue, job FROM outbox_events WHERE queue = ANY ($1) AND job <> 'make-document'
    AND done_at IS NULL AND failed_at IS NULL
  UNION ALL SELECT 'payment_events', kind FROM payment_events WHERE processed_at IS NULL`;

/** Waits until everything that the shop has told itself about money is done. */
export async function quiet(shop: ShopUnderTest, limitMs = QUIET_LIMIT_MS): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const { rows } = await shop.owner.query<{ queue: string; job: string }>(OPEN_JOBS, [
      MONEY_QUEUES,
    ]);
    if (rows.length === 0) return;
    if (Date.now() > deadline) {
      throw new Error(`${rows.length} jobs are not done: ${rows[0]?.queue} ${rows[0]?.job} …`);
    }
    await sleep(50);
  }
}

/** Does something to each of a list, so many at a time. */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  run: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      for (let next = waiting.next(); !next.done; next = waiting.next())
        await run(next.value, lane);
    }),
  );
}
