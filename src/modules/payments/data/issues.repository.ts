import { Injectable } from '@nestjs/common';

import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { type Tx } from '../../../database/unit-of-work.js';
import type { PaymentIssue } from '../payments.types.js';

const RAISE: Statement = {
  name: 'issues-raise',
  text: `INSERT INTO reconciliation_issues
           (kind, issue_key, gateway, order_id, payment_id, refund_id, event_id, reference, currency, ours, theirs)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (issue_key) DO NOTHING RETURNING id`,
};

/** Rows of `reconciliation_issues`. */
@Injectable()
export class IssuesRepository {
  /** @returns false when it is there already, settled or not */
  async raise(tx: Tx, issue: PaymentIssue): Promise<boolean> {
    const rows = await namedQuery(tx, RAISE, [
      issue.kind,
      `${issue.kind}:${issue.key}`,
      issue.gateway ?? null,
      issue.orderId ?? null,
      issue.paymentId ?? null,
      issue.refundId ?? null,
      issue.eventId ?? null,
      issue.reference ?? null,
      issue.currency ?? null,
      issue.ours ?? null,
      issue.theirs ?? null,
    ]);
    return rows.length > 0;
  }
}
