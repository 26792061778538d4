import { Injectable } from '@nestjs/common';
import { namedQuery } from '../../../database/named-query.js';
import type { Statement } from '../../../database/statement.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { ReturnStatus } from './return.entity.js';

/** What became of the pieces of a line that came back. */
export interface ReceivedPieces {
  readonly orderItemId: string;
  /** Can be sold again. */
  readonly restocked: number;
  readonly writtenOff: number;
}

const INSERT: Statement = {
  name: 'returns-insert',
  text: 'INSERT INTO returns (order_id, reason) VALUES ($1::uuid, $2) RETURNING id',
};

/** Apart from the return's own statement: the policy of its items looks for the return. */
const INSERT_ITEMS: Statement = {
  name: 'returns-insert-items',
  text: `
  INSERT INTO return_items (return_id, order_item_id, quantity)
  SELECT $1::uuid, n.id, n.quantity FROM unnest($2::uuid[], $3::int[]) AS n(id, quantity)
  ORDER BY n.id`,
};

const DECIDE: Statement = {
  name: 'returns-decide',
  text: 'UPDATE returns SET status = $2::varchar, answer = coalesce($3, answer) WHERE id = $1',
};

const RECEIVE: Statement = {
  name: 'returns-receive',
  text: `
  WITH items AS (
    UPDATE return_items i SET restocked_quantity = n.restocked, written_off_quantity = n.written_off
    FROM unnest($2::uuid[], $3::int[], $4::int[]) AS n(id, restocked, written_off)
    WHERE i.return_id = $1 AND i.order_item_id = n.id RETURNING i.id
  )
  UPDATE returns SET status = $5::varchar, location_id = $6::uuid, received_at = now(),
    answer = coalesce($7, answer)
  WHERE id = $1`,
};

/** Rows of returns; the caller holds the lock of their order. */
@Injectable()
export class ReturnsRepository {
  /** @returns id of the return */
  async insert(
    tx: Tx,
    orderId: string,
    reason: string | null,
    lines: readonly { readonly orderItemId: string; readonly quantity: number }[],
  ): Promise<string> {
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, [orderId, reason]);
    if (row === undefined) throw new Error('INSERT … RETURNING gave no row');
    await namedQuery(tx, INSERT_ITEMS, [
      row.id,
      lines.map(({ orderItemId }) => orderItemId),
      lines.map(({ quantity }) => quantity),
    ]);
    return row.id;
  }

  async decide(tx: Tx, id: string, to: ReturnStatus, answer: string | null): Promise<void> {
    await namedQuery(tx, DECIDE, [id, to, answer]);
  }

  async receive(
    tx: Tx,
    id: string,
    received: {
      readonly to: ReturnStatus;
      readonly locationId: string;
      readonly answer: string | null;
      readonly lines: readonly ReceivedPieces[];
    },
  ): Promise<void> {
    const { to, locationId, answer, lines } = received;
    await namedQuery(tx, RECEIVE, [
      id,
      lines.map(({ orderItemId }) => orderItemId),
      lines.map(({ restocked }) => restocked),
      lines.map(({ writtenOff }) => writtenOff),
      to,
      locationId,
      answer,
    ]);
  }
}
