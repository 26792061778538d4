import { Injectable } from '@nestjs/common';

import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { type Tx } from '../../../database/unit-of-work.js';

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
  readonly body: string;
  readonly occurredAt: Date | null;
}

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
  /** ISO 8601 in UTC; the time of arrival where the gateway named none. */
  readonly occurredAt: string;
}

const STORE: Statement = {
  name: 'payment-events-store',
  text: `INSERT INTO payment_events
           (gateway, event_id, kind, reference, gateway_payment_id, amount, currency, body, occurred_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id`,
};

const LOCK_OPEN: Statement = {
  name: 'payment-events-lock-open',
  text: `SELECT id, gateway, event_id AS "eventId", kind, reference,
                gateway_payment_id AS "gatewayPaymentId", amount::text, currency, body,
                to_char(coalesce(occurred_at, received_at) AT TIME ZONE 'UTC',
                        'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt"
           FROM payment_events WHERE id = $1 AND processed_at IS NULL FOR NO KEY UPDATE`,
};

const CLOSE: Statement = {
  name: 'payment-events-close',
  text: `UPDATE payment_events SET processed_at = now(), outcome = $2, payment_id = $3 WHERE id = $1`,
};

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
    ]);
    return row?.id ?? null;
  }

  /** Null when it does not exist or has been applied. */
  async lockOpen(tx: Tx, id: string): Promise<LockedEvent | null> {
    const [row] = await namedQuery<LockedEvent>(tx, LOCK_OPEN, [id]);
    return row ?? null;
  }

  async close(tx: Tx, id: string, outcome: string, paymentId: string | null): Promise<void> {
    await namedQuery(tx, CLOSE, [id, outcome, paymentId]);
  }
}
