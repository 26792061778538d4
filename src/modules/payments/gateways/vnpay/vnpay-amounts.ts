import type { Money } from '../../../../common/money/money.js';

/** VNPay counts đồng with two digits behind the point. */
const HUNDRED = 100;
const VND = 'VND';

/** Of one payment in đồng, https://sandbox.vnpayment.vn/apis/docs: from 5,000 to less than a billion. */
export const VNPAY_LIMITS = { VND: { min: 5_000, max: 999_999_999 } } as const;

export function toVnpayAmount({ amount }: Money): string {
  return String(amount * HUNDRED);
}

/** Null for what is no whole number of đồng. */
export function fromVnpayAmount(text: string | undefined): Money | null {
  if (text === undefined || !/^\d{1,14}$/.test(text)) return null;
  const amount = Number(text) / HUNDRED;
  return Number.isSafeInteger(amount) ? { amount, currency: VND } : null;
}
