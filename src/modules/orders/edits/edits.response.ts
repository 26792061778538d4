import { ApiProperty } from '@nestjs/swagger';
import { formatMinor, minorFromDb } from '../../../common/money/money.js';
import { toWire } from '../placing/placed-order.js';
import { ORDER_STATUSES, type OrderStatus } from '../orders.types.js';
import type { CarriedOutEdit } from './carry-out-edit.js';
import type { OrderEditRecord, OrderState } from './edits.types.js';
import type { EditPlan } from './plan-edit.js';

/** A line as an edit found or left it. */
export class EditStateLineResponse {
  readonly id: string;
  readonly variantId: string;
  /** @example "Linen Shirt" */
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  /** @example 2 */
  readonly quantity: number;
  /** @example "49.90" */
  readonly unitPrice: string;
  /** @example "99.80" */
  readonly totalPrice: string;
  /** @example "0.00" */
  readonly discountAmount: string;
  /** @example "8.23" */
  readonly taxAmount: string;
}

/** An order as an edit found or left it. */
export class EditStateResponse {
  @ApiProperty({ enum: ORDER_STATUSES, example: 'confirmed' })
  readonly status: OrderStatus;
  /** @example "99.80" */
  readonly subtotal: string;
  /** @example "8.23" */
  readonly taxAmount: string;
  /** @example "5.90" */
  readonly shippingCost: string;
  /** @example "0.00" */
  readonly discountAmount: string;
  /** @example "113.93" */
  readonly totalAmount: string;
  /** @example "standard" */
  readonly shippingMethodCode: string | null;
  readonly lines: EditStateLineResponse[];
}

/** What staff has changed in an order. */
export class OrderEditResponse {
  readonly id: string;
  readonly orderId: string;
  /** From 1. @example 1 */
  readonly revision: number;
  /** Who of the staff. */
  readonly actorId: string | null;
  /** @example "The customer has called" */
  readonly reason: string;
  /** @example "USD" */
  readonly currency: string;
  /** @example "59.92" */
  readonly totalBefore: string;
  /** @example "113.93" */
  readonly totalAfter: string;
  /** What went back because of it. @example "0.00" */
  readonly refundAmount: string;
  /** The goods go to another place; a corrected name or street does not count. */
  readonly addressChanged: boolean;
  readonly before: EditStateResponse;
  readonly after: EditStateResponse;
  readonly createdAt: string;
}

/** An edit that was made. */
export class AppliedEditResponse extends OrderEditResponse {
  /** Of the order from now on; also in the ETag header. */
  readonly etag: string;
  /** What is owed from now on. @example "54.01" */
  readonly amountDue: string;
  /** Pending refunds of what is above the new total. */
  readonly refundIds: string[];
}

/** What keeps a line from being had as wished. */
export class EditProblemResponse {
  /** @example "insufficient_stock" */
  readonly code: string;
  /** Pieces that are there for it, where they are too few. */
  readonly available?: number;
}

/** A line as an edit would leave it. */
export class PreviewedLineResponse {
  /** Null: it would come. */
  readonly orderItemId: string | null;
  readonly variantId: string;
  /** @example "Linen Shirt" */
  readonly productName: string | null;
  readonly sku: string | null;
  /** @example 1 */
  readonly quantityBefore: number;
  /** 0: it would go. @example 2 */
  readonly quantity: number;
  /** @example "49.90" */
  readonly unitPrice: string | null;
  /** @example "99.80" */
  readonly totalPrice: string;
  /** @example "0.00" */
  readonly discountAmount: string;
  /** @example "8.23" */
  readonly taxAmount: string;
  readonly problems: EditProblemResponse[];
}

/** What an edit would come to. */
export class EditPreviewResponse {
  readonly orderId: string;
  /** Of the order as it is, for If-Match; also in the ETag header. */
  readonly etag: string;
  /** Stands for all of this; send it along to make the edit. */
  readonly previewHash: string;
  /** @example "USD" */
  readonly currency: string;
  /** @example "99.80" */
  readonly subtotal: string;
  /** @example "0.00" */
  readonly discountAmount: string;
  /** @example "5.90" */
  readonly shippingCost: string;
  /** @example "8.23" */
  readonly taxAmount: string;
  /** @example "113.93" */
  readonly totalAmount: string;
  /** @example "59.92" */
  readonly totalBefore: string;
  /** @example "standard" */
  readonly shippingMethodCode: string | null;
  /** What the customer would have to pay; null: nothing. @example "54.01" */
  readonly toCollect: string | null;
  /** What would go back; null: nothing. */
  readonly toGiveBack: string | null;
  /** False: some line has a problem, and the edit would be refused. */
  readonly isPossible: boolean;
  readonly lines: PreviewedLineResponse[];
}

/** Allow-list of a row. */
export function toEditResponse(edit: OrderEditRecord): OrderEditResponse {
  const { id, orderId, revision, actorId, reason, currency, addressChanged, createdAt } = edit;
  const money = (decimal: string): string => toWire(decimal, currency);
  return {
    ...{ id, orderId, revision, actorId, reason, currency },
    totalBefore: money(edit.totalBefore),
    totalAfter: money(edit.totalAfter),
    refundAmount: money(edit.refundAmount),
    addressChanged,
    before: toState(edit.before, money),
    after: toState(edit.after, money),
    createdAt,
  };
}

/** The answer to an edit. */
export function appliedEdit(
  { edit, refundIds }: CarriedOutEdit,
  { toCollect }: EditPlan,
  etag: string,
): AppliedEditResponse {
  const amountDue = formatMinor(toCollect, edit.currency);
  return { ...toEditResponse(edit), etag, amountDue, refundIds: [...refundIds] };
}

/** The answer to the question what an edit would come to. */
export function toPreviewResponse(plan: EditPlan): EditPreviewResponse {
  const { order, price, problems, toCollect, toGiveBack } = plan;
  const { currency } = order;
  const money = (minor: number): string => formatMinor(minor, currency);
  return {
    orderId: order.id,
    etag: plan.etag,
    previewHash: plan.hash,
    currency,
    subtotal: money(price.subtotal),
    discountAmount: money(price.discount),
    shippingCost: money(price.shipping),
    taxAmount: money(price.tax),
    totalAmount: money(price.total),
    totalBefore: toWire(order.totalAmount, currency),
    shippingMethodCode: price.shippingMethodCode,
    toCollect: toCollect === 0 ? null : money(toCollect),
    toGiveBack: toGiveBack === 0 ? null : money(toGiveBack),
    isPossible: problems.length === 0,
    lines: previewedLines(plan, money),
  };
}

function previewedLines(plan: EditPlan, money: (minor: number) => string): PreviewedLineResponse[] {
  const { order, price, target, snapshot, problems } = plan;
  const variants = new Map(snapshot.lines.map((line) => [line.variantId, line]));
  const none = { totalPrice: money(0), discountAmount: money(0), taxAmount: money(0) };
  const lines = price.lines.map((line): PreviewedLineResponse => {
    const { id, variantId, quantity, old } = line.target;
    const named = old ?? variants.get(variantId);
    return {
      orderItemId: old === null ? null : id,
      variantId,
      productName: named?.productName ?? null,
      sku: named?.sku ?? null,
      quantityBefore: old?.quantity ?? 0,
      quantity,
      unitPrice: money(line.unitPrice),
      totalPrice: money(line.total),
      discountAmount: money(line.discount),
      taxAmount: money(line.tax),
      problems: problemsOf(problems, variantId),
    };
  });
  const priced = new Set(lines.map(({ variantId }) => variantId));
  const unpriced = problems.filter(({ variantId }) => !priced.has(variantId));
  const gone = target.removed.map((line): PreviewedLineResponse => {
    const { id: orderItemId, variantId, productName, sku, quantity: quantityBefore } = line;
    const unitPrice = money(minorFromDb(line.unitPrice, order.currency));
    const names = { orderItemId, variantId, productName, sku };
    return { ...names, quantityBefore, quantity: 0, unitPrice, ...none, problems: [] };
  });
  const missing = [...new Set(unpriced.map(({ variantId }) => variantId))].map((variantId) => ({
    ...{
      orderItemId: null,
      variantId,
      productName: null,
      sku: null,
      quantityBefore: 0,
      quantity: 0,
    },
    ...{ unitPrice: null, ...none, problems: problemsOf(unpriced, variantId) },
  }));
  return [...lines, ...gone, ...missing];
}

function problemsOf(problems: EditPlan['problems'], variantId: string): EditProblemResponse[] {
  return problems
    .filter((problem) => problem.variantId === variantId)
    .map(({ variantId: _variantId, ...problem }) => problem);
}

function toState(state: OrderState, money: (decimal: string) => string): EditStateResponse {
  const { status, shippingMethodCode, lines } = state;
  return {
    status,
    subtotal: money(state.subtotal),
    taxAmount: money(state.taxAmount),
    shippingCost: money(state.shippingCost),
    discountAmount: money(state.discountAmount),
    totalAmount: money(state.totalAmount),
    shippingMethodCode,
    lines: lines.map((line) => {
      const { id, variantId, productName, variantName, sku, quantity } = line;
      return {
        ...{ id, variantId, productName, variantName, sku, quantity },
        unitPrice: money(line.unitPrice),
        totalPrice: money(line.totalPrice),
        discountAmount: money(line.discountAmount),
        taxAmount: money(line.taxAmount),
      };
    }),
  };
}
