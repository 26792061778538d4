import { Inject, Injectable } from '@nestjs/common';

import { moneyFromDb, moneyToDb } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { type LockedAttempt, PaymentsRepository } from '../data/payments.repository.js';
import { nextStep } from '../domain/attempts.js';
import { newPaymentReference } from '../domain/payment-reference.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { type PaymentGateway } from '../gateways/payment-gateway.js';
import { CreateAtGateway, type HandedOver } from './create-at-gateway.js';
import { UsableMethods } from '../usable-methods.js';
import {
  GatewayResting,
  PaymentAlreadyPaid,
  PaymentAttemptOpen,
  PaymentAttemptRaced,
  PaymentMethodUnavailable,
  PaymentNotFound,
  ReturnUrlRefused,
} from '../payments.errors.js';
import { type DuePayment, type StartedPayment, type StartPaymentInput } from '../payments.types.js';

/** What a new attempt is over, and for whom. */
interface NextAttempt extends DuePayment {
  readonly attempt: number;
  readonly methodCode: string;
}

/**
 * Hands an attempt to pay over to its gateway: the intent is saved (`processing`), the gateway is
 * called with the payment's reference as its idempotency key and no transaction open, and its
 * address is stored in a second transaction. Called again it goes on where it stopped.
 */
@Injectable()
export class StartPayment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly payments: PaymentsRepository,
    private readonly methods: UsableMethods,
    private readonly gateways: GatewayRegistry,
    private readonly atGateway: CreateAtGateway,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen, PaymentMethodUnavailable,
   * ReturnUrlRefused, GatewayFailed, GatewayRefused, GatewayResting, CardNotFound, CardExpired
   */
  async execute(ctx: RequestContext, input: StartPaymentInput): Promise<StartedPayment> {
    this.assertReturnUrl(input.returnUrl);
    const attempt = await this.saveIntent(ctx, input);
    const gateway = this.gatewayOf(attempt);
    const { redirectUrl } = attempt;
    const none = { clientSecret: null, publishableKey: null };
    if (gateway.capabilities.flow === 'offline' || redirectUrl !== null) {
      return toStarted(attempt, gateway, { ...none, redirectUrl, status: attempt.status });
    }
    return toStarted(attempt, gateway, await this.atGateway.execute(ctx, gateway, attempt, input));
  }

  /** Two callers may both want to make attempt n+1: the slower one then finds the faster one's. */
  private async saveIntent(ctx: RequestContext, input: StartPaymentInput): Promise<LockedAttempt> {
    try {
      return await this.uow.run(ctx, (tx) => this.choose(tx, input));
    } catch (error) {
      if (!(error instanceof PaymentAttemptRaced)) throw error;
      return this.uow.run(ctx, (tx) => this.choose(tx, input));
    }
  }

  private async choose(tx: Tx, input: StartPaymentInput): Promise<LockedAttempt> {
    // The owner's row before the attempts: that is the order of locks.
    const due = (await input.due?.(tx)) ?? null;
    const attempts = await this.payments.lockAttempts(tx, input.orderId);
    if (attempts.length === 0 && due !== null) return this.first(tx, due, input);
    const step = nextStep(attempts, input.methodCode, due && moneyToDb(due.amount));
    if (step.do === 'refuse') throw refusal(step.why);
    if (step.do === 'continue') return this.handOver(tx, step.attempt);
    if (step.drop) await this.payments.setStatus(tx, step.last.id, 'cancelled');
    const { last, methodCode } = step;
    const amount = due?.amount ?? moneyFromDb(last.amount, last.currency);
    const customer = { userId: last.userId, attempt: last.attempt + 1 };
    return this.insert(tx, { ...customer, amount, methodCode }, input);
  }

  /** An order that cost nothing when it was placed has no attempt, and no method to fall back upon. */
  private first(
    tx: Tx,
    { amount, userId }: DuePayment,
    input: StartPaymentInput,
  ): Promise<LockedAttempt> {
    const { methodCode } = input;
    if (methodCode === undefined) throw new PaymentNotFound();
    return this.insert(tx, { userId, attempt: 1, amount, methodCode }, input);
  }

  /** `processing` says: a gateway may know of it. Nothing but its own word ends it from now on. */
  private async handOver(tx: Tx, attempt: LockedAttempt): Promise<LockedAttempt> {
    const gateway = this.gatewayOf(attempt);
    if (gateway.capabilities.flow === 'offline') return attempt;
    if (attempt.redirectUrl === null) assertAwake(gateway);
    if (attempt.status !== 'pending') return attempt;
    const captureMode = captureModeOf(attempt, gateway);
    await this.payments.handOver(tx, attempt.id, captureMode, gateway.capabilities.query);
    return { ...attempt, status: 'processing', captureMode };
  }

  private async insert(
    tx: Tx,
    { userId, attempt, amount, methodCode }: NextAttempt,
    { orderId, country }: StartPaymentInput,
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
      isPart: false,
    });
    return this.handOver(tx, inserted);
  }

  private gatewayOf({ gateway: code, methodCode }: LockedAttempt): PaymentGateway {
    const gateway = this.gateways.find(code);
    if (gateway !== null) return gateway;
    const details = { method: methodCode, reason: 'gateway_not_configured' };
    throw new PaymentMethodUnavailable(undefined, details);
  }

  /** An address from outside must not turn our payment page into a lure to another site. */
  private assertReturnUrl(returnUrl: string | undefined): void {
    if (returnUrl === undefined) return;
    const origin = URL.canParse(returnUrl) ? new URL(returnUrl).origin : null;
    const allowed = [this.env.PUBLIC_URL, ...this.env.CORS_ORIGINS].filter((url) =>
      URL.canParse(url),
    );
    if (!allowed.some((url) => new URL(url).origin === origin)) throw new ReturnUrlRefused();
  }
}

/** A method may ask for money to be held first, where its gateway can. */
function captureModeOf(
  { methodCapture }: LockedAttempt,
  { capabilities }: PaymentGateway,
): 'automatic' | 'manual' {
  return methodCapture === 'manual' && capabilities.authorise ? 'manual' : 'automatic';
}

function refusal(why: 'none' | 'paid' | 'open'): Error {
  if (why === 'none') return new PaymentNotFound();
  return why === 'paid' ? new PaymentAlreadyPaid() : new PaymentAttemptOpen();
}

/** Before anything is saved: it is not called now, so nothing is handed over to it. */
function assertAwake(gateway: PaymentGateway): void {
  const restMs = gateway.restMs?.() ?? 0;
  if (restMs === 0) return;
  throw new GatewayResting(undefined, { retryAfterSeconds: Math.ceil(restMs / 1000) });
}

function toStarted(
  { id, reference, attempt, methodCode }: LockedAttempt,
  gateway: PaymentGateway,
  handed: HandedOver,
): StartedPayment {
  const { flow } = gateway.capabilities;
  return { paymentId: id, reference, attempt, methodCode, flow, ...handed };
}
