import { type Sort, type SortColumn, SortOrders } from '../../../common/http/sort-order.js';
import type {
  StaffOrderRefundResponse,
  StaffOrderReturnResponse,
} from '../desk/staff-order.response.js';

const byTime = (alias: string): SortColumn => ({
  column: `${alias}.created_at`,
  kind: 'timestamptz',
});

/** Each column has an index over it and the id, in the archive too. */
export const REFUND_SORTS = new SortOrders('r.id', '-createdAt', {
  createdAt: byTime('r'),
  amount: { column: 'r.amount', kind: 'numeric' },
});
export const RETURN_SORTS = new SortOrders('t.id', '-createdAt', { createdAt: byTime('t') });

export type RefundSort = Sort<'createdAt' | 'amount'>;
export type ReturnSort = Sort<'createdAt'>;

/** Which of them; all together. */
export interface WorkFilter {
  readonly status?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly orderId?: string | undefined;
}

/** Where a list is read on. */
export interface WorkPlace<Sorted> {
  readonly sort: Sorted;
  readonly limit: number;
  readonly cursor: string | null;
}

/** Whose it is. */
export interface OfOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly currency: string;
  readonly isArchived: boolean;
}

/** Money that goes back, in a list of all orders. */
export interface ListedRefund extends OfOrder, StaffOrderRefundResponse {
  readonly surplus: boolean;
  readonly gatewayStatus: string | null;
  readonly gatewayRefundId: string | null;
  readonly sentAt: string | null;
}

/** Goods that come back, in a list of all orders. */
export interface ListedReturn extends OfOrder, StaffOrderReturnResponse {
  readonly customerId: string | null;
  readonly email: string;
}
