import { randomUUID } from 'node:crypto';
import { setStock } from '../../stock.js';
import {
  apiOf,
  type Arena,
  brokenRules,
  empty,
  enter,
  order,
  PLENTY,
  put,
  type Round,
  tally,
} from './arena.js';
import { everyFewSeconds } from '../../every-few-seconds.js';
import { type HeldAnswer, sendTogether } from './together.js';

interface Choice {
  readonly first: string;
  readonly second: string;
}

/** All races by name; the variants are two that can be bought. */
export function races({ first, second }: Choice): Readonly<Record<string, Round>> {
  return {
    'the last unit': lastUnit(first),
    'two variants in opposite order': oppositeOrder(first, second),
    'a code for three': limitedCode(first, 3),
    'one key ten times': oneKey(first, 10),
    'adding while placing': addWhilePlacing(first, second),
    "a guest's own limit": guestLimit(first),
    'two default addresses': defaultAddresses(),
    'a cart merged twice': mergedTwice(first),
  };
}

const is201 = ({ status }: HeldAnswer): boolean => status === 201;

function expectCount(answers: readonly HeldAnswer[], expected: number): string[] {
  const placed = answers.filter(is201).length;
  const strange = answers.filter(({ status }) => status !== 201 && status !== 409);
  return placed === expected && strange.length === 0
    ? []
    : [`${tally(answers)} where ${expected} × 201 and 409 were right`];
}

/** The same with a crowd; one round is enough. */
export function crowds({ first }: Choice): Readonly<Record<string, Round>> {
  return {
    'a code for a hundred, three hundred customers': limitedCode(first, 100),
    'one key two hundred times': oneKey(first, 200),
  };
}

/** Eight customers for one unit: one gets it. */
const lastUnit =
  (variantId: string): Round =>
  async (arena) => {
    const { shop, buyers } = arena;
    await setStock(shop, variantId, PLENTY);
    for (const { token } of buyers) await empty(arena, token);
    for (const { token } of buyers) await put(arena, { token }, variantId);
    await setStock(shop, variantId, 1);
    const answers = await sendTogether(buyers.map((buyer, n) => order(apiOf(arena, n), buyer)));
    return expectCount(answers, 1);
  };

/** Half of the customers have the lines in one order, half in the other: nobody waits for ever, all get theirs. */
const oppositeOrder =
  (first: string, second: string): Round =>
  async (arena) => {
    const { shop, buyers } = arena;
    for (const id of [first, second]) await setStock(shop, id, PLENTY);
    for (const [n, { token }] of buyers.entries()) {
      await empty(arena, token);
      const lines = n % 2 === 0 ? [first, second] : [second, first];
      for (const id of lines) await put(arena, { token }, id);
    }
    const answers = await sendTogether(buyers.map((buyer, n) => order(apiOf(arena, n), buyer)));
    return expectCount(answers, buyers.length);
  };

async function newCode({ shop }: Arena, limits: { usage: number | null; user: number | null }) {
  const code = `RACE${randomUUID().slice(0, 8).toUpperCase()}`;
  await shop.owner.query(
    `INSERT INTO discounts (name, code, type, value, usage_limit, user_limit)
     VALUES ($1, $1, 'percentage', 10, $2, $3)`,
    [code, limits.usage, limits.user],
  );
  return code;
}

/** More customers than a code works for. */
const limitedCode =
  (variantId: string, limit: number): Round =>
  async (arena) => {
    const { shop, buyers } = arena;
    await setStock(shop, variantId, PLENTY);
    const code = await newCode(arena, { usage: limit, user: null });
    for (const { token } of buyers) {
      await empty(arena, token);
      await put(arena, { token }, variantId);
      await enter(arena, token, code);
    }
    const answers = await sendTogether(buyers.map((buyer, n) => order(apiOf(arena, n), buyer)));
    return expectCount(answers, limit);
  };

/** One customer sends the same order many times under one key: one order, and nobody reads anything else. */
const oneKey =
  (variantId: string, times: number): Round =>
  async (arena) => {
    const { shop, buyers } = arena;
    const [buyer] = buyers;
    if (!buyer) return ['nobody is there'];
    await setStock(shop, variantId, PLENTY);
    await empty(arena, buyer.token);
    await put(arena, { token: buyer.token }, variantId);
    const key = randomUUID();
    const requests = Array.from({ length: times }, (_, n) => order(apiOf(arena, n), buyer, key));
    const answers = await sendTogether(requests);
    const ids = new Set(answers.filter(is201).map(({ body }) => body['id']));
    const strange = answers.filter(({ status }) => status !== 201 && status !== 409);
    return ids.size === 1 && strange.length === 0 ? [] : [`${ids.size} orders, ${tally(answers)}`];
  };

/** A line that is added while the cart is ordered is in the order, or in the next cart: never in both or nowhere. */
const addWhilePlacing =
  (first: string, second: string): Round =>
  async (arena, round) => {
    const { shop, buyers } = arena;
    const buyer = buyers[round % buyers.length];
    if (!buyer) return ['nobody is there'];
    for (const id of [first, second]) await setStock(shop, id, PLENTY);
    await empty(arena, buyer.token);
    await put(arena, { token: buyer.token }, first);
    const headers = { authorization: `Bearer ${buyer.token}` };
    const body = { variantId: second, quantity: 1 };
    const [placed, added] = await sendTogether([
      order(apiOf(arena, 0), buyer),
      { at: apiOf(arena, 1), method: 'POST', path: '/cart/items', headers, body },
    ]);
    if (placed?.status !== 201 || (added?.status ?? 500) >= 300) {
      return [`order ${placed?.status}, line ${added?.status}`];
    }
    const { rows } = await shop.owner.query<{ ordered: number; waiting: number }>(
      `SELECT (SELECT count(*)::int FROM order_items WHERE order_id = $1 AND variant_id = $2) AS ordered,
        (SELECT count(*)::int FROM cart_items i JOIN shopping_carts c ON c.id = i.cart_id
          WHERE c.user_id = $3 AND c.status = 'active' AND i.variant_id = $2) AS waiting`,
      [placed.body['id'], second, buyer.userId],
    );
    const { ordered = 0, waiting = 0 } = rows[0] ?? {};
    return ordered + waiting === 1 ? [] : [`${ordered} times ordered, ${waiting} times in a cart`];
  };

/** Six guests with one e-mail address and a code for each customer once. */
const guestLimit =
  (variantId: string): Round =>
  async (arena) => {
    const { shop } = arena;
    await setStock(shop, variantId, PLENTY);
    const code = await newCode(arena, { usage: null, user: 1 });
    const email = `guest-${randomUUID()}@example.com`;
    const tokens: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const cartToken = await put(arena, {}, variantId);
      const headers = { 'x-cart-token': cartToken };
      await shop.request('POST', '/cart/codes', { headers, body: { code } });
      tokens.push(cartToken);
    }
    const answers = await sendTogether(
      tokens.map((cartToken, n) => ({
        at: apiOf(arena, n),
        method: 'POST',
        path: '/orders',
        headers: { 'x-cart-token': cartToken, 'idempotency-key': randomUUID() },
        body: {
          email,
          shippingAddress: GUEST_ADDRESS,
          shippingMethodCode: 'standard',
          paymentMethodCode: 'sandbox',
        },
      })),
    );
    return expectCount(answers, 1);
  };

const GUEST_ADDRESS = {
  recipient: 'Grace Hopper',
  phoneNumber: '+15035550124',
  street: '1 Compiler Way',
  district: 'Riverside',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

/** Four addresses at once, each of which wants to be the default. */
const defaultAddresses = (): Round => async (arena, round) => {
  const { shop, buyers } = arena;
  const buyer = buyers[round % buyers.length];
  if (!buyer) return ['nobody is there'];
  const headers = { authorization: `Bearer ${buyer.token}` };
  const body = { ...GUEST_ADDRESS, isDefault: true };
  const answers = await sendTogether(
    [0, 1, 2, 3].map((n) => {
      return { at: apiOf(arena, n), method: 'POST', path: '/me/addresses', headers, body };
    }),
  );
  const { rows } = await shop.owner.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM user_addresses WHERE user_id = $1 AND is_default',
    [buyer.userId],
  );
  // The next round begins with the address of the orders alone.
  await shop.owner.query('DELETE FROM user_addresses WHERE user_id = $1 AND id <> $2', [
    buyer.userId,
    buyer.addressId,
  ]);
  await shop.owner.query('UPDATE user_addresses SET is_default = true WHERE id = $1', [
    buyer.addressId,
  ]);
  const refused = answers.filter(({ status }) => status >= 500);
  return rows[0]?.n === 1 && refused.length === 0
    ? []
    : [`${rows[0]?.n} defaults, ${tally(answers)}`];
};

/** A customer brings a guest's cart along with four calls at once: its pieces are added once. */
const mergedTwice =
  (variantId: string): Round =>
  async (arena, round) => {
    const { shop, buyers } = arena;
    const buyer = buyers[round % buyers.length];
    if (!buyer) return ['nobody is there'];
    await setStock(shop, variantId, PLENTY);
    await empty(arena, buyer.token);
    await put(arena, { token: buyer.token }, variantId, 2);
    const cartToken = await put(arena, {}, variantId, 3);
    const headers = { authorization: `Bearer ${buyer.token}`, 'x-cart-token': cartToken };
    const body = { code: 'NOSUCHCODE' };
    await sendTogether(
      [0, 1, 2, 3].map((n) => {
        return { at: apiOf(arena, n), method: 'POST', path: '/cart/codes', headers, body };
      }),
    );
    await shop.request('GET', '/cart', {
      token: buyer.token,
      headers: { 'x-cart-token': cartToken },
    });
    const { rows } = await shop.owner.query<{ quantity: number }>(
      `SELECT i.quantity FROM cart_items i JOIN shopping_carts c ON c.id = i.cart_id
       WHERE c.user_id = $1 AND c.status = 'active'`,
      [buyer.userId],
    );
    return rows.length === 1 && rows[0]?.quantity === 5
      ? []
      : [`${rows.map(({ quantity }) => quantity).join(' and ')} pieces where 5 were right`];
  };

/** Runs a race so many times; what went wrong in any round, and in the tables after it. */
export async function runRounds(
  arena: Arena,
  race: Round,
  rounds: number,
  say: (line: string) => void,
): Promise<string[]> {
  const faults: string[] = [];
  const tell = everyFewSeconds(say);
  for (let round = 0; round < rounds; round += 1) {
    // A shop that is broken enough does not even begin the next round.
    const found = await race(arena, round).catch((error: unknown) => [String(error)]);
    faults.push(...found.map((fault) => `round ${round + 1}: ${fault}`));
    tell(`    ${round + 1} of ${rounds}, ${faults.length} unexpected`);
  }
  faults.push(...(await brokenRules(arena)));
  return faults;
}
