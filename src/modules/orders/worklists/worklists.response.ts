import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import {
  StaffOrderRefundResponse,
  StaffOrderReturnResponse,
} from '../desk/staff-order.response.js';
import type { ListedRefund, ListedReturn } from './worklists.types.js';

const GATEWAY_STATUSES = ['pending', 'succeeded', 'failed'];

/** Whose it is. */
class OfOrderResponse {
  readonly orderId: string;

  /** @example "ORD-00000042" */
  readonly orderNumber: string;

  /** @example "USD" */
  readonly currency: string;

  /** Whether the order is in the archive: nothing of it changes any more. */
  readonly isArchived: boolean;
}

/** Money that goes back, in a list of all orders. */
export class ListedRefundResponse extends IntersectionType(
  StaffOrderRefundResponse,
  OfOrderResponse,
) {
  /** Money above what the order costs: an edit made it cheaper, or somebody paid twice. */
  readonly surplus: boolean;

  @ApiProperty({
    enum: GATEWAY_STATUSES,
    type: String,
    nullable: true,
    description: 'What the gateway said last; null when it was not asked',
  })
  readonly gatewayStatus: string | null;

  readonly gatewayRefundId: string | null;

  /** When the gateway was asked first. */
  readonly sentAt: string | null;
}

/** Goods that come back, in a list of all orders. */
export class ListedReturnResponse extends IntersectionType(
  StaffOrderReturnResponse,
  OfOrderResponse,
) {
  /** The account; null for a guest. */
  readonly customerId: string | null;

  /** @example "alice@example.com" */
  readonly email: string;
}

/** Allow-list of a list's line: the statement names each member. */
export function toListedRefund(refund: ListedRefund): ListedRefundResponse {
  return refund;
}

/** See {@link toListedRefund}. */
export function toListedReturn(goods: ListedReturn): ListedReturnResponse {
  return goods;
}
