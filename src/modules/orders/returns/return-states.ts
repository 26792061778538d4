import { defineTransitions } from '../../../common/state/transitions.js';
import type { ServedOrder, ServedReturn } from '../desk/served-order.types.js';
import { ReturnNotFound } from '../orders.errors.js';
import type { ReturnStatus } from './return.entity.js';

/** Where a return may go. It is closed when its money is back, or when none goes back. */
export const returnTransitions = defineTransitions<ReturnStatus>({
  requested: ['approved', 'rejected', 'withdrawn'],
  approved: ['received', 'rejected'],
  received: ['closed'],
  rejected: [],
  withdrawn: [],
  closed: [],
});

/** @throws ReturnNotFound also for a return of another order */
export function returnOf(order: ServedOrder, returnId: string): ServedReturn {
  const found = order.returns.find(({ id }) => id === returnId);
  if (found === undefined) throw new ReturnNotFound();
  return found;
}
