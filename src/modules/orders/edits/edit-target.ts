import { randomUUID } from 'node:crypto';
import { MAX_LINES } from '../../cart/cart.types.js';
import type { ServedLine, ServedOrder } from '../desk/served-order.types.js';
import { LineUnknown } from '../orders.errors.js';
import {
  EditChangesNothing,
  EditLeavesNothing,
  EditLinesFixed,
  EditNotPossible,
  EditVariantPresent,
  OrderNotEditable,
} from './edits.errors.js';
import type {
  EditableLine,
  EditableOrder,
  EditChanges,
  EditTarget,
  TargetLine,
} from './edits.types.js';

/** The states in which an order can be edited. */
export const EDITABLE = ['pending', 'confirmed'] as const;

/**
 * What an order shall be, or why it cannot be that. Looks at nothing but the order itself.
 *
 * @throws OrderNotEditable, LineUnknown, EditLinesFixed, EditVariantPresent, EditLeavesNothing, EditChangesNothing,
 * EditNotPossible for more lines than an order may have
 */
export function targetOf(
  order: EditableOrder,
  served: ServedOrder,
  changes: EditChanges,
): EditTarget {
  assertEditable(order, served, changes);
  const wanted = new Map(
    (changes.lines ?? []).map((line) => [line.orderItemId, line.quantity] as const),
  );
  assertChangeable(order, served, wanted);
  const kept = order.lines.flatMap((old): TargetLine[] => {
    const quantity = wanted.get(old.id) ?? old.quantity;
    return quantity === 0 ? [] : [{ id: old.id, variantId: old.variantId, quantity, old }];
  });
  const added = (changes.add ?? []).map(({ variantId, quantity }): TargetLine => {
    const present = order.lines.find((line) => line.variantId === variantId);
    if (present !== undefined) {
      throw new EditVariantPresent(undefined, { variantId, orderItemId: present.id });
    }
    return { id: randomUUID(), variantId, quantity, old: null };
  });
  const lines = [...kept, ...added];
  if (lines.length === 0) throw new EditLeavesNothing();
  if (lines.length > MAX_LINES) throw new EditNotPossible(undefined, { most: MAX_LINES });
  const target: EditTarget = {
    lines,
    removed: order.lines.filter(({ id }) => wanted.get(id) === 0),
    isMoved: isMoved(order, changes),
    shippingMethodCode: changes.shippingMethodCode ?? null,
  };
  if (isSame(order, target, changes)) throw new EditChangesNothing();
  return target;
}

/** Whether a line has other pieces than before. */
export function isChanged({ old, quantity }: TargetLine): boolean {
  return old === null || old.quantity !== quantity;
}

function assertEditable(order: EditableOrder, served: ServedOrder, changes: EditChanges): void {
  const isSentElsewhere = (changes.shippingAddress ?? changes.shippingMethodCode) !== undefined;
  const isPacked = served.parcels.some(({ status }) => status !== 'cancelled');
  const variants = new Set(order.lines.map(({ variantId }) => variantId));
  const reasons = [
    ...(EDITABLE.some((status) => status === order.status) ? [] : ['status']),
    ...(order.isOverdue ? ['overdue'] : []),
    ...(isSentElsewhere && isPacked ? ['packed'] : []),
    ...(variants.size < order.lines.length ? ['variant_twice'] : []),
  ];
  if (reasons.length === 0) return;
  throw new OrderNotEditable(undefined, { status: order.status, reasons, allowed: EDITABLE });
}

function assertChangeable(
  order: EditableOrder,
  served: ServedOrder,
  wanted: ReadonlyMap<string, number>,
): void {
  const known = new Set(order.lines.map(({ id }) => id));
  const unknown = [...wanted.keys()].filter((id) => !known.has(id));
  if (unknown.length > 0) throw new LineUnknown(undefined, { orderItemIds: unknown });
  const fixed = served.lines.flatMap((line) => {
    const quantity = wanted.get(line.id) ?? line.quantity;
    const reason = quantity === line.quantity ? null : whyFixed(line, quantity);
    return reason === null ? [] : [{ orderItemId: line.id, ...reason }];
  });
  if (fixed.length > 0) throw new EditLinesFixed(undefined, { lines: fixed });
}

/** What was refunded was refunded at the line's old price; what is packed is on its way. */
function whyFixed(
  line: ServedLine,
  quantity: number,
): { readonly reason: string; readonly least: number } | null {
  const { refundedQuantity, cancelledQuantity, returnedQuantity, returning } = line;
  if (refundedQuantity + cancelledQuantity + returnedQuantity + returning > 0) {
    return { reason: 'refunded', least: line.quantity };
  }
  if (quantity >= line.packed) return null;
  return { reason: line.shipped > quantity ? 'shipped' : 'packed', least: line.packed };
}

/** A name or a street that was spelt wrong moves nothing. */
function isMoved(
  { shippingAddress: from }: EditableOrder,
  { shippingAddress: to }: EditChanges,
): boolean {
  if (to === undefined) return false;
  return from.country !== to.country || from.city !== to.city || from.postalCode !== to.postalCode;
}

function isSame(order: EditableOrder, target: EditTarget, changes: EditChanges): boolean {
  if ((changes.shippingAddress ?? changes.shippingMethodCode) !== undefined) return false;
  return target.removed.length === 0 && !target.lines.some(isChanged);
}

/** Pieces by variant that an order keeps from now on, of variants whose pieces change. */
export function piecesOf(
  target: EditTarget,
  served: ServedOrder,
): { readonly variantId: string; readonly quantity: number }[] {
  const cancelled = new Map(served.lines.map((line) => [line.id, line.cancelledQuantity]));
  const gone = target.removed.map(({ variantId }: EditableLine) => ({ variantId, quantity: 0 }));
  const changed = target.lines.filter(isChanged).map(({ id, variantId, quantity }) => {
    return { variantId, quantity: quantity - (cancelled.get(id) ?? 0) };
  });
  return [...gone, ...changed];
}
