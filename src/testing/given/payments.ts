import { moneyToDb, parseMoney } from '../../common/money/money.js';
import { newPaymentReference } from '../../modules/payments/payments.service.js';
import type { PaymentStatus } from '../../modules/payments/payments.types.js';
import type { TestBase } from '../test-base.js';

/** A payment method as inserted. */
export interface GivenPaymentMethod {
  readonly id: string;
  readonly code: string;
}

/** A payment as inserted; `amount` in minor units. */
export interface GivenPayment {
  readonly id: string;
  readonly orderId: string;
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
}

/** What may differ from an open method of the sandbox. */
export interface PaymentMethodWish {
  readonly code?: string;
  readonly gateway?: string | null;
  readonly isActive?: boolean;
  readonly requiresAccount?: boolean;
  readonly minAmount?: string | null;
  readonly maxAmount?: string | null;
  readonly currencies?: readonly string[] | null;
  readonly countries?: readonly string[] | null;
  readonly feePercentage?: string | null;
  readonly feeFixed?: string | null;
}

/** What may differ from a guest's pending payment of 49.90 USD through the sandbox. */
export interface PaymentWish {
  readonly orderId?: string;
  readonly methodId?: string;
  /** Decimal string in the currency's own digits. */
  readonly amount?: string;
  readonly currency?: string;
  readonly status?: PaymentStatus;
  readonly attempt?: number;
}

let counter = 0;

/** Builders of payments. `paymentOrder` is an order without lines, which payments never look at. */
export function paymentsGiven(t: TestBase) {
  const paymentMethod = async (wish: PaymentMethodWish = {}): Promise<GivenPaymentMethod> => {
    counter += 1;
    const code = wish.code ?? `method-${counter}`;
    const { rows } = await t.owner.query<GivenPaymentMethod>(
      `INSERT INTO payment_methods (code, name, gateway_supported, is_active, requires_account,
         min_amount, max_amount, currency_supported, countries_supported,
         processing_fee_percentage, processing_fee_fixed)
       VALUES ($1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id, code`,
      [
        code,
        wish.gateway === undefined ? 'sandbox' : wish.gateway,
        wish.isActive ?? true,
        wish.requiresAccount ?? false,
        wish.minAmount ?? null,
        wish.maxAmount ?? null,
        wish.currencies ?? null,
        wish.countries ?? null,
        wish.feePercentage ?? null,
        wish.feeFixed ?? null,
      ],
    );
    return first(rows);
  };

  const paymentOrder = async (amount: string, currency: string): Promise<string> => {
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO orders (email, currency, subtotal, total_amount, shipping_address)
       VALUES ('guest@example.com', $1, $2, $2, '{}') RETURNING id`,
      [currency, moneyToDb(parseMoney(amount, currency))],
    );
    return first(rows).id;
  };

  const payment = async (wish: PaymentWish = {}): Promise<GivenPayment> => {
    const { amount = '49.90', currency = 'USD', status = 'pending', attempt = 1 } = wish;
    const money = parseMoney(amount, currency);
    const orderId = wish.orderId ?? (await paymentOrder(amount, currency));
    const methodId = wish.methodId ?? (await paymentMethod({ code: 'sandbox' })).id;
    const reference = newPaymentReference();
    const taken = status === 'success' ? moneyToDb(money) : '0.00';
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO payments (order_id, payment_method_id, reference, attempt, amount, currency,
         status, authorised_amount, captured_amount)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) RETURNING id`,
      [orderId, methodId, reference, attempt, moneyToDb(money), currency, status, taken],
    );
    return { id: first(rows).id, orderId, reference, ...money };
  };

  return { paymentMethod, paymentOrder, payment };
}

function first<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The INSERT gave no row.');
  return row;
}
