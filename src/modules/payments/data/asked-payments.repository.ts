import { Injectable } from '@nestjs/common';

import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { HELD_QUERY_MINUTES, nextQuerySql } from '../domain/query-schedule.js';
import type { PaymentStatus } from '../payments.types.js';

/** A payment whose gateway is asked or called; read without a lock. */
export interface AskedPayment {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  readonly gateway: string | null;
  readonly gatewayPaymentId: string | null;
  /** Decimal strings of the database. */
  readonly amount: string;
  readonly authorisedAmount: string;
  readonly capturedAmount: string;
  readonly currency: string;
  readonly status: PaymentStatus;
  readonly captureMode: 'automatic' | 'manual';
  /** ISO 8601. */
  readonly createdAt: string;
  /** Nobody asks by himself after this. */
  readonly isLast: boolean;
}

const ASKED = `p.id, p.order_id AS "orderId", p.reference, m.gateway_supported AS gateway,
  p.gateway_payment_id AS "gatewayPaymentId", p.amount::text, p.authorised_amount::text AS "authorisedAmount",
  p.captured_amount::text AS "capturedAmount", p.currency, p.status, p.capture_mode AS "captureMode",
  to_char(p.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "createdAt",
  p.next_query_at IS NULL AS "isLast"`;

/** Takes due payments, so that nobody else asks for them: whoever dies with one leaves it to the next time. */
const CLAIM_DUE: Statement = {
  name: 'payments-claim-due',
  text: `
  WITH due AS MATERIALIZED (
    SELECT id FROM payments WHERE next_query_at <= now()
    ORDER BY next_query_at, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE payments p SET query_count = p.query_count + 1, asked_at = now(),
         next_query_at = CASE WHEN p.status = 'processing' AND p.authorised_amount > 0
           THEN now() + interval '${HELD_QUERY_MINUTES} min' ELSE ${nextQuerySql('p.query_count')} END
    FROM due d, payment_methods m WHERE p.id = d.id AND m.id = p.payment_method_id
  RETURNING ${ASKED}`,
};

/** The same for chosen ones, whatever their time; not those that somebody asks for right now. */
const CLAIM_CHOSEN: Statement = {
  name: 'payments-claim-chosen',
  text: `
  WITH chosen AS MATERIALIZED (
    SELECT id FROM payments WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE payments p SET asked_at = now() FROM chosen c, payment_methods m
   WHERE p.id = c.id AND m.id = p.payment_method_id
  RETURNING ${ASKED}`,
};

const FIND: Statement = {
  name: 'payments-find-asked',
  text: `SELECT ${ASKED} FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id WHERE p.id = $1`,
};

const HELD_OF_ORDER: Statement = {
  name: 'payments-held-of-order',
  text: `SELECT ${ASKED} FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
          WHERE p.order_id = $1 AND p.status = 'processing' AND p.authorised_amount > 0 ORDER BY p.id`,
};

const HELD_LONGER: Statement = {
  name: 'payments-held-longer',
  text: `SELECT p.reference, m.gateway_supported AS gateway, p.order_id AS "orderId", p.currency,
                (p.authorised_amount - p.captured_amount)::text AS "heldAmount",
                to_char(p.held_since AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "heldSince"
           FROM unnest($1::text[], $2::int[]) AS watched (gateway, days)
           JOIN payment_methods m ON m.gateway_supported = watched.gateway
           JOIN payments p ON p.payment_method_id = m.id
          WHERE p.status = 'processing' AND p.authorised_amount > 0
            AND p.held_since < now() - make_interval(days => watched.days)
          ORDER BY p.held_since, p.id LIMIT $3`,
};

/** Money that is held and not taken. */
export interface HeldPayment {
  readonly reference: string;
  readonly gateway: string;
  readonly orderId: string;
  readonly currency: string;
  /** Decimal string. */
  readonly heldAmount: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly heldSince: string;
}

type Row = AskedPayment & Record<string, unknown>;

/** Payments whose gateways are asked. */
@Injectable()
export class AskedPaymentsRepository {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
  ) {}

  claimDue(ctx: RequestContext, limit: number): Promise<AskedPayment[]> {
    return this.uow.run(ctx, (tx) => namedQuery<Row>(tx, CLAIM_DUE, [limit]));
  }

  claimChosen(ctx: RequestContext, ids: readonly string[]): Promise<AskedPayment[]> {
    return this.uow.run(ctx, (tx) => namedQuery<Row>(tx, CLAIM_CHOSEN, [ids]));
  }

  async find(ctx: RequestContext, id: string): Promise<AskedPayment | null> {
    const [row] = await this.db.queryAs<Row>(ctx, FIND, [id]);
    return row ?? null;
  }

  /** The oldest first. */
  heldLongerThan(
    ctx: RequestContext,
    watched: readonly { readonly gateway: string; readonly days: number }[],
    limit: number,
  ): Promise<HeldPayment[]> {
    const codes = watched.map(({ gateway }) => gateway);
    const days = watched.map((one) => one.days);
    return this.db.queryAs<HeldPayment & Record<string, unknown>>(ctx, HELD_LONGER, [
      codes,
      days,
      limit,
    ]);
  }

  heldOf(ctx: RequestContext, orderId: string): Promise<AskedPayment[]> {
    return this.db.queryAs<Row>(ctx, HELD_OF_ORDER, [orderId]);
  }
}
