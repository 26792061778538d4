import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Buyer, ShopUnderTest } from './shop-under-test.js';

/** Steps of a customer over HTTP; each throws when the shop does not do as it should. */

/** Puts a variant into the buyer's cart. */
export async function fillCart(
  shop: ShopUnderTest,
  buyer: Buyer,
  variantId: string,
  quantity = 1,
): Promise<void> {
  const body = { variantId, quantity };
  const answer = await shop.request('POST', '/cart/items', { token: buyer.token, body });
  if (answer.status >= 300) throw new Error(`Not in the cart: ${answer.text}`);
}

/** Asks for the order of what is in the cart, under a key. */
export function placeOrder(
  shop: ShopUnderTest,
  buyer: Buyer,
  key: string = randomUUID(),
): Promise<Answer> {
  return shop.request('POST', '/orders', {
    token: buyer.token,
    headers: { 'idempotency-key': key },
    body: {
      addressId: buyer.addressId,
      shippingMethodCode: 'standard',
      paymentMethodCode: 'sandbox',
    },
  });
}

/** A placed order's id. */
export async function placed(
  shop: ShopUnderTest,
  buyer: Buyer,
  variantId: string,
): Promise<string> {
  await fillCart(shop, buyer, variantId);
  const answer = await placeOrder(shop, buyer);
  if (answer.status !== 201) throw new Error(`No order: ${answer.text}`);
  return String(answer.body['id']);
}

/** Goes to the bank's page of an order and chooses there; the bank then calls the shop back. */
export async function payAtBank(shop: ShopUnderTest, buyer: Buyer, orderId: string): Promise<void> {
  const started = await shop.request('POST', `/orders/${orderId}/payments`, {
    token: buyer.token,
    headers: { 'idempotency-key': randomUUID() },
    body: {},
  });
  const page = started.body['redirectUrl'];
  if (typeof page !== 'string') throw new Error(`No way to the bank: ${started.text}`);
  const chosen = await fetch(page, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'outcome=success',
    redirect: 'manual',
  });
  await chosen.arrayBuffer();
  if (chosen.status >= 400) throw new Error(`The bank's page answered ${chosen.status}`);
}

/** Waits until the SQL returns no row; the milliseconds it took, or null when the time ran out. */
export async function untilNone(
  shop: ShopUnderTest,
  sql: string,
  limitMs: number,
): Promise<number | null> {
  const began = Date.now();
  for (;;) {
    const { rowCount } = await shop.owner.query(sql);
    if (rowCount === 0) return Date.now() - began;
    if (Date.now() - began > limitMs) return null;
    await sleep(50);
  }
}

/** How many rows the SQL returns. */
export async function countRows(shop: ShopUnderTest, sql: string): Promise<number> {
  const { rowCount } = await shop.owner.query(sql);
  return rowCount ?? 0;
}
