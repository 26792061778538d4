import { ApiProperty } from '@nestjs/swagger';
import { ORDER_STATUSES, type OrderStatus } from '../orders.types.js';
import { type ChangedOrder, MANY_OUTCOMES, type ManyOutcome } from './change-many-orders.js';

/** What became of one order of many. */
export class OrderTransitionResultResponse {
  readonly orderId: string;

  @ApiProperty({
    enum: MANY_OUTCOMES,
    description:
      '`unchanged`: it was so already. `not_allowed`: not from its state. `has_left`: a parcel of it was sent. `has_money`: cancel it by itself, so that its money goes back.',
  })
  readonly outcome: ManyOutcome;

  /** How it stands now; null where there is none, or it is in the archive. */
  @ApiProperty({ enum: ORDER_STATUSES, type: String, nullable: true, example: 'cancelled' })
  readonly status: OrderStatus | null;
}

/** What became of many orders. */
export class OrderTransitionResultsResponse {
  /** In the order of the request. */
  readonly results: OrderTransitionResultResponse[];

  /** How many were left as they are. @example 0 */
  readonly refused: number;
}

export function toTransitionResults(changed: ChangedOrder[]): OrderTransitionResultsResponse {
  const isLeft = ({ outcome }: ChangedOrder): boolean =>
    outcome !== 'changed' && outcome !== 'unchanged';
  return { results: changed, refused: changed.filter(isLeft).length };
}
