import { Injectable, Logger } from '@nestjs/common';

import { minorFromDb, parseMoney } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { type AskedPayment, AskedPaymentsRepository } from '../data/asked-payments.repository.js';
import { isHeld } from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { type ChangeAnswer, type PaymentGateway } from '../gateways/payment-gateway.js';
import {
  GatewayRefused,
  GatewayUndecided,
  PaymentNotFound,
  PaymentNotHeld,
} from '../payments.errors.js';
import { toGatewayPayment, withinTime } from './gateway-calls.js';
import { RecordAnswers } from './record-answers.js';

/**
 * Takes money that is held, or lets it go. The gateway is called with a key that follows from what is
 * asked for, so that it happens once; its answer is applied like everything that it says. Without an
 * answer it is asked later what became of it.
 */
@Injectable()
export class ChangeHeldPayment {
  private readonly logger = new Logger(ChangeHeldPayment.name);

  constructor(
    private readonly payments: AskedPaymentsRepository,
    private readonly gateways: GatewayRegistry,
    private readonly answers: RecordAnswers,
  ) {}

  /**
   * @param amount decimal string of what to take; the rest is let go. Left out: all of it
   * @throws PaymentNotFound, PaymentNotHeld, GatewayRefused, GatewayUndecided, InvalidMoney
   */
  async capture(ctx: RequestContext, paymentId: string, amount?: string): Promise<void> {
    const payment = await this.heldPayment(ctx, paymentId);
    const { currency, authorisedAmount } = payment;
    const held = minorFromDb(authorisedAmount, currency);
    const wanted = amount === undefined ? held : parseMoney(amount, currency).amount;
    if (wanted <= 0 || wanted > held) throw new PaymentNotHeld();
    const key = `capture-${payment.reference}-${wanted}`;
    await this.change(ctx, payment, ({ capture }, gateway) =>
      capture?.call(gateway, toGatewayPayment(payment), { amount: wanted, currency }, key),
    );
  }

  /** @throws PaymentNotFound, PaymentNotHeld, GatewayRefused, GatewayUndecided */
  async release(ctx: RequestContext, paymentId: string): Promise<void> {
    const payment = await this.heldPayment(ctx, paymentId);
    const key = `release-${payment.reference}`;
    await this.change(ctx, payment, ({ release }, gateway) =>
      release?.call(gateway, toGatewayPayment(payment), key),
    );
  }

  /** Everything that is held for an order. One that fails does not stop the others; it is tried again. */
  async captureOrder(ctx: RequestContext, orderId: string): Promise<void> {
    let failure: unknown;
    for (const { id } of await this.payments.heldOf(ctx, orderId)) {
      try {
        await this.capture(ctx, id);
      } catch (error) {
        if (!(error instanceof PaymentNotHeld)) failure = error;
      }
    }
    if (failure !== undefined) throw failure as Error;
  }

  private async heldPayment(ctx: RequestContext, paymentId: string): Promise<AskedPayment> {
    const payment = await this.payments.find(withAllRows(ctx), paymentId);
    if (payment === null) throw new PaymentNotFound();
    if (!isHeld(payment)) throw new PaymentNotHeld();
    return payment;
  }

  private async change(
    ctx: RequestContext,
    { reference, gateway: code }: AskedPayment,
    call: (
      gateway: Pick<PaymentGateway, 'capture' | 'release'>,
      self: PaymentGateway,
    ) => Promise<ChangeAnswer> | undefined,
  ): Promise<void> {
    const gateway = this.gateways.find(code);
    if (gateway === null) throw new PaymentNotHeld();
    const answer = await this.answerOf(gateway, reference, async () => call(gateway, gateway));
    const known = { reference, gateway: gateway.code };
    if (answer.status !== null) {
      await this.answers.status(withAllRows(ctx), known, answer.status, 'answer');
    }
    const reason = answer.reason ?? undefined;
    if (answer.kind === 'refused') throw new GatewayRefused(undefined, { reason });
    if (answer.kind === 'unknown') throw new GatewayUndecided();
  }

  private async answerOf(
    gateway: PaymentGateway,
    reference: string,
    call: () => Promise<ChangeAnswer | undefined>,
  ): Promise<ChangeAnswer> {
    try {
      const answer = await withinTime(gateway, call);
      return answer ?? { kind: 'refused', status: null, reason: 'not supported' };
    } catch (error) {
      if (error instanceof GatewayRefused) throw error;
      this.logger.warn({ err: error, reference, gateway: gateway.code }, 'No answer of a gateway');
      return { kind: 'unknown', status: null, reason: null };
    }
  }
}
