import { Injectable } from '@nestjs/common';

import { namedQuery } from '../../../database/named-query.js';
import { type Statement } from '../../../database/statement.js';
import { type Tx } from '../../../database/unit-of-work.js';

/** What a payment is over; a decimal string with two digits. */
export interface PaymentTermsRow {
  readonly amount: string;
  readonly currency: string;
}

/** Also of an archived order: its gateway may repeat itself. */
const FIND: Statement = {
  name: 'payments-find-terms',
  text: `SELECT p.amount::text, p.currency
           FROM (SELECT amount, currency, payment_method_id FROM payments WHERE reference = $1
                 UNION ALL
                 SELECT amount, currency, payment_method_id FROM payments_archive WHERE reference = $1) p
           JOIN payment_methods m ON m.id = p.payment_method_id AND m.gateway_supported = $2`,
};

/** Reads what was asked for, for gateways that want to hear whether they named it right. */
@Injectable()
export class PaymentTermsRepository {
  /** Null when no payment through this gateway has this reference. */
  async find(tx: Tx, reference: string, gateway: string): Promise<PaymentTermsRow | null> {
    const [row] = await namedQuery<PaymentTermsRow & Record<string, unknown>>(tx, FIND, [
      reference,
      gateway,
    ]);
    return row ?? null;
  }
}
