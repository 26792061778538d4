import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { FulfilmentStatus } from './fulfilment.entity.js';

/** What is written on a parcel; null says nothing about it. */
export interface ParcelLabel {
  readonly carrier: string | null;
  readonly trackingNumber: string | null;
}

/** A parcel to be packed. */
export interface NewParcel extends ParcelLabel {
  readonly orderId: string;
  readonly locationId: string | null;
  readonly lines: readonly { readonly orderItemId: string; readonly quantity: number }[];
}

const INSERT: Statement = {
  name: 'fulfilments-insert',
  text: `
  WITH parcel AS (
    INSERT INTO fulfilments (order_id, location_id, carrier, tracking_number)
    VALUES ($1::uuid, $2::uuid, $3, $4) RETURNING id
  )
  SELECT id FROM parcel`,
};

/** Apart from the parcel's own statement: the policy of its items looks for the parcel. */
const INSERT_ITEMS: Statement = {
  name: 'fulfilments-insert-items',
  text: `
  INSERT INTO fulfilment_items (fulfilment_id, order_item_id, quantity)
  SELECT $1::uuid, n.id, n.quantity FROM unnest($2::uuid[], $3::int[]) AS n(id, quantity)
  ORDER BY n.id`,
};

const MOVE: Statement = {
  name: 'fulfilments-move',
  text: `
  UPDATE fulfilments SET status = $2::varchar,
    shipped_at = CASE WHEN $2::varchar = 'shipped' THEN now() ELSE shipped_at END,
    delivered_at = CASE WHEN $2::varchar = 'delivered' THEN now() ELSE delivered_at END,
    cancelled_at = CASE WHEN $2::varchar = 'cancelled' THEN now() ELSE cancelled_at END,
    location_id = coalesce($3::uuid, location_id), carrier = coalesce($4, carrier),
    tracking_number = coalesce($5, tracking_number)
  WHERE id = $1`,
};

const LABEL: Statement = {
  name: 'fulfilments-label',
  text: `UPDATE fulfilments SET carrier = coalesce($2, carrier), tracking_number = coalesce($3, tracking_number)
    WHERE id = $1`,
};

const CANCEL_OPEN: Statement = {
  name: 'fulfilments-cancel-open',
  text: `UPDATE fulfilments SET status = 'cancelled', cancelled_at = now()
    WHERE order_id = ANY ($1::uuid[]) AND status = 'pending'`,
};

/** What has not left never will. */
const CANCEL_REST: Statement = {
  name: 'fulfilments-cancel-rest',
  text: `
  UPDATE order_items i SET cancelled_quantity = i.quantity - (
    SELECT coalesce(sum(fi.quantity), 0) FROM fulfilment_items fi JOIN fulfilments f ON f.id = fi.fulfilment_id
    WHERE fi.order_item_id = i.id AND f.status IN ('shipped', 'delivered'))
  WHERE i.order_id = $1`,
};

/** Rows of parcels; the caller holds the lock of their order. */
@Injectable()
export class FulfilmentsRepository {
  async insert(tx: Tx, parcel: NewParcel): Promise<string> {
    const { orderId, locationId, carrier, trackingNumber, lines } = parcel;
    const values = [orderId, locationId, carrier, trackingNumber];
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, values);
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    await namedQuery(tx, INSERT_ITEMS, [
      row.id,
      lines.map(({ orderItemId }) => orderItemId),
      lines.map(({ quantity }) => quantity),
    ]);
    return row.id;
  }

  async move(
    tx: Tx,
    id: string,
    to: FulfilmentStatus,
    rest: Partial<ParcelLabel> & { readonly locationId?: string | null } = {},
  ): Promise<void> {
    const { locationId = null, carrier = null, trackingNumber = null } = rest;
    await namedQuery(tx, MOVE, [id, to, locationId, carrier, trackingNumber]);
  }

  async label(tx: Tx, id: string, { carrier, trackingNumber }: ParcelLabel): Promise<void> {
    await namedQuery(tx, LABEL, [id, carrier, trackingNumber]);
  }

  /** Gives up the parcels of orders that have ended, before they left. */
  async cancelOpen(tx: Tx, orderIds: readonly string[]): Promise<void> {
    await namedQuery(tx, CANCEL_OPEN, [orderIds]);
  }

  /** No parcel will take the rest of the order; its open ones are given up before. */
  async cancelRest(tx: Tx, orderId: string): Promise<void> {
    await namedQuery(tx, CANCEL_REST, [orderId]);
  }
}
