import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';

import { minorToDb, type Money } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import {
  type EventSource,
  type NewPaymentEvent,
  PaymentEventsRepository,
} from '../data/payment-events.repository.js';
import type { FoundRefund, GatewayStatus, RefundAnswer } from '../gateways/payment-gateway.js';
import { EventApplier, type EventOutcome, isAlarming } from './event-applier.js';

/** The id of no refund. */
const NOBODYS = '00000000-0000-0000-0000-000000000000';

/** Which payment an answer is about. */
export interface AnsweredPayment {
  readonly reference: string;
  readonly gateway: string;
}

/**
 * What a gateway answers becomes a stored event like those that it sends by itself, applied in the
 * same transaction by the same rules. The event's id follows from what it says, so that the same
 * answer, however often it is given, is one event.
 */
@Injectable()
export class RecordAnswers {
  private readonly logger = new Logger(RecordAnswers.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly events: PaymentEventsRepository,
    private readonly applier: EventApplier,
  ) {}

  /** @returns null when it says nothing new */
  async status(
    ctx: RequestContext,
    { reference, gateway }: AnsweredPayment,
    status: GatewayStatus,
    source: EventSource,
  ): Promise<EventOutcome | null> {
    const { kind, gatewayPaymentId, occurredAt, reason } = status;
    if (kind === 'unknown') return null;
    const amount = decimal(status.amount);
    const authorisedAmount = decimal(status.authorised);
    const currency = status.amount?.currency ?? null;
    const said = [reference, kind, amount, currency, authorisedAmount, gatewayPaymentId];
    return this.record(ctx, {
      gateway,
      eventId: idOf('status', said),
      kind,
      reference,
      gatewayPaymentId,
      amount,
      currency,
      authorisedAmount,
      body: null,
      occurredAt,
      source,
      reason,
    });
  }

  /** @returns null when it says nothing new; an answer `unknown` never does */
  async refund(
    ctx: RequestContext,
    payment: AnsweredPayment,
    refundId: string,
    answer: RefundAnswer,
  ): Promise<EventOutcome | null> {
    const { kind, gatewayRefundId, reason } = answer;
    if (kind === 'unknown') return null;
    const status = kind === 'refused' ? 'failed' : kind;
    return this.record(ctx, {
      gateway: payment.gateway,
      eventId: idOf('refund', [refundId, status, gatewayRefundId]),
      kind: 'refund',
      reference: payment.reference,
      gatewayPaymentId: null,
      amount: null,
      currency: null,
      body: null,
      occurredAt: null,
      source: 'answer',
      // A refused one has no id at the gateway; ours is what it is found by.
      refund: { refundId, gatewayRefundId: gatewayRefundId ?? '', kind: status, reason },
    });
  }

  /**
   * A refund that stands in the gateway's list of a payment: a word about ours, or money that was given back at the
   * gateway itself.
   *
   * @returns null when it says nothing new
   */
  async found(
    ctx: RequestContext,
    { reference, gateway }: AnsweredPayment,
    { amount, ...refund }: FoundRefund,
  ): Promise<EventOutcome | null> {
    return this.record(ctx, {
      gateway,
      eventId: idOf('found', [refund.gatewayRefundId, refund.kind]),
      kind: 'refund',
      reference,
      gatewayPaymentId: null,
      amount: decimal(amount),
      currency: amount.currency,
      body: null,
      occurredAt: null,
      source: 'query',
      // Ours carry our id in the list: one without is never guessed to be ours by its amount.
      refund: { ...refund, refundId: refund.refundId ?? NOBODYS },
    });
  }

  private async record(ctx: RequestContext, row: NewPaymentEvent): Promise<EventOutcome | null> {
    const result = await this.uow.run(ctx, async (tx) => {
      const id = await this.events.store(tx, row);
      const event = id === null ? null : await this.events.lockOpen(tx, id);
      if (event === null) return null;
      const applied = await this.applier.apply(tx, event);
      await this.events.close(tx, event.id, applied.outcome, applied.paymentId);
      return applied;
    });
    if (result !== null && isAlarming(result.outcome)) {
      const { reference, eventId } = row;
      this.logger.error({ alert: `payments.${result.outcome}`, reference, eventId }, 'Answer');
    }
    return result?.outcome ?? null;
  }
}

function decimal(money: Money | null): string | null {
  return money === null ? null : minorToDb(money.amount, money.currency);
}

function idOf(what: string, said: readonly (string | null)[]): string {
  return `${what}:${createHash('sha256').update(JSON.stringify(said)).digest('base64url')}`;
}
