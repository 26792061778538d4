import { Injectable } from '@nestjs/common';

import { type RequestContext } from '../../../common/request-context.js';
import { type Tx } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { AskedPaymentsRepository } from '../data/asked-payments.repository.js';
import { IssuesRepository } from '../data/issues.repository.js';
import { PaymentsRepository } from '../data/payments.repository.js';
import { RefundsRepository } from '../data/refunds.repository.js';
import { gatewayCallsQueue } from '../payments.jobs.js';
import type { EndedRefund, PaymentIssue, RefundOutcome, RefundRequest } from '../payments.types.js';
import { AskGateway } from './ask-gateway.js';

/** What those who own orders do about refunds, open payments and what does not agree. */
@Injectable()
export class PaymentBooks {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly refunds: RefundsRepository,
    private readonly issues: IssuesRepository,
    private readonly asked: AskedPaymentsRepository,
    private readonly gateway: AskGateway,
    private readonly outbox: Outbox,
  ) {}

  /** Notes money that has to go back, together with the job that sends it to its gateway. */
  async requestRefund(tx: Tx, refund: RefundRequest): Promise<string | null> {
    const refundId = await this.payments.insertRefund(tx, refund);
    if (refundId !== null) {
      await this.outbox.enqueue(tx, gatewayCallsQueue, 'send-refund', { refundId });
    }
    return refundId;
  }

  orderOfRefund(tx: Tx, refundId: string): Promise<string | null> {
    return this.refunds.orderOf(tx, refundId);
  }

  endRefund(tx: Tx, refundId: string, ended: RefundOutcome): Promise<EndedRefund | null> {
    return this.refunds.end(tx, refundId, ended);
  }

  /** What a gateway said; null while it has not said how the refund ended. */
  async outcomeOf(tx: Tx, refundId: string): Promise<RefundOutcome | null> {
    const word = await this.refunds.wordOf(tx, refundId);
    if (word?.gatewayStatus === 'succeeded') {
      return { outcome: 'succeeded', gatewayRefundId: word.gatewayRefundId };
    }
    if (word?.gatewayStatus !== 'failed') return null;
    return { outcome: 'failed', reason: word.failureReason ?? 'refused by the gateway' };
  }

  async isUnderway(tx: Tx, refundId: string): Promise<boolean> {
    return (await this.refunds.wordOf(tx, refundId))?.isUnderway === true;
  }

  async raise(tx: Tx, issue: PaymentIssue): Promise<void> {
    await this.issues.raise(tx, issue);
  }

  /** Asks the gateways of these payments, no transaction open; whoever gives no answer has been asked. */
  async ask(ctx: RequestContext, paymentIds: readonly string[]): Promise<void> {
    const claimed = await this.asked.claimChosen(ctx, paymentIds);
    await this.gateway.askAll(ctx, claimed);
  }

  askable(): string[] {
    return this.gateway.askable();
  }
}
