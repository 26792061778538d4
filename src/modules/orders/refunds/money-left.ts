import { minorFromDb } from '../../../common/money/money.js';
import type { PaymentView } from '../../payments/payments.types.js';

/** Captured and not on its way back, in minor units. */
export function moneyLeft({ capturedAmount, refundedAmount, currency }: PaymentView): number {
  return minorFromDb(capturedAmount, currency) - minorFromDb(refundedAmount, currency);
}
