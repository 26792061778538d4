import { Inject, Injectable } from '@nestjs/common';

import { moneyFromDb } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type LockedAttempt } from '../data/payments.repository.js';
import { type PaymentGateway } from '../gateways/payment-gateway.js';
import { PaymentAttemptRaced, ReturnUrlRefused } from '../payments.errors.js';
import { type StartedPayment, type StartPaymentInput } from '../payments.types.js';
import { ChooseAttempt } from './choose-attempt.js';
import { CreateAtGateway, type HandedOver } from './create-at-gateway.js';

/**
 * Hands an attempt to pay over to its gateway: the intent is saved (`processing`), the gateway is
 * called with the payment's reference as its idempotency key and no transaction open, and its
 * address is stored in a second transaction. Called again it goes on where it stopped.
 */
@Injectable()
export class StartPayment {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attempts: ChooseAttempt,
    private readonly atGateway: CreateAtGateway,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * @throws PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen, PaymentAboveDue, PaymentMethodUnavailable,
   * ReturnUrlRefused, GatewayFailed, GatewayRefused, GatewayResting, CardNotFound, CardExpired, PaymentCardFixed
   */
  async execute(ctx: RequestContext, input: StartPaymentInput): Promise<StartedPayment> {
    this.assertReturnUrl(input.returnUrl);
    const attempt = await this.saveIntent(ctx, input);
    const gateway = this.attempts.gatewayOf(attempt);
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
      return await this.uow.run(ctx, (tx) => this.attempts.inTx(tx, input));
    } catch (error) {
      if (!(error instanceof PaymentAttemptRaced)) throw error;
      return this.uow.run(ctx, (tx) => this.attempts.inTx(tx, input));
    }
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

function toStarted(
  { id, reference, attempt, methodCode, amount, currency }: LockedAttempt,
  gateway: PaymentGateway,
  handed: HandedOver,
): StartedPayment {
  const { flow } = gateway.capabilities;
  const started = { paymentId: id, reference, attempt, methodCode, flow };
  return { ...started, amount: moneyFromDb(amount, currency), ...handed };
}
