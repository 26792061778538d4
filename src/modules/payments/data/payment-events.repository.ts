import { Injectable } from '@nestjs/common';

import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { type Tx } from '../../../database/unit-of-work.js';
import type { RefundReport } from '../gateways/payment-gateway.js';

/** A row to be stored; it fits its columns because the gateway's parser checked it. */
export interface NewPaymentEvent {
  readonly gateway: string;
  readonly eventId: string;
  readonly kind: string;
  readonly reference: string | null;
  readonly gatewayPaymentId: string | null;
  /** Decimal string with two digits. */
  readonly amount: string | null;
  readonly currency: string | null;
  /** As it came; null where there is none: an answer, a person's word. */
  readonly body: string | null;
  readonly occurredAt: Date | null;
  /** How we heard of it; left out: a callback. */
  readonly source?: EventSource;
  /** What is held and not captured; decimal string with two digits. */
  readonly authorisedAmount?: string | null;
  readonly refund?: RefundReport | null;
  /** Why it failed, where the body does not say. */
  readonly reason?: string | null;
}

/** How we heard of something: told by the gateway, asked, as the answer of a call, from a person. */
export type EventSource = 'callback' | 'query' | 'answer' | 'operator';

/** A stored event that has not been applied, under its row lock. */
export interface LockedEvent {
  readonly id: string;
  readonly gateway: string;
  readonly eventId: string;
  readonly kind: string;
  readonly reference: string | null;
  readonly gatewayPaymentId: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly body: string | null;
  readonly source: EventSource;
  readonly authorisedAmount: string | null;
  readonly refundId: string | null;
  readonly gatewayRefundId: string | null;
  readonly refundStatus: RefundReport['kind'] | null;
  readonly reason: string | null;
  /** ISO 8601 in UTC; the time of arrival where the gateway named none. */
  readonly occurredAt: string;
}

const STORE: Statement = {
  name: 'payment-events-store',
  text: `INSERT INTO payment_events
           (gateway, event_id, kind, reference, gateway_payment_id, amount, currency, body, occurred_at,
            source, authorised_amount, refund_id, gateway_refund_id, refund_status, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id`,
};

const LOCK_OPEN: Statement = {
  name: 'payment-events-lock-open',
  text: `SELECT id, gateway, event_id AS "eventId", kind, reference,
                gateway_payment_id AS "gatewayPaymentId", amount::text, currency, body, source, reason,
                authorised_amount::text AS "authorisedAmount", refund_id AS "refundId",
                gateway_refund_id AS "gatewayRefundId", refund_status AS "refundStatus",
                to_char(coalesce(occurred_at, received_at) AT TIME ZONE 'UTC',
                        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt"
           FROM payment_events WHERE id = $1 AND processed_at IS NULL FOR NO KEY UPDATE`,
};

const REOPEN: Statement = {
  name: 'payment-events-reopen',
  text: `UPDATE payment_events SET processed_at = NULL, outcome = NULL WHERE id = $1 RETURNING id`,
};

const REOPEN_EARLY_REFUNDS: Statement = {
  name: 'payment-events-reopen-early-refunds',
  text: `UPDATE payment_events SET processed_at = NULL, outcome = NULL
          WHERE payment_id = $1 AND outcome = 'refund_early' RETURNING id`,
};

const CLOSE: Statement = {
  name: 'payment-events-close',
  text: `UPDATE payment_events SET processed_at = now(), outcome = $2, payment_id = $3 WHERE id = $1`,
};

const MAX_REASON = 500;

/** Rows of `payment_events`. */
@Injectable()
export class PaymentEventsRepository {
  /** @returns the id of the new row; null when the gateway's event id is there already */
  async store(tx: Tx, event: NewPaymentEvent): Promise<string | null> {
    const [row] = await namedQuery<{ id: string }>(tx, STORE, [
      event.gateway,
      event.eventId,
      event.kind,
      event.reference,
      event.gatewayPaymentId,
      event.amount,
      event.currency,
      event.body,
      event.occurredAt,
      event.source ?? 'callback',
      event.authorisedAmount ?? null,
      event.refund?.refundId?.slice(0, 64) ?? null,
      event.refund?.gatewayRefundId.slice(0, 255) || null,
      event.refund?.kind ?? null,
      (event.reason ?? event.refund?.reason)?.slice(0, MAX_REASON) ?? null,
    ]);
    return row?.id ?? null;
  }

  /** Null when it does not exist or has been applied. */
  async lockOpen(tx: Tx, id: string): Promise<LockedEvent | null> {
    const [row] = await namedQuery<LockedEvent>(tx, LOCK_OPEN, [id]);
    return row ?? null;
  }

  /** Makes it wait again; false when there is none. */
  async reopen(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, REOPEN, [id])).length > 0;
  }

  /** Refunds that were told before the money of a payment wait again; their ids. */
  async reopenEarlyRefunds(tx: Tx, paymentId: string): Promise<string[]> {
    const rows = await namedQuery<{ id: string }>(tx, REOPEN_EARLY_REFUNDS, [paymentId]);
    return rows.map(({ id }) => id);
  }

  async close(tx: Tx, id: string, outcome: string, paymentId: string | null): Promise<void> {
    await namedQuery(tx, CLOSE, [id, outcome, paymentId]);
  }
}
