import type { PaymentStatus } from '../payments.types.js';
import { isOpen, isPaid } from './payment-state.js';

/** One attempt to pay an order, as far as it matters for the next step. */
export interface Attempt {
  readonly attempt: number;
  readonly status: PaymentStatus;
  readonly methodCode: string;
  /** Decimal string of the database. */
  readonly amount: string;
}

/** What `start` has to do. */
export type NextStep<A extends Attempt> =
  | { readonly do: 'continue'; readonly attempt: A }
  | { readonly do: 'renew'; readonly last: A; readonly methodCode: string; readonly drop: boolean }
  | { readonly do: 'refuse'; readonly why: 'none' | 'paid' | 'open' };

/**
 * Decides how paying goes on. A second attempt begins only when the one before cannot be charged by
 * a gateway any more, or was never handed to one (`pending`).
 *
 * @param attempts all attempts of one order, oldest first
 * @param due what is owed, as the amounts of attempts are written; then a paid attempt is no obstacle, and an open
 * one over another amount is given up. Null: as much as the last attempt was over
 */
export function nextStep<A extends Attempt>(
  attempts: readonly A[],
  methodCode: string | undefined,
  due: string | null = null,
): NextStep<A> {
  const last = attempts.at(-1);
  if (last === undefined) return { do: 'refuse', why: 'none' };
  const isPaidFor = due === null && attempts.some(({ status }) => isPaid(status));
  if (isPaidFor) return { do: 'refuse', why: 'paid' };
  const wanted = methodCode ?? last.methodCode;
  if (!isOpen(last.status)) return { do: 'renew', last, methodCode: wanted, drop: false };
  if (due !== null && last.amount !== due)
    return { do: 'renew', last, methodCode: wanted, drop: true };
  if (wanted === last.methodCode) return { do: 'continue', attempt: last };
  if (last.status === 'pending') return { do: 'renew', last, methodCode: wanted, drop: true };
  return { do: 'refuse', why: 'open' };
}
