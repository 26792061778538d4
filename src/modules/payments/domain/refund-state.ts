/** What a gateway says of a refund. */
export type GatewayRefundStatus = 'pending' | 'succeeded' | 'failed';

/** The part of a refund that its gateway's words change. */
export interface RefundState {
  /** Null while the gateway has said nothing. */
  readonly gatewayStatus: GatewayRefundStatus | null;
  readonly gatewayRefundId: string | null;
  readonly failureReason: string | null;
}

/** One message, or the answer of a call. */
export interface RefundWord {
  readonly status: GatewayRefundStatus;
  readonly gatewayRefundId: string | null;
  readonly reason: string | null;
}

export interface AppliedRefund {
  readonly outcome: 'applied' | 'no_change' | 'second_refund';
  readonly state: RefundState;
  /** It has ended one way or the other, which it had not before. */
  readonly ended: boolean;
  /** The money was on its way and came back: what was given back is owed again. */
  readonly bounced: boolean;
}

/** A bank may send the money back days after the gateway called the refund done: a failure is the last word. */
const RANK: Readonly<Record<GatewayRefundStatus, number>> = { pending: 1, succeeded: 2, failed: 3 };

/**
 * What a gateway says of a refund becomes its state. Pure; words only ever move up, so any order and
 * any repetition of them ends in the same row. The caller holds the row lock of the payment.
 */
export function applyRefund(refund: RefundState, word: RefundWord): AppliedRefund {
  const { gatewayRefundId: knownId } = refund;
  const unchanged = (outcome: 'no_change' | 'second_refund'): AppliedRefund => {
    return { outcome, state: refund, ended: false, bounced: false };
  };
  const isOther = knownId !== null && word.gatewayRefundId !== null;
  if (isOther && knownId !== word.gatewayRefundId) return unchanged('second_refund');
  const gatewayRefundId = knownId ?? word.gatewayRefundId;
  const before = refund.gatewayStatus;
  const isMore = before === null || RANK[word.status] > RANK[before];
  if (!isMore && gatewayRefundId === knownId) return unchanged('no_change');
  if (!isMore) {
    return { ...unchanged('no_change'), outcome: 'applied', state: { ...refund, gatewayRefundId } };
  }
  return {
    outcome: 'applied',
    state: {
      gatewayStatus: word.status,
      gatewayRefundId,
      failureReason: word.status === 'failed' ? word.reason : null,
    },
    ended: word.status !== 'pending',
    bounced: before === 'succeeded',
  };
}
