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
import { type OutsideAnswers, OutsideRates } from '../shipping/shipping.service.js';
import { CartRepository } from './data/cart.repository.js';
import { problemsOf } from './domain/line-problems.js';

/**
 * A carrier or a tax engine has to be asked for this checkout, which takes time that no transaction has: leave
 * it, {@link CartService.askOutside}, and come again with the answers.
 */
export class OutsideUnasked extends Error {
  constructor(readonly snapshot: CheckoutSnapshot) {
    super('Rates from outside are missing');
  }
}

export { guestCartCondition } from './data/load-checkout.statement.js';
export { hashCartToken } from './domain/cart-token.js';
export { type PricingOptions, pricingInput } from './domain/cart-view.js';

/** What placing an order needs of a cart. */
@Injectable()
export class CartService {
  constructor(
    private readonly carts: CartRepository,
    private readonly rates: OutsideRates,
  ) {}

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

  /**
   * Everything that the price of a cart or of given lines is made of, in one statement.
   *
   * @param answers what {@link askOutside} gave for this checkout; null at first
   * @throws OutsideUnasked when there is somebody to ask and it was not for this checkout
   */
  async loadCheckout(
    executor: Tx | ScopedDb,
    query: CheckoutQuery,
    answers: OutsideAnswers | null = null,
  ): Promise<CheckoutSnapshot> {
    const snapshot = await this.carts.loadCheckout(executor, query);
    if (!this.rates.isOn) return snapshot;
    const rated = answers === null ? null : this.rates.apply(snapshot, answers);
    if (rated === null) throw new OutsideUnasked(snapshot);
    return rated;
  }

  /** Lets carriers and tax engines answer, outside of any transaction. */
  askOutside(snapshot: CheckoutSnapshot): Promise<OutsideAnswers> {
    return this.rates.ask(snapshot);
  }
}

/**
 * Why a line cannot be ordered as it stands. A changed price passes when the customer has sent
 * the hash of the quote that shows the new one.
 */
export function blockingProblemsOf(line: CheckoutLine): LineProblem[] {
  return problemsOf(line);
}
