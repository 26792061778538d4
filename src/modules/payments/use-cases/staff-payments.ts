import { Injectable } from '@nestjs/common';

import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { type RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import * as sql from '../data/staff-payments.sql.js';
import {
  IssueNotFound,
  IssueSettled,
  PaymentEventNotFound,
  PaymentNotFound,
} from '../payments.errors.js';
import { paymentCallbacksQueue } from '../payments.jobs.js';
import type {
  IssueFilter,
  StaffIssue,
  StaffPayment,
  StaffPaymentDetail,
  StaffPaymentFilter,
  StoredEvent,
} from '../staff-payments.types.js';

interface PaymentRow extends Record<string, unknown> {
  readonly id: string;
  readonly at: string;
  readonly payment: StaffPayment;
}

interface IssueRow extends Record<string, unknown> {
  readonly id: string;
  readonly at: string;
  readonly issue: StaffIssue;
}

/** What staff sees and settles of payments. The caller's route asks for the permission `payments`. */
@Injectable()
export class StaffPayments {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
    private readonly events: PaymentEventsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws InvalidCursor */
  async list(
    ctx: RequestContext,
    { status, gateway, orderId, reference, since, until }: StaffPaymentFilter,
    { sort, limit, cursor }: { sort: sql.PaymentSort; limit: number; cursor: string | null },
  ): Promise<Page<StaffPayment>> {
    const after = sql.PAYMENT_SORTS.read(sort, cursor);
    const statement = sql.listPayments(sort, after === null);
    const values = [status, gateway, orderId, reference, since, until];
    const place = [after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.db.queryAs<PaymentRow>(ctx, statement, [...values, ...place]);
    return toPage(
      rows,
      limit,
      ({ payment }) => payment,
      (last) => sql.PAYMENT_SORTS.write(sort, last),
    );
  }

  /** @throws PaymentNotFound also for one of an archived order */
  async get(ctx: RequestContext, id: string): Promise<StaffPaymentDetail> {
    type Row = StaffPaymentDetail & Record<string, unknown>;
    const [row] = await this.db.queryAs<Row>(ctx, sql.FIND_PAYMENT, [id]);
    if (row === undefined) throw new PaymentNotFound();
    return row;
  }

  /** The newest first. @throws InvalidCursor */
  async issues(
    ctx: RequestContext,
    { status, kind, gateway, day, paymentId, orderId }: IssueFilter,
    limit: number,
    cursor: string | null,
  ): Promise<Page<StaffIssue>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const values = [status, kind, gateway, day, paymentId, orderId];
    const place = [after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.db.queryAs<IssueRow>(ctx, sql.LIST_ISSUES, [...values, ...place]);
    return toPage(rows, limit, ({ issue }) => issue, encodeTimeCursor);
  }

  /** @throws IssueNotFound, IssueSettled */
  settle(ctx: RequestContext, id: string, note: string, action: string): Promise<StaffIssue> {
    return this.uow.run(ctx, async (tx) => {
      const [row] = await namedQuery<IssueRow>(tx, sql.SETTLE_ISSUE, [id, note, action]);
      if (row !== undefined) return row.issue;
      const known = await namedQuery(tx, sql.ISSUE_EXISTS, [id]);
      throw known.length > 0 ? new IssueSettled() : new IssueNotFound();
    });
  }

  /**
   * Applies a stored message once more: the rules are those of the first time, so what counted already changes
   * nothing.
   *
   * @throws PaymentEventNotFound
   */
  async replay(ctx: RequestContext, eventId: string): Promise<StoredEvent> {
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.events.reopen(tx, eventId))) throw new PaymentEventNotFound();
      await this.outbox.enqueue(tx, paymentCallbacksQueue, 'apply-event', { eventId });
      type Row = StoredEvent & Record<string, unknown>;
      const [row] = await namedQuery<Row>(tx, sql.PAYMENT_OF_EVENT, [eventId]);
      if (row === undefined) throw new PaymentEventNotFound();
      return row;
    });
  }
}
