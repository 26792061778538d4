import { Injectable, Logger } from '@nestjs/common';

import { type RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type AskedPayment, AskedPaymentsRepository } from '../data/asked-payments.repository.js';
import { IssuesRepository } from '../data/issues.repository.js';
import { AskGateway, type Asked } from './ask-gateway.js';
import { SendRefund } from './send-refund.js';

const BATCH = 50;
/** A run ends before the next one would pile up behind it. */
const MAX_BATCHES = 10;

/** What a run has done. */
export interface Reconciled {
  readonly payments: number;
  readonly refunds: number;
}

/**
 * Asks gateways about everything that waits too long: payments at 2, 5, 15 and 60 minutes after they
 * were handed over and then hourly to 72 hours, refunds alike; after that a person has to look. Each
 * row is taken under SKIP LOCKED with its next time written before the call: several workers share
 * the work, and one that dies leaves it to the next time.
 */
@Injectable()
export class ReconcilePayments {
  private readonly logger = new Logger(ReconcilePayments.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly payments: AskedPaymentsRepository,
    private readonly gateway: AskGateway,
    private readonly refunds: SendRefund,
    private readonly issues: IssuesRepository,
  ) {}

  async execute(ctx: RequestContext): Promise<Reconciled> {
    let payments = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const due = await this.payments.claimDue(ctx, BATCH);
      await this.gateway.askAll(ctx, due, (payment, asked) => this.after(ctx, payment, asked));
      payments += due.length;
      if (due.length < BATCH) break;
    }
    let refunds = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const sent = await this.refunds.sendDue(ctx, BATCH);
      refunds += sent;
      if (sent < BATCH) break;
    }
    return { payments, refunds };
  }

  /** Three days without a decision: somebody has to ask the gateway by other means. */
  private async after(ctx: RequestContext, payment: AskedPayment, asked: Asked): Promise<void> {
    if (!payment.isLast) return;
    const now = await this.payments.find(ctx, payment.id);
    const isWaiting = now?.status === 'processing' && now.isLast;
    // What the shop gave up and the gateway still calls unpaid needs nobody.
    if (now === null || (!isWaiting && asked !== 'silent')) return;
    const { id: paymentId, orderId, reference, gateway, currency, amount } = payment;
    this.logger.error({ alert: 'payments.stuck_payment', paymentId, orderId }, 'Stuck payment');
    const about = { gateway, orderId, paymentId, reference, currency, ours: amount };
    await this.uow.run({ ...ctx }, (tx) =>
      this.issues.raise(tx, { kind: 'stuck_payment', key: paymentId, ...about }),
    );
  }
}
