import { Unauthenticated } from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import { hashCartToken } from '../../cart/cart.service.js';
import type { CartOwner } from '../../cart/cart.types.js';
import type { OrderTokens } from '../data/order-tokens.js';
import type { OrderAccess } from '../orders.types.js';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Whose cart is ordered: the caller's own, or that of the token in X-Cart-Token.
 *
 * @throws Unauthenticated for neither
 */
export function cartOwnerOf(user: AuthUser | null, cartToken: string | undefined): CartOwner {
  if (user !== null) return { kind: 'user', userId: user.id };
  const tokenHash = hashCartToken(cartToken ?? null);
  if (tokenHash === null) throw new Unauthenticated();
  return { kind: 'guest', tokenHash };
}

/**
 * As whom an order is asked for: the caller, or the guest with the token in X-Order-Token.
 *
 * @throws Unauthenticated for neither
 */
export function orderAccessOf(
  user: AuthUser | null,
  orderToken: string | undefined,
  tokens: OrderTokens,
): OrderAccess {
  if (user !== null) return { kind: 'user', userId: user.id };
  if (orderToken === undefined || !TOKEN.test(orderToken)) throw new Unauthenticated();
  return { kind: 'guest', tokenHash: tokens.hashOf(orderToken) };
}
