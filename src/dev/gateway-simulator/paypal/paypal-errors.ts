import type { Answer } from '../answer-call.js';
import { randomId } from '../random-id.js';

/** A call that PayPal refuses. */
export class PaypalRefusal extends Error {
  constructor(
    readonly status: number,
    private readonly errorName: string,
    message: string,
    private readonly issue: string | null = null,
    private readonly field: string | null = null,
  ) {
    super(message);
  }

  answer(): Answer {
    const detail = {
      ...(this.field === null ? {} : { field: this.field, location: 'body' }),
      issue: this.issue,
      description: this.message,
    };
    return paypalAnswer(this.status, {
      name: this.errorName,
      ...(this.issue === null ? {} : { details: [detail] }),
      message: GENERAL[this.errorName] ?? this.message,
      debug_id: randomId(13, '', '0123456789abcdef'),
      links: [],
    });
  }
}

const GENERAL: Readonly<Record<string, string>> = {
  UNPROCESSABLE_ENTITY:
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  INVALID_REQUEST: 'Request is not well-formed, syntactically incorrect, or violates schema.',
  RESOURCE_NOT_FOUND: 'The specified resource does not exist.',
};

export function paypalAnswer(status: number, body: unknown): Answer {
  return { status, body, headers: { 'paypal-debug-id': randomId(13, '', '0123456789abcdef') } };
}

/** The request makes sense, but not now or not with these values. */
export function unprocessable(issue: string, message: string, field?: string): PaypalRefusal {
  return new PaypalRefusal(422, 'UNPROCESSABLE_ENTITY', message, issue, field ?? null);
}

export function malformed(issue: string, message: string, field?: string): PaypalRefusal {
  return new PaypalRefusal(400, 'INVALID_REQUEST', message, issue, field ?? null);
}

export function notFound(): PaypalRefusal {
  return new PaypalRefusal(
    404,
    'RESOURCE_NOT_FOUND',
    'Specified resource ID does not exist. Please check the resource ID and try again.',
    'INVALID_RESOURCE_ID',
  );
}
