/** The gateways that are simulated. */
export const GATEWAYS = ['stripe', 'paypal', 'vnpay', 'momo', 'sandbox'] as const;
export type Gateway = (typeof GATEWAYS)[number];

export function isGateway(value: unknown): value is Gateway {
  return GATEWAYS.some((gateway) => gateway === value);
}

/** What a customer may do on a pay page; `close` leaves it without a word to anybody. */
export const OUTCOMES = ['pay', 'fail', 'cancel', 'close'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export function isOutcome(value: unknown): value is Outcome {
  return OUTCOMES.some((outcome) => outcome === value);
}
