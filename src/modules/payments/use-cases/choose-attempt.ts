import { Injectable } from '@nestjs/common';

import { moneyFromDb, moneyToDb } from '../../../common/money/money.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { CardsService } from '../cards/cards.service.js';
import { type LockedAttempt, PaymentsRepository } from '../data/payments.repository.js';
import { nextStep } from '../domain/attempts.js';
import { newPaymentReference } from '../domain/payment-reference.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { type PaymentGateway } from '../gateways/payment-gateway.js';
import {
  GatewayResting,
  PaymentAboveDue,
  PaymentAlreadyPaid,
  PaymentAttemptOpen,
  PaymentCardFixed,
  PaymentMethodUnavailable,
  PaymentNotFound,
} from '../payments.errors.js';
import { type DuePayment, type StartPaymentInput } from '../payments.types.js';
import { UsableMethods } from '../usable-methods.js';

/** What a new attempt is over, and for whom. */
interface NextAttempt extends DuePayment {
  readonly attempt: number;
  readonly methodCode: string;
  readonly isPart: boolean;
}

/** Finds or makes the attempt that paying goes on with, and notes that its gateway may know of it. */
@Injectable()
export class ChooseAttempt {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly methods: UsableMethods,
    private readonly gateways: GatewayRegistry,
    private readonly cards: CardsService,
  ) {}

  /**
   * @throws PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen, PaymentAboveDue,
   * PaymentMethodUnavailable, GatewayResting, CardNotFound, CardExpired, PaymentCardFixed
   */
  async inTx(tx: Tx, input: StartPaymentInput): Promise<LockedAttempt> {
    // The owner's row before the attempts: that is the order of locks.
    const due = (await input.due?.(tx)) ?? null;
    const attempts = await this.payments.lockAttempts(tx, input.orderId);
    if (attempts.length === 0 && due !== null) return this.first(tx, due, input);
    const currency = due?.amount.currency ?? attempts.at(-1)?.currency ?? '';
    const { methodCode } = input;
    const part = input.part?.(currency) ?? null;
    const step = nextStep(attempts, {
      methodCode,
      due: due && moneyToDb(due.amount),
      ...(part === null ? {} : { part: moneyToDb(part) }),
    });
    if (step.do === 'refuse') throw refusal(step.why);
    if (step.do === 'continue') return this.handOver(tx, step.attempt, input.cardId);
    if (step.drop !== null) await this.payments.setStatus(tx, step.drop.id, 'cancelled');
    const { last, isPart } = step;
    const amount = moneyFromDb(step.amount ?? last.amount, last.currency);
    const next = { userId: last.userId, attempt: last.attempt + 1, methodCode: step.methodCode };
    return this.insert(tx, { ...next, amount, isPart }, input);
  }

  /** An order that cost nothing when it was placed has no attempt, and no method to fall back upon. */
  private first(tx: Tx, due: DuePayment, input: StartPaymentInput): Promise<LockedAttempt> {
    const { methodCode } = input;
    if (methodCode === undefined) throw new PaymentNotFound();
    const part = input.part?.(due.amount.currency) ?? due.amount;
    if (part.amount > due.amount.amount) throw new PaymentAboveDue();
    const isPart = part.amount < due.amount.amount;
    const { userId } = due;
    return this.insert(tx, { userId, attempt: 1, amount: part, methodCode, isPart }, input);
  }

  private async insert(
    tx: Tx,
    { userId, attempt, amount, methodCode, isPart }: NextAttempt,
    { orderId, country, cardId }: StartPaymentInput,
  ): Promise<LockedAttempt> {
    const record = await this.payments.findMethod(tx, methodCode);
    const method = this.methods.check(record, { amount, country, isGuest: userId === null });
    const inserted = await this.payments.insertAttempt(tx, {
      orderId,
      userId,
      methodId: method.id,
      reference: newPaymentReference(),
      attempt,
      amount: moneyToDb(amount),
      currency: amount.currency,
      status: 'pending',
      isPart,
    });
    return this.handOver(tx, inserted, cardId);
  }

  /** `processing` says: a gateway may know of it. Nothing but its own word ends it from now on. */
  private async handOver(
    tx: Tx,
    attempt: LockedAttempt,
    cardId: string | undefined,
  ): Promise<LockedAttempt> {
    const gateway = this.gatewayOf(attempt);
    const { flow, query } = gateway.capabilities;
    if (cardId !== undefined) {
      // The gateway may have charged what it was given first, and it knows one attempt by one reference.
      const isBegun = attempt.status !== 'pending';
      if (isBegun && attempt.cardId !== cardId) throw new PaymentCardFixed();
      await this.cards.assertChargeable(tx, attempt.userId, cardId, gateway.code);
    }
    if (flow === 'offline' || attempt.redirectUrl !== null) return attempt;
    const restMs = gateway.restMs?.() ?? 0;
    if (restMs > 0) {
      throw new GatewayResting(undefined, { retryAfterSeconds: Math.ceil(restMs / 1000) });
    }
    if (attempt.status !== 'pending') return attempt;
    const captureMode = captureModeOf(attempt, gateway);
    await this.payments.handOver(tx, attempt.id, captureMode, query, cardId ?? null);
    return { ...attempt, status: 'processing', captureMode };
  }

  /** @throws PaymentMethodUnavailable when its gateway is not set up (any more) */
  gatewayOf({ gateway: code, methodCode }: LockedAttempt): PaymentGateway {
    const gateway = this.gateways.find(code);
    if (gateway !== null) return gateway;
    const details = { method: methodCode, reason: 'gateway_not_configured' };
    throw new PaymentMethodUnavailable(undefined, details);
  }
}

/** A method may ask for money to be held first, where its gateway can. */
function captureModeOf(
  { methodCapture }: LockedAttempt,
  { capabilities }: PaymentGateway,
): 'automatic' | 'manual' {
  return methodCapture === 'manual' && capabilities.authorise ? 'manual' : 'automatic';
}

function refusal(why: 'none' | 'paid' | 'open' | 'above'): Error {
  if (why === 'none') return new PaymentNotFound();
  if (why === 'above') return new PaymentAboveDue();
  return why === 'paid' ? new PaymentAlreadyPaid() : new PaymentAttemptOpen();
}
