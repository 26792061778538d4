import { Injectable, Logger } from '@nestjs/common';

import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { type AskedPayment, AskedPaymentsRepository } from '../data/asked-payments.repository.js';
import { isOpen, isPaid } from '../domain/payment-state.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import { type GatewayStatus, type PaymentGateway } from '../gateways/payment-gateway.js';
import { PaymentNotFound } from '../payments.errors.js';
import { forEachOf, toGatewayPayment, withinTime } from './gateway-calls.js';
import { RecordAnswers } from './record-answers.js';

/** `silent`: no answer. `mute`: this gateway cannot be asked. */
export type Asked = 'answered' | 'silent' | 'mute';

/** Payments of one run that are asked for at the same time. */
const AT_ONCE = 5;

/**
 * Asks a gateway what became of a payment and applies the answer as it would a callback. What the
 * customer has approved is taken; what is open or held for an attempt that the shop gave up is closed.
 * No transaction is open while the gateway is called.
 */
@Injectable()
export class AskGateway {
  private readonly logger = new Logger(AskGateway.name);

  constructor(
    private readonly payments: AskedPaymentsRepository,
    private readonly gateways: GatewayRegistry,
    private readonly answers: RecordAnswers,
  ) {}

  /** @throws PaymentNotFound also for one whose order was archived */
  async execute(ctx: RequestContext, paymentId: string): Promise<Asked> {
    const payment = await this.payments.find(withAllRows(ctx), paymentId);
    if (payment === null) throw new PaymentNotFound();
    return this.ask(withAllRows(ctx), payment);
  }

  /** Codes of the gateways that can be asked. */
  askable(): string[] {
    return this.gateways.all().flatMap(({ code, capabilities }) => {
      return capabilities.query ? [code] : [];
    });
  }

  /** Asks for several, some at a time; none of them stops the others. */
  async askAll(
    ctx: RequestContext,
    payments: readonly AskedPayment[],
    then: (payment: AskedPayment, asked: Asked) => Promise<void> = async () => {},
  ): Promise<void> {
    await forEachOf(payments, AT_ONCE, async (payment) => {
      // Parallel work: a context each.
      const own = { ...ctx };
      try {
        await then(payment, await this.ask(own, payment));
      } catch (error) {
        const { reference } = payment;
        this.logger.error({ err: error, reference }, 'A payment could not be asked for');
      }
    });
  }

  async ask(ctx: RequestContext, payment: AskedPayment): Promise<Asked> {
    const gateway = this.gateways.find(payment.gateway);
    if (gateway?.capabilities.query !== true) return 'mute';
    let answers: GatewayStatus[];
    try {
      answers = await withinTime(gateway, () => this.talk(gateway, payment));
    } catch (error) {
      const { reference } = payment;
      this.logger.warn({ err: error, reference, gateway: gateway.code }, 'No answer of a gateway');
      return 'silent';
    }
    const known = { reference: payment.reference, gateway: gateway.code };
    for (const status of answers) {
      await this.answers.status(ctx, known, status, 'query');
      for (const refund of status.refunds ?? []) await this.answers.found(ctx, known, refund);
    }
    return answers.length === 0 ? 'mute' : 'answered';
  }

  /** What the gateway said, oldest first. */
  private async talk(gateway: PaymentGateway, payment: AskedPayment): Promise<GatewayStatus[]> {
    const asked = toGatewayPayment(payment);
    const status = await gateway.query(asked);
    if (status === null) return [];
    const known = {
      ...asked,
      gatewayPaymentId: asked.gatewayPaymentId ?? status.gatewayPaymentId,
    };
    if (status.isApproved === true && isOpen(payment.status) && gateway.complete !== undefined) {
      return [status, await gateway.complete(known)];
    }
    const isGivenUp = !isOpen(payment.status) && !isPaid(payment.status);
    if (isGivenUp && status.kind === 'processing' && gateway.release !== undefined) {
      const answer = await gateway.release(known, `release-${payment.reference}`);
      return answer.status === null ? [status] : [status, answer.status];
    }
    return [status];
  }
}
