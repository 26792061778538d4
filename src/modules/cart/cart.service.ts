import { Injectable } from '@nestjs/common';
import type { ScopedDb } from '../../database/db.js';
import type { Tx } from '../../database/unit-of-work.js';
import type {
  CartOwner,
  CheckoutQuery,
  CheckoutSnapshot,
  LineProblem,
  LockedCart,
} from './cart.types.js';
import type { CheckoutLine } from './cart.types.js';
import { CartRepository } from './data/cart.repository.js';
import { problemsOf } from './domain/line-problems.js';

export { guestCartCondition } from './data/load-checkout.statement.js';
export { hashCartToken } from './domain/cart-token.js';
export { type PricingOptions, pricingInput } from './domain/cart-view.js';

/** What placing an order needs of a cart. */
@Injectable()
export class CartService {
  constructor(private readonly carts: CartRepository) {}

  /**
   * Locks the owner's active cart, so that its lines stay as they are; null when there is none.
   * Read the lines in a later statement: one that waits here would still see the old ones.
   */
  lockActive(tx: Tx, owner: CartOwner): Promise<LockedCart | null> {
    return this.carts.lockActive(tx, owner);
  }

  /** Everything that the price of a cart or of given lines is made of, in one statement. */
  loadCheckout(executor: Tx | ScopedDb, query: CheckoutQuery): Promise<CheckoutSnapshot> {
    return this.carts.loadCheckout(executor, query);
  }
}

/**
 * Why a line cannot be ordered as it stands. A changed price passes when the customer has sent
 * the hash of the quote that shows the new one.
 */
export function blockingProblemsOf(line: CheckoutLine): LineProblem[] {
  return problemsOf(line);
}
