import type { CartOwner } from '../cart.types.js';
import { hashCartToken } from '../domain/cart-token.js';

/** Who asks: a user, a guest with his token, both after a login, or somebody new. */
export interface CartCaller {
  readonly userId: string | null;
  /** As it came in the header. */
  readonly token: string | null;
  /** What a cart that is made counts in; null: the shop's own currency. */
  readonly currency?: string | null;
}

/** Whose cart is meant; null for somebody new. A user's own goes before a token. */
export function ownerOf({ userId, token }: CartCaller): CartOwner | null {
  if (userId !== null) return { kind: 'user', userId };
  const tokenHash = hashCartToken(token);
  return tokenHash === null ? null : { kind: 'guest', tokenHash };
}

/** The guest's cart that a user brings along; null for guests. */
export function mergeTokenHashOf({ userId, token }: CartCaller): string | null {
  return userId === null ? null : hashCartToken(token);
}
