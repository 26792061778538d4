import { Connection } from '../../client/connection.js';
import { Cart } from '../../client/generated/cart.js';
import { Catalogue } from '../../client/generated/catalogue.js';
import { Checkout } from '../../client/generated/checkout.js';
import { Me } from '../../client/generated/me.js';
import { Orders } from '../../client/generated/orders.js';
import type { CartResponse } from '../../client/generated/types.js';
import { byId } from './dom.js';

const CART = 'eshop-cart';
const SIGNED_IN = 'eshop-signed-in';
const ORDER = 'eshop-order-';

/** The refresh token is in a cookie that no script reads, the access token in the memory of this page. */
const connection = new Connection({
  session: { refreshTokenIn: 'cookie', onEnd: () => void showPerson() },
  cartToken: {
    read: () => localStorage.getItem(CART),
    write: (token) => {
      if (token === null) localStorage.removeItem(CART);
      else localStorage.setItem(CART, token);
    },
  },
});

export const catalogue = new Catalogue(connection);
export const cart = new Cart(connection);
export const checkout = new Checkout(connection);
export const orders = new Orders(connection);
export const me = new Me(connection);
export const { session } = connection;

/** After a reload: goes on with the session of the cookie, when there was one. */
export async function resume(): Promise<void> {
  if (localStorage.getItem(SIGNED_IN) !== null) {
    const isBack = await session.resume().catch(() => false);
    if (!isBack) localStorage.removeItem(SIGNED_IN);
  }
  await showPerson();
  showCart(await cart.getCart());
}

/** After a login: the guest's cart becomes the person's. */
export async function enter(): Promise<void> {
  localStorage.setItem(SIGNED_IN, '1');
  showCart(await cart.getCart());
  connection.useCart(null);
  await showPerson();
}

export async function leave(): Promise<void> {
  await session.signOut();
  localStorage.removeItem(SIGNED_IN);
  await showPerson();
  showCart(await cart.getCart());
}

/** The order took the cart with it; a guest comes back to his order with a token. */
export function keepOrder(id: string, token: string | undefined): void {
  if (token !== undefined) localStorage.setItem(ORDER + id, token);
  connection.useCart(null);
  byId('cart-count').textContent = '0';
}

export function orderTokenOf(id: string): string | undefined {
  return localStorage.getItem(ORDER + id) ?? undefined;
}

/** How much is in the cart, in the head of the page. */
export function showCart({ quantity }: CartResponse): void {
  byId('cart-count').textContent = String(quantity);
}

async function showPerson(): Promise<void> {
  const link = byId('person');
  if (!session.isSignedIn) {
    link.textContent = 'Log in';
    link.setAttribute('href', '#/login');
    return;
  }
  const { firstName } = await me.getMe();
  link.textContent = firstName === '' ? 'My orders' : `${firstName}’s orders`;
  link.setAttribute('href', '#/orders');
}
