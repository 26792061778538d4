import { Injectable } from '@nestjs/common';
import type { ScopedDb } from '../../database/db.js';
import type { Tx } from '../../database/unit-of-work.js';
import type {
  AddedLine,
  CartOwner,
  CheckoutQuery,
  CheckoutSnapshot,
  LineProblem,
  LockedCart,
  WantedLine,
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

  /**
   * Puts lines into a user's cart, which is made when there is none; what cannot be sold now is left out
   * and comes back with the reason. Two statements for any number of lines, under the cart's lock.
   *
   * @param newCartId id of the cart that this may make; the transaction's context has it in `creates`
   * @param lines each variant once
   */
  addLines(
    tx: Tx,
    userId: string,
    newCartId: string,
    lines: readonly WantedLine[],
  ): Promise<AddedLine[]> {
    return this.carts.addLines(tx, userId, newCartId, lines);
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
