import { randomUUID } from 'node:crypto';
import { brokenRulesOf } from '../whole-shop.js';
import type { Buyer, ShopUnderTest } from '../../shop-under-test.js';
import { placeOrder } from '../../shopping.js';
import type { HeldRequest } from './together.js';

/** A shop with two API processes, in which customers meet. */
export interface Arena {
  readonly shop: ShopUnderTest;
  /** Addresses of the two processes. */
  readonly apis: readonly [string, string];
  /** Some customers, who come back every round. */
  readonly buyers: readonly Buyer[];
  /** Access token of somebody who may do everything. */
  readonly staff: string;
}

/** Stock of whatever must not run out. */
export const PLENTY = 10_000;

/** An order of one line. */
export interface Placed {
  readonly orderId: string;
  readonly orderItemId: string;
  readonly totalAmount: string;
  /** Of the customer. */
  readonly token: string;
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

/** A customer's order, not paid yet. */
export async function placedBy(
  arena: Arena,
  buyer: Buyer,
  variantId: string,
  quantity: number,
): Promise<Placed> {
  const { token } = buyer;
  await empty(arena, token);
  await put(arena, { token }, variantId, quantity);
  const { status, text, body } = await placeOrder(arena.shop, buyer);
  if (status !== 201) throw new Error(`No order: ${text}`);
  const [line] = body['items'] as { id: string }[];
  const totalAmount = String(body['totalAmount']);
  return { orderId: String(body['id']), orderItemId: line?.id ?? '', totalAmount, token };
}

/** A step of staff that has to go well; its answer. */
export async function staffStep(
  { shop, staff }: Arena,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const headers = { 'idempotency-key': randomUUID() };
  const answer = await shop.request('POST', path, { token: staff, body, headers });
  if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
  return answer.body;
}

/** Which rules of the tables are broken now, and how often. */
export function brokenRules({ shop }: Arena): Promise<string[]> {
  return brokenRulesOf(shop.owner);
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
