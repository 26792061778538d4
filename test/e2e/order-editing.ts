import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { RecordPaymentResult } from '../../src/modules/orders/use-cases/record-payment-result.js';
import { expectInvariants } from '../integration/orders/invariants.js';
import type { BuyerWish, GivenOrder } from '../setup/given/orders.js';
import type { ApiContext } from '../setup/test-api.js';
import { openDesk } from './order-desk.js';

/** What a preview or an edit answers, as far as it is looked at. */
export interface Edited {
  readonly etag: string;
  readonly previewHash: string;
  readonly subtotal: string;
  readonly discountAmount: string;
  readonly shippingCost: string;
  readonly taxAmount: string;
  readonly totalAmount: string;
  readonly totalAfter: string;
  readonly refundAmount: string;
  readonly amountDue: string;
  readonly refundIds: string[];
  readonly toCollect: string | null;
  readonly toGiveBack: string | null;
  readonly isPossible: boolean;
  readonly revision: number;
  readonly lines: {
    variantId: string;
    quantity: number;
    problems: { code: string; available?: number }[];
  }[];
  readonly code?: string;
  readonly details?: { reasons?: string[]; lines?: { reason?: string; code?: string }[] };
}

/** Sums of an order as the database has them. */
export interface StoredOrder {
  readonly status: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly shipping: string;
  readonly tax: string;
  readonly total: string;
}

/** A desk at which orders are edited. */
export function openEditing(t: ApiContext) {
  const desk = openDesk(t);
  const preview = (id: string, changes: object) =>
    desk.ask<Edited>('POST', `/${id}/edits/preview`, { changes });
  const apply = (
    id: string,
    changes: object,
    seen: { previewHash: string; etag?: string },
    key: string = randomUUID(),
  ) =>
    desk.ask<Edited>(
      'POST',
      `/${id}/edits`,
      { changes, previewHash: seen.previewHash, reason: 'The customer has called' },
      { 'idempotency-key': key, ...(seen.etag === undefined ? {} : { 'if-match': seen.etag }) },
    );
  const stored = async (id: string): Promise<StoredOrder> => {
    const { rows } = await t.owner.query<StoredOrder>(
      `SELECT status, subtotal, discount_amount AS discount, shipping_cost AS shipping, tax_amount AS tax,
         total_amount AS total FROM orders WHERE id = $1`,
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('no order');
    return row;
  };
  /** What must hold of an order after each edit, beside the invariants of the shop. */
  const expectWhole = async (id: string): Promise<void> => {
    await expectInvariants(t);
    const { rows } = await t.owner.query(
      `SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id WHERE o.id = $1
       GROUP BY o.id HAVING o.subtotal <> sum(i.total_price) OR o.discount_amount <> coalesce(
         (SELECT sum(u.amount) FROM discount_usages u WHERE u.order_id = o.id AND u.released_at IS NULL), 0)
         OR o.tax_amount < sum(i.tax_amount) OR o.discount_amount < sum(i.discount_amount)`,
      [id],
    );
    expect(rows).toEqual([]);
    const { rows: open } = await t.owner.query(
      `SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.id = $1
       AND p.status IN ('pending', 'processing') AND p.amount <> o.total_amount
         - (SELECT coalesce(sum(c.captured_amount), 0) FROM payments c WHERE c.order_id = o.id)
         + (SELECT coalesce(sum(r.amount), 0) FROM refunds r WHERE r.order_id = o.id AND r.surplus)`,
      [id],
    );
    expect(open).toEqual([]);
  };
  /** Shows an edit and makes it; both have to come to the same. */
  const edit = async (id: string, changes: object): Promise<Edited> => {
    const shown = await preview(id, changes);
    expect(shown.body.code, JSON.stringify(shown.body)).toBeUndefined();
    expect(shown.status).toBe(200);
    const made = await apply(id, changes, shown.body);
    expect(made.body.code, JSON.stringify(made.body)).toBeUndefined();
    expect(made.status).toBe(201);
    expect(made.body.totalAfter).toBe(shown.body.totalAmount);
    expect(made.headers.get('etag')).toBe(made.body.etag);
    await expectWhole(id);
    return made.body;
  };
  const record = (order: GivenOrder, paymentId = order.payment.id) =>
    t
      .get(RecordPaymentResult)
      .execute(systemContext('test'), null, { orderId: order.id, paymentId });
  /** An order of these variants, each with its pieces; paid unless it is said otherwise. */
  const ordered = async (
    lines: readonly { variantId: string; quantity: number }[],
    wish: BuyerWish = {},
    paid = true,
  ): Promise<GivenOrder> => {
    const order = await t.given.order({ ...wish, lines });
    if (paid) {
      await t.given.paid(order.payment.id);
      await record(order);
    }
    return order;
  };
  const lineOf = async (id: string, variantId: string): Promise<string> => {
    const { rows } = await t.owner.query<{ id: string }>(
      'SELECT id FROM order_items WHERE order_id = $1 AND variant_id = $2',
      [id, variantId],
    );
    return rows[0]?.id ?? '';
  };
  /** The change of a variant's pieces. */
  const pieces = async (id: string, variantId: string, quantity: number) => ({
    lines: [{ orderItemId: await lineOf(id, variantId), quantity }],
  });
  return { ...desk, preview, apply, stored, edit, record, ordered, lineOf, pieces, expectWhole };
}
