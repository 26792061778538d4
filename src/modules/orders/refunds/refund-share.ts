import { roundHalfUp } from '../../../common/money/money.js';

/** A line as it was sold; amounts in minor units, for all of its pieces. */
export interface SoldLine {
  readonly quantity: number;
  readonly totalPrice: number;
  /** The line's share of all discounts. */
  readonly discountAmount: number;
  readonly taxAmount: number;
  /** Whether `totalPrice` has the tax in it. */
  readonly taxInclusive: boolean;
}

/** What goes back for some pieces of a line; minor units. */
export interface RefundShare {
  readonly amount: number;
  /** Of the amount, or in the case of tax-exclusive prices: the tax in it. */
  readonly tax: number;
  /** The discount that the pieces had, which is not paid out. */
  readonly discount: number;
}

/** What the customer has paid for a line, in minor units. */
export function linePaid(line: SoldLine): number {
  const goods = line.totalPrice - line.discountAmount;
  return line.taxInclusive ? goods : goods + line.taxAmount;
}

/**
 * What goes back for the next pieces of a line, with their share of its discount and tax. Shares are
 * differences of rounded running sums, so whatever the split, all pieces together give exactly what
 * was paid for the line, and no share is negative.
 *
 * @param refundedQuantity pieces that went back before
 * @throws RangeError for more pieces than the line has
 */
export function refundShare(
  line: SoldLine,
  refundedQuantity: number,
  quantity: number,
): RefundShare {
  const upTo = refundedQuantity + quantity;
  if (refundedQuantity < 0 || quantity < 0 || upTo > line.quantity) {
    throw new RangeError('refundShare: the line has not so many pieces');
  }
  const between = (whole: number): number =>
    runningShare(whole, upTo, line.quantity) - runningShare(whole, refundedQuantity, line.quantity);
  return {
    amount: between(linePaid(line)),
    tax: between(line.taxAmount),
    discount: between(line.discountAmount),
  };
}

/** What the first `pieces` of a line come to; minor units. */
export function runningShare(whole: number, pieces: number, of: number): number {
  return roundHalfUp(BigInt(whole) * BigInt(pieces), BigInt(of));
}
