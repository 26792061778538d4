import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { StoredAddress } from '../data/order-addresses.js';
import * as sql from './edits.sql.js';
import type { EditableOrder, EditableSums, OrderEditRecord, OrderState } from './edits.types.js';

/** A line that changes or comes; decimal strings of the database. */
export interface WrittenLine {
  readonly id: string;
  readonly isNew: boolean;
  readonly variantId: string;
  readonly productId: string | null;
  readonly position: number | null;
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly quantity: number;
  readonly unitPrice: string;
  readonly totalPrice: string;
  readonly discountAmount: string;
  readonly taxAmount: string;
  readonly taxes: unknown;
}

/** All that an edit writes about the order itself. */
export interface WrittenEdit {
  readonly orderId: string;
  readonly lines: readonly WrittenLine[];
  readonly removedIds: readonly string[];
  readonly sums: EditableSums;
  /** Null: as it is. */
  readonly shippingAddress: StoredAddress | null;
  readonly reason: string;
  readonly before: OrderState;
  readonly after: OrderState;
  readonly refundAmount: string;
  readonly isMoved: boolean;
}

/** What the database says of a written edit. */
export type EditKey = Pick<OrderEditRecord, 'id' | 'revision' | 'actorId' | 'createdAt'>;

/** An edit in a list. */
export type ListedEdit = OrderEditRecord & { readonly at: string };

type Row<T> = T & Record<string, unknown>;

/** The statements of order edits. */
@Injectable()
export class EditsRepository {
  constructor(private readonly db: Db) {}

  /** What an edit has to know of a live order. */
  async load(tx: Tx, orderId: string): Promise<EditableOrder | null> {
    const [row] = await namedQuery<{ editable: EditableOrder }>(tx, sql.LOAD_EDITABLE, [orderId]);
    return row?.editable ?? null;
  }

  /** @returns null when there is no such order */
  async placeOf(ctx: RequestContext, orderId: string): Promise<'live' | 'archived' | null> {
    const [row] = await this.db.queryAs<{ place: 'live' | 'archived' | null }>(
      withAllRows(ctx),
      sql.WHERE_IS_ORDER,
      [orderId],
    );
    return row?.place ?? null;
  }

  /** The caller holds the order's lock. */
  async write(tx: Tx, edit: WrittenEdit): Promise<EditKey> {
    const { sums } = edit;
    const [row] = await namedQuery<Row<EditKey>>(tx, sql.WRITE_EDIT, [
      edit.orderId,
      JSON.stringify(edit.lines),
      edit.removedIds,
      sums.subtotal,
      sums.taxAmount,
      sums.shippingCost,
      sums.discountAmount,
      sums.totalAmount,
      sums.shippingMethodCode,
      sums.shippingTaxes === null ? null : JSON.stringify(sums.shippingTaxes),
      sums.shippingSource,
      sums.taxSource,
      edit.shippingAddress === null ? null : JSON.stringify(edit.shippingAddress),
      edit.reason,
      JSON.stringify(edit.before),
      JSON.stringify(edit.after),
      edit.refundAmount,
      edit.before.totalAmount,
      edit.isMoved,
    ]);
    if (row === undefined) throw new Error('An edit of an order was not written');
    return row;
  }

  /** @returns false when a discount that is new to the order was not to be had any more */
  async changeUses(
    tx: Tx,
    orderId: string,
    uses: readonly { readonly discountId: string; readonly amount: string }[],
    customerKey: string,
  ): Promise<boolean> {
    const [row] = await namedQuery<{ ok: boolean }>(tx, sql.CHANGE_USES, [
      orderId,
      uses.map(({ discountId }) => discountId),
      uses.map(({ amount }) => amount),
      customerKey,
    ]);
    return row?.ok === true;
  }

  /** Newest first. */
  async list(
    ctx: RequestContext,
    orderId: string,
    limit: number,
    before: TimePosition | null,
  ): Promise<ListedEdit[]> {
    return this.db.queryAs<Row<ListedEdit>>(withAllRows(ctx), sql.LIST_EDITS, [
      orderId,
      before?.at ?? null,
      before?.id ?? null,
      limit,
    ]);
  }
}
