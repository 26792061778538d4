import type { Answer } from '../answer-call.js';
import { randomId } from '../random-id.js';

export type StripeErrorType =
  'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** An error as Stripe words it. */
export interface StripeErrorBody {
  readonly type: StripeErrorType;
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
  readonly decline_code?: string;
  /** The intent as it stands after a refused card. */
  readonly payment_intent?: unknown;
  readonly setup_intent?: unknown;
}

/** A call that Stripe refuses. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
  ) {
    super(body.message);
  }

  answer(): Answer {
    return stripeAnswer(this.status, { error: this.body });
  }
}

/** Any answer of Stripe's has a number to ask about. */
export function stripeAnswer(status: number, body: unknown): Answer {
  return { status, body, headers: { 'request-id': randomId(14, 'req_') } };
}

export function invalid(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    message,
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });
}

export function missing(kind: string, id: string, param = 'id'): StripeRefusal {
  return new StripeRefusal(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${kind}: '${id}'`,
    param,
  });
}

export function unexpectedState(message: string, intent: unknown): StripeRefusal {
  return new StripeRefusal(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
    message,
    payment_intent: intent,
  });
}
