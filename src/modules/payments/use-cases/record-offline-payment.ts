import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';

import { moneyToDb } from '../../../common/money/money.js';
import { Clock } from '../../../common/time/clock.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { PaymentEventsRepository } from '../data/payment-events.repository.js';
import { type LockedAttempt, PaymentsRepository } from '../data/payments.repository.js';
import { newPaymentReference } from '../domain/payment-reference.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { PaymentAlreadyPaid, PaymentAttemptOpen, PaymentNotFound } from '../payments.errors.js';
import type { DuePayment } from '../payments.types.js';
import { EventApplier, OPERATOR } from './event-applier.js';

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
    private readonly applier: EventApplier,
    private readonly clock: Clock,
  ) {}

  /** See `PaymentsService.recordOffline`. The caller holds the lock of the order. */
  async execute(tx: Tx, orderId: string, due?: DuePayment): Promise<void> {
    const attempt = await this.attemptOf(tx, orderId, due);
    const { reference, amount, currency } = attempt;
    const stored = await this.events.store(tx, {
      gateway: OPERATOR,
      source: 'operator',
      eventId: randomUUID(),
      kind: 'success',
      reference,
      gatewayPaymentId: null,
      amount,
      currency,
      body: null,
      occurredAt: this.clock.now(),
    });
    const event = stored === null ? null : await this.events.lockOpen(tx, stored);
    if (event === null) throw new PaymentNotFound();
    const { outcome, paymentId } = await this.applier.apply(tx, event);
    await this.events.close(tx, event.id, outcome, paymentId);
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
      isPart: false,
    });
  }
}
