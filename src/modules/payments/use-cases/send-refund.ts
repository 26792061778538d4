import { Injectable, Logger } from '@nestjs/common';

import { minorFromDb } from '../../../common/money/money.js';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { IssuesRepository } from '../data/issues.repository.js';
import { type ClaimedRefund, RefundsRepository } from '../data/refunds.repository.js';
import { GatewayRegistry } from '../gateways/gateway-registry.js';
import {
  type GatewayRefund,
  type PaymentGateway,
  type RefundAnswer,
} from '../gateways/payment-gateway.js';
import { forEachOf, toGatewayPayment, withinTime } from './gateway-calls.js';
import { RecordAnswers } from './record-answers.js';

const AT_ONCE = 5;
/** As long as every gateway remembers that it was asked before; later a second call could pay twice. */
const REPEATABLE_MS = 20 * 60 * 60 * 1000;

const SILENT: RefundAnswer = { kind: 'unknown', gatewayRefundId: null, reason: null };

/**
 * Sends refunds to their gateways. A refund is taken in one transaction, after which the gateway may
 * know of it (`unknown`); the gateway is called with the refund's id as its idempotency key; its
 * answer is applied in another. Whoever dies in between leaves a row that is asked for again, and whose
 * amount stays reserved until the gateway says what became of it.
 */
@Injectable()
export class SendRefund {
  private readonly logger = new Logger(SendRefund.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly refunds: RefundsRepository,
    private readonly gateways: GatewayRegistry,
    private readonly answers: RecordAnswers,
    private readonly issues: IssuesRepository,
  ) {}

  /**
   * Sends or asks for one refund; does nothing while somebody else has it, when it has ended, or when
   * its gateway cannot refund: then it waits for a person.
   */
  async execute(ctx: RequestContext, refundId: string): Promise<void> {
    await this.run(ctx, { only: refundId });
  }

  /** The same for all that are due. */
  async sendDue(ctx: RequestContext, limit: number): Promise<number> {
    return this.run(ctx, { limit });
  }

  private async run(
    ctx: RequestContext,
    wish: { readonly limit?: number; readonly only?: string },
  ): Promise<number> {
    const all = withAllRows(ctx);
    const codes = this.gateways.all().flatMap(({ code, capabilities }) => {
      return capabilities.refund ? [code] : [];
    });
    if (codes.length === 0) return 0;
    const claimed = await this.refunds.claim(all, codes, wish);
    await forEachOf(claimed, AT_ONCE, async (refund) => {
      try {
        await this.send({ ...all }, refund);
      } catch (error) {
        this.logger.error({ err: error, refundId: refund.id }, 'A refund could not be sent');
      }
    });
    return claimed.length;
  }

  private async send(ctx: RequestContext, refund: ClaimedRefund): Promise<void> {
    const gateway = this.gateways.find(refund.gateway);
    if (gateway === null) return;
    const { reference, gateway: code } = refund;
    const answer = await this.call(gateway, refund);
    const outcome = await this.answers.refund(ctx, { reference, gateway: code }, refund.id, answer);
    const isStuck = refund.isLast && (answer.kind === 'unknown' || answer.kind === 'pending');
    const kind = answer.kind === 'refused' && outcome !== null ? 'refund_refused' : 'stuck_refund';
    if (kind === 'refund_refused' || isStuck) await this.raise(ctx, refund, kind);
  }

  private async call(gateway: PaymentGateway, refund: ClaimedRefund): Promise<RefundAnswer> {
    const asked = toGatewayRefund(refund);
    const mayRepeat = Date.now() - asked.createdAt.getTime() < REPEATABLE_MS;
    try {
      return await withinTime(gateway, async () => {
        if (refund.wasSent && gateway.queryRefund !== undefined) {
          const told = await gateway.queryRefund(asked);
          if (told.kind !== 'unknown' || !mayRepeat) return told;
        }
        if (refund.wasSent && !mayRepeat) return SILENT;
        return (await gateway.refund?.(asked)) ?? SILENT;
      });
    } catch (error) {
      this.logger.warn({ err: error, refundId: refund.id }, 'No answer of a gateway to a refund');
      return SILENT;
    }
  }

  private async raise(ctx: RequestContext, refund: ClaimedRefund, kind: string): Promise<void> {
    const { id: refundId, orderId, paymentId, gateway, reference, currency, amount } = refund;
    this.logger.error({ alert: `payments.${kind}`, refundId, paymentId }, 'Refund');
    const about = { gateway, orderId, paymentId, refundId, reference, currency };
    await this.uow.run(ctx, (tx) =>
      this.issues.raise(tx, { kind, key: refundId, ...about, ours: amount }),
    );
  }
}

function toGatewayRefund(refund: ClaimedRefund): GatewayRefund {
  const { id, reference, gatewayPaymentId, currency, reason, gatewayRefundId } = refund;
  const { paymentAmount: amount, paymentCreatedAt: createdAt } = refund;
  return {
    id,
    payment: toGatewayPayment({ reference, gatewayPaymentId, amount, currency, createdAt }),
    amount: { amount: minorFromDb(refund.amount, currency), currency },
    reason,
    createdAt: new Date(refund.sentAt),
    gatewayRefundId,
  };
}
