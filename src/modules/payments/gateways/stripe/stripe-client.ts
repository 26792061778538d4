import { Stripe } from 'stripe';

import { GatewayRefused } from '../../payments.errors.js';
import { GatewayLine } from '../line/gateway-line.js';

export const STRIPE_TIMEOUT_MS = 10_000;

/** What the shop has at Stripe. */
export interface StripeOptions {
  readonly secretKey: string;
  /** Public: names the shop to Stripe's script. */
  readonly publishableKey: string;
  /** Newest first; all of them verify. */
  readonly webhookSecrets: readonly string[];
  readonly apiUrl: string;
}

/** Stripe's package over a line with a time limit and a breaker; it never tries anything again by itself. */
export class StripeClient {
  readonly line = new GatewayLine('stripe', STRIPE_TIMEOUT_MS);
  private readonly api: Stripe;

  constructor({ secretKey, apiUrl }: StripeOptions) {
    const { hostname, port, protocol } = new URL(apiUrl);
    const isPlain = protocol === 'http:';
    this.api = new Stripe(secretKey, {
      host: hostname,
      port: port === '' ? (isPlain ? 80 : 443) : Number(port),
      protocol: isPlain ? 'http' : 'https',
      timeout: STRIPE_TIMEOUT_MS,
      maxNetworkRetries: 0,
      telemetry: false,
      // Node's own client is called twice by the package when a connection breaks; fetch is not.
      httpClient: Stripe.createFetchHttpClient((url: string | URL | Request, init?: RequestInit) =>
        fetch(url, { ...init, redirect: 'error' }),
      ),
    });
  }

  /**
   * @throws GatewayResting; the package's error
   */
  call<T>(work: (api: Stripe) => Promise<T>): Promise<T> {
    return this.line.call(() => work(this.api), isAnswer);
  }

  /**
   * As {@link call}, for what must not happen by half: a refusal becomes ours.
   *
   * @throws GatewayRefused, GatewayResting, anything else for no answer
   */
  async ask<T>(work: (api: Stripe) => Promise<T>): Promise<T> {
    try {
      return await this.call(work);
    } catch (error) {
      throw isRefusal(error) ? refusal(error) : error;
    }
  }
}

/** Stripe looked at the request and said no: nothing happened. */
export function isRefusal(error: unknown): error is InstanceType<typeof Stripe.errors.StripeError> {
  return (
    error instanceof Stripe.errors.StripeCardError ||
    error instanceof Stripe.errors.StripeInvalidRequestError
  );
}

export function isMissing(error: unknown): boolean {
  return isRefusal(error) && error.code === 'resource_missing';
}

function refusal(error: InstanceType<typeof Stripe.errors.StripeError>): GatewayRefused {
  const refused = new GatewayRefused(undefined, { reason: error.code ?? 'refused' });
  refused.cause = error;
  return refused;
}

/** It answers, be it that our key is wrong; only silence and its own faults put it to rest. */
function isAnswer(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    !(error instanceof Stripe.errors.StripeConnectionError) &&
    !(error instanceof Stripe.errors.StripeAPIError) &&
    !(error instanceof Stripe.errors.StripeRateLimitError)
  );
}
