import { defineTransitions } from '../../../common/state/transitions.js';
import type { ServedOrder, ServedParcel } from '../desk/served-order.types.js';
import { FulfilmentNotFound } from '../orders.errors.js';
import type { Pieces } from '../../inventory/inventory.types.js';
import { variantPieces } from '../desk/served-orders.js';
import type { FulfilmentStatus } from './fulfilment.entity.js';

/** Where a parcel may go. A shipped one is cancelled when it came back unopened, or never left. */
export const parcelTransitions = defineTransitions<FulfilmentStatus>({
  pending: ['shipped', 'cancelled'],
  shipped: ['delivered', 'cancelled'],
  delivered: [],
  cancelled: [],
});

/** @throws FulfilmentNotFound also for a parcel of another order */
export function parcelOf(order: ServedOrder, fulfilmentId: string): ServedParcel {
  const parcel = order.parcels.find(({ id }) => id === fulfilmentId);
  if (parcel === undefined) throw new FulfilmentNotFound();
  return parcel;
}

/** What is in a parcel, by variant. */
export function piecesOf(order: ServedOrder, parcel: ServedParcel): Pieces[] {
  return variantPieces(
    order,
    parcel.items.map(({ orderItemId, quantity }) => [orderItemId, quantity]),
  );
}
