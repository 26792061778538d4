import type { PaymentStatus } from '../payments.types.js';
import { hundredths, isHeld, isOpen, isPaid } from './payment-state.js';

/** One attempt to pay an order, as far as it matters for the next step. */
export interface Attempt {
  readonly attempt: number;
  readonly status: PaymentStatus;
  readonly methodCode: string;
  /** Decimal string of the database. */
  readonly amount: string;
  /** Held at the gateway, or captured; decimal string. */
  readonly authorisedAmount: string;
  /** Over a part of what was owed. */
  readonly isPart: boolean;
}

/** How somebody wants to pay; amounts as those of attempts are written. */
export interface PayWish {
  readonly methodCode?: string | undefined;
  /**
   * What is owed; then a paid attempt is no obstacle, and an open one over another amount is given up. Null: as
   * much as the last attempt was over.
   */
  readonly due: string | null;
  /** Only this much of it now. */
  readonly part?: string | null;
}

/** What `start` has to do. `amount` null: as much as `last` was over. */
export type NextStep<A extends Attempt> =
  | { readonly do: 'continue'; readonly attempt: A }
  | {
      readonly do: 'renew';
      readonly last: A;
      readonly methodCode: string;
      readonly amount: string | null;
      readonly isPart: boolean;
      /** Given up for it. */
      readonly drop: A | null;
    }
  | { readonly do: 'refuse'; readonly why: 'none' | 'paid' | 'open' | 'above' };

/**
 * Decides how paying goes on. A second attempt begins only when the one before cannot be charged by
 * a gateway any more, or was never handed to one (`pending`); several are open only as parts of what is
 * owed, and together never above it. Money that is held is as good as paid here: who owns the order
 * takes it off what is owed.
 *
 * @param attempts all attempts of one order, oldest first
 */
export function nextStep<A extends Attempt>(attempts: readonly A[], wish: PayWish): NextStep<A> {
  const last = attempts.at(-1);
  if (last === undefined) return { do: 'refuse', why: 'none' };
  const { due } = wish;
  const isPaidFor = due === null && attempts.some(({ status }) => isPaid(status));
  if (isPaidFor) return { do: 'refuse', why: 'paid' };
  const parts = attempts.filter((attempt) => attempt.isPart && isWaiting(attempt));
  const isSplit = due !== null && (parts.length > 0 || (wish.part ?? due) !== due);
  return isSplit ? nextPart(attempts, last, parts, { ...wish, due }) : nextWhole(last, wish);
}

/** Open, and not held already. */
function isWaiting(attempt: Attempt): boolean {
  return isOpen(attempt.status) && !isHeld(attempt);
}

function nextWhole<A extends Attempt>(last: A, { methodCode, due }: PayWish): NextStep<A> {
  const wanted = methodCode ?? last.methodCode;
  const renew = (drop: A | null): NextStep<A> => {
    return { do: 'renew', last, methodCode: wanted, amount: due, isPart: false, drop };
  };
  if (!isWaiting(last)) return renew(null);
  if (due !== null && last.amount !== due) return renew(last);
  if (wanted === last.methodCode) return { do: 'continue', attempt: last };
  return last.status === 'pending' ? renew(last) : { do: 'refuse', why: 'open' };
}

function nextPart<A extends Attempt>(
  attempts: readonly A[],
  last: A,
  parts: readonly A[],
  { methodCode, due, part }: PayWish & { readonly due: string },
): NextStep<A> {
  const free = hundredths(due) - parts.reduce((sum, { amount }) => sum + hundredths(amount), 0n);
  const isWanted = (attempt: A): boolean =>
    (part === undefined || part === null || attempt.amount === part) &&
    (methodCode === undefined || attempt.methodCode === methodCode);
  const known = parts.findLast(isWanted);
  if (known !== undefined && (part !== undefined || free <= 0n)) {
    return { do: 'continue', attempt: known };
  }
  const amount = part ?? decimal(free);
  if (hundredths(amount) > free || free <= 0n) return { do: 'refuse', why: 'above' };
  // One over all of it: given up when no gateway knows of it, else it could be paid beside the part.
  const whole = attempts.find((attempt) => !attempt.isPart && isWaiting(attempt)) ?? null;
  if (whole?.status === 'processing') return { do: 'refuse', why: 'open' };
  const wanted = methodCode ?? last.methodCode;
  return { do: 'renew', last, methodCode: wanted, amount, isPart: true, drop: whole };
}

function decimal(value: bigint): string {
  const digits = value.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
