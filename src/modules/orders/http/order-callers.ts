import { Unauthenticated } from '../../../common/errors/common-errors.js';
import type { AuthUser } from '../../../common/http/auth-user.js';
import { hashCartToken } from '../../cart/cart.service.js';
import type { RequestContext } from '../../../common/request-context.js';
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

/**
 * The same for a link of a mail, whose token stands in the query. It opens the rows of its order.
 *
 * @throws Unauthenticated for neither
 */
export function linkAccessOf(
  ctx: RequestContext,
  user: AuthUser | null,
  token: string | undefined,
  tokens: OrderTokens,
): { readonly ctx: RequestContext; readonly access: OrderAccess } {
  const access = orderAccessOf(user, token, tokens);
  if (access.kind === 'user') return { ctx, access };
  return { ctx: { ...ctx, tokenHashes: [...(ctx.tokenHashes ?? []), access.tokenHash] }, access };
}
