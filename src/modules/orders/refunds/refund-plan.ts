import { minorFromDb, minorToDb } from '../../../common/money/money.js';
import type { ServedLine, ServedOrder } from '../desk/served-order.types.js';
import type { LineAddition } from '../desk/served-orders.js';
import { LineUnknown, TooManyPieces } from '../orders.errors.js';
import { linePaid, runningShare, refundShare, type SoldLine } from './refund-share.js';
import type { RefundedLine } from './request-refunds.js';

/** Pieces whose money goes back. */
export interface RefundPieces {
  readonly orderItemId: string;
  readonly quantity: number;
}

/** What a refund of lines does; `amount` in minor units. */
export interface RefundPlan {
  readonly amount: number;
  readonly lines: readonly RefundedLine[];
  readonly additions: readonly LineAddition[];
  /** Pieces by line that no parcel will take any more. */
  readonly cancelled: ReadonlyMap<string, number>;
}

/**
 * Plans the refund of some pieces. Pieces that have not left the house are cancelled with it: first
 * those that no parcel has; those in a parcel have to be unpacked before.
 *
 * @param options.limit what may go back at most, in minor units; later lines get what is left
 * @param options.areHere the pieces were sent and came back: none of them is cancelled
 * @throws LineUnknown, TooManyPieces with `details.lines`
 */
export function planRefund(
  order: ServedOrder,
  pieces: readonly RefundPieces[],
  options: { readonly limit?: number; readonly areHere?: boolean } = {},
): RefundPlan {
  const { limit = Number.MAX_SAFE_INTEGER, areHere = false } = options;
  const found = pieces.map(({ orderItemId, quantity }) => {
    const line = order.lines.find(({ id }) => id === orderItemId);
    if (line === undefined) throw new LineUnknown(undefined, { orderItemId });
    return { line, quantity };
  });
  assertRefundable(found);
  const cancelled = new Map<string, number>();
  const lines: RefundedLine[] = [];
  const additions: LineAddition[] = [];
  let amount = 0;
  for (const { line, quantity } of found) {
    const share = shareOf(order, line, quantity, limit - amount);
    amount += share.amount;
    const cancels = areHere ? 0 : cancelledBy(line, quantity);
    if (cancels > 0) cancelled.set(line.id, cancels);
    const decimal = minorToDb(share.amount, order.currency);
    const taxAmount = minorToDb(share.tax, order.currency);
    lines.push({ orderItemId: line.id, quantity, amount: decimal, taxAmount });
    additions.push({
      id: line.id,
      refundedQuantity: quantity,
      refundedAmount: decimal,
      cancelledQuantity: cancels,
    });
  }
  return { amount, lines, additions, cancelled };
}

/** Pieces of a line whose money may go back now. */
export function refundable(line: ServedLine): number {
  const unpackedPieces = line.quantity - line.cancelledQuantity - line.packed;
  return unpackedPieces + line.shipped + line.cancelledQuantity - line.refundedQuantity;
}

/** Pieces of a line that were sent and whose money has not gone back. */
export function refundableSent(line: ServedLine): number {
  return line.shipped - Math.max(0, line.refundedQuantity - line.cancelledQuantity);
}

/** What was paid for shipping: the part of the total that no line has; minor units. */
export function shippingPaid(order: ServedOrder): number {
  const goods = order.lines.reduce((sum, line) => sum + linePaid(soldLine(order, line)), 0);
  return Math.max(0, minorFromDb(order.totalAmount, order.currency) - goods);
}

function assertRefundable(found: readonly { line: ServedLine; quantity: number }[]): void {
  const tooMany = found.flatMap(({ line, quantity }) => {
    const available = Math.max(0, refundable(line));
    return quantity > available ? [{ orderItemId: line.id, wanted: quantity, available }] : [];
  });
  if (tooMany.length > 0) throw new TooManyPieces(undefined, { lines: tooMany });
}

/** Of these pieces, those that have not left: beyond what was cancelled before without its money going back. */
function cancelledBy(line: ServedLine, quantity: number): number {
  const owed = Math.max(0, line.cancelledQuantity - line.refundedQuantity);
  const free = line.quantity - line.cancelledQuantity - line.packed;
  return Math.min(Math.max(0, quantity - owed), Math.max(0, free));
}

/**
 * Up to the running sum of the line: so what an earlier refund got less of (it failed, or the money
 * had gone back otherwise) does not change what all pieces together come to.
 */
function shareOf(order: ServedOrder, line: ServedLine, quantity: number, limit: number) {
  const sold = soldLine(order, line);
  const { tax } = refundShare(sold, line.refundedQuantity, quantity);
  const upTo = runningShare(linePaid(sold), line.refundedQuantity + quantity, line.quantity);
  const before = minorFromDb(line.refundedAmount, order.currency);
  return { amount: Math.max(0, Math.min(upTo - before, limit)), tax };
}

function soldLine({ currency, taxInclusive }: ServedOrder, line: ServedLine): SoldLine {
  const minor = (decimal: string): number => minorFromDb(decimal, currency);
  return {
    quantity: line.quantity,
    totalPrice: minor(line.totalPrice),
    discountAmount: minor(line.discountAmount),
    taxAmount: minor(line.taxAmount),
    taxInclusive,
  };
}
