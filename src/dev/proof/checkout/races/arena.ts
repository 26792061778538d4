import { randomUUID } from 'node:crypto';
import { ORDER_INVARIANTS } from '../../order-invariants.js';
import type { Buyer, ShopUnderTest } from '../../shop-under-test.js';
import type { HeldRequest } from './together.js';

/** A shop with two API processes, in which customers meet. */
export interface Arena {
  readonly shop: ShopUnderTest;
  /** Addresses of the two processes. */
  readonly apis: readonly [string, string];
  /** Some customers, who come back every round. */
  readonly buyers: readonly Buyer[];
}

/** What a round of a race found wrong; empty when all went as it should. */
export type Round = (arena: Arena, round: number) => Promise<readonly string[]>;

/** The n-th request goes to the one process, the next to the other. */
export function apiOf({ apis }: Arena, n: number): string {
  return apis[n % 2] ?? apis[0];
}

/** Puts a variant into somebody's cart; a guest's token comes back. */
export async function put(
  { shop }: Arena,
  who: { readonly token?: string; readonly cartToken?: string },
  variantId: string,
  quantity = 1,
): Promise<string> {
  const { status, text, headers } = await shop.request('POST', '/cart/items', {
    ...(who.token === undefined ? {} : { token: who.token }),
    headers: who.cartToken === undefined ? {} : { 'x-cart-token': who.cartToken },
    body: { variantId, quantity },
  });
  if (status >= 300) throw new Error(`Not in the cart: ${text}`);
  return headers.get('x-cart-token') ?? who.cartToken ?? '';
}

/** Enters a code into a customer's cart. */
export async function enter({ shop }: Arena, token: string, code: string): Promise<void> {
  const { status, text } = await shop.request('POST', '/cart/codes', { token, body: { code } });
  if (status >= 300) throw new Error(`No code: ${text}`);
}

/** Empties a customer's cart, so that a round begins as the one before. */
export async function empty({ shop }: Arena, token: string): Promise<void> {
  await shop.request('DELETE', '/cart', { token });
}

/** The order of a customer's cart, not sent yet. */
export function order(at: string, buyer: Buyer, key: string = randomUUID()): HeldRequest {
  return {
    at,
    method: 'POST',
    path: '/orders',
    headers: { authorization: `Bearer ${buyer.token}`, 'idempotency-key': key },
    body: {
      addressId: buyer.addressId,
      shippingMethodCode: 'standard',
      paymentMethodCode: 'sandbox',
    },
  };
}

/** Which rules of the tables are broken now, and how often. */
export async function brokenRules({ shop }: Arena): Promise<string[]> {
  const broken: string[] = [];
  for (const [name, sql] of Object.entries(ORDER_INVARIANTS)) {
    const { rowCount } = await shop.owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.push(`${name}: ${rowCount} rows`);
  }
  return broken;
}

/** How many deadlocks the database has had to break. */
export async function deadlocks({ shop }: Arena): Promise<number> {
  const { rows } = await shop.owner.query<{ n: number }>(
    'SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.n ?? 0;
}

/** How often each status came. */
export function tally(answers: readonly { readonly status: number }[]): string {
  const counts = new Map<number, number>();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, n]) => `${n} × ${status}`).join(', ');
}
