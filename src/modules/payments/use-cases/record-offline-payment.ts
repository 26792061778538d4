import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { minorFromDb, moneyToDb } from '../../../common/money/money.js';
import { Clock } from '../../../common/time/clock.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import {
  type LockedAttempt,
  type LockedPayment,
  PaymentsRepository,
} from '../data/payments.repository.js';
import { gatewayFee } from '../domain/method-rules.js';
import { newPaymentReference } from '../domain/payment-reference.js';
import { applyEvent } from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { PaymentAlreadyPaid, PaymentAttemptOpen, PaymentNotFound } from '../payments.errors.js';
import { paymentSucceeded } from '../payments.events.js';
import type { DuePayment } from '../payments.types.js';

/** In `payment_events`: not a gateway, but a person of the shop. */
const OPERATOR = 'operator';

/**
 * Money that came without a gateway: on delivery, by bank transfer. It is an event like those of
 * gateways, applied by the same rules, so that nothing else has to know where money comes from.
 */
@Injectable()
export class RecordOfflinePayment {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly events: PaymentEventsRepository,
    private readonly gateways: GatewayRegistry,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** See `PaymentsService.recordOffline`. The caller holds the lock of the order. */
  async execute(tx: Tx, orderId: string, due?: DuePayment): Promise<void> {
    const attempt = await this.attemptOf(tx, orderId, due);
    const payment = await this.payments.lockByReference(tx, attempt.reference);
    if (payment === null) throw new PaymentNotFound();
    const occurredAt = this.clock.now();
    const event = {
      eventId: randomUUID(),
      kind: 'success',
      gatewayPaymentId: null,
      amount: payment.amount,
      currency: payment.currency,
    };
    const { reference } = attempt;
    const row = { ...event, gateway: OPERATOR, reference, body: '', occurredAt };
    const eventId = await this.events.store(tx, row);
    const applied = applyEvent(payment, {
      ...event,
      occurredAt: occurredAt.toISOString(),
      reason: null,
      fields: {},
    });
    await this.payments.saveState(tx, payment.id, applied.state, feeOf(payment));
    if (eventId !== null) await this.events.close(tx, eventId, applied.outcome, payment.id);
    const payload = { paymentId: payment.id, orderId };
    await this.outbox.publish(tx, paymentSucceeded, payload, { aggregateId: payment.id });
  }

  /** The attempt that the money is for: the open one, or a new one after those that failed. */
  private async attemptOf(tx: Tx, orderId: string, due?: DuePayment): Promise<LockedAttempt> {
    const attempts = await this.payments.lockAttempts(tx, orderId);
    const last = attempts.at(-1);
    if (last === undefined) throw new PaymentNotFound();
    const isPaid = ({ status }: LockedAttempt): boolean =>
      status === 'success' || status === 'refunded';
    if (due === undefined && attempts.some(isPaid)) throw new PaymentAlreadyPaid();
    const amount = due === undefined ? last.amount : moneyToDb(due.amount);
    if (last.status === 'pending') return this.over(tx, last, amount);
    if (last.status !== 'processing') return this.newAttempt(tx, orderId, { ...last, amount });
    const gateway = last.gateway === null ? null : this.gateways.find(last.gateway);
    if (gateway !== null && gateway.capabilities.flow !== 'offline') throw new PaymentAttemptOpen();
    return this.over(tx, last, amount);
  }

  private async over(tx: Tx, attempt: LockedAttempt, amount: string): Promise<LockedAttempt> {
    if (attempt.amount !== amount) await this.payments.setAmount(tx, attempt.id, amount);
    return { ...attempt, amount };
  }

  private async newAttempt(
    tx: Tx,
    orderId: string,
    { methodCode, userId, attempt, amount, currency }: LockedAttempt,
  ): Promise<LockedAttempt> {
    const method = await this.payments.findMethod(tx, methodCode);
    if (method === null) throw new PaymentNotFound();
    return this.payments.insertAttempt(tx, {
      orderId,
      userId,
      methodId: method.id,
      reference: newPaymentReference(),
      attempt: attempt + 1,
      amount,
      currency,
      status: 'pending',
    });
  }
}

function feeOf({ amount, currency, feePercentage, feeFixed }: LockedPayment): string {
  const money = { amount: minorFromDb(amount, currency), currency };
  return moneyToDb(gatewayFee(money, { percentage: feePercentage, fixed: feeFixed }));
}
