import { createHmac } from 'node:crypto';
import type { CallbackRequest } from '../callback-sender.js';
import type { Forgery } from '../fault-script.js';
import { randomId } from '../random-id.js';
import { callbackUrl, signingSecret } from '../settings.js';
import type { World } from '../world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** With growing waits for three days, as Stripe does in live mode. */
const WAITS = [
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
];
const TIMEOUT_MS = 20_000;

/** An event as Stripe keeps it. */
export interface StripeEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: unknown };
  readonly livemode: false;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}

/** Hex HMAC-SHA256 over time and body, as in the header `Stripe-Signature`. */
export function stripeSignature(secret: string, seconds: number, payload: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${payload}`).digest('hex');
}

/** Stripe's events and their delivery to the shop. */
export class StripeEvents {
  readonly events: StripeEvent[] = [];
  /** As the last caller asked for. */
  apiVersion = '2025-03-31.basil';

  constructor(private readonly world: World) {}

  /** Tells the shop; `data` is copied as it is now. */
  emit(type: string, reference: string, data: object): void {
    const event: StripeEvent = {
      id: randomId(24, 'evt_'),
      object: 'event',
      api_version: this.apiVersion,
      created: this.world.clock.seconds(),
      data: { object: structuredClone(data) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: randomId(14, 'req_'), idempotency_key: null },
      type,
    };
    this.events.push(event);
    this.world.callbacks.send({
      gateway: 'stripe',
      reference,
      event: type,
      build: (forgery) => this.request(event, forgery),
      isFinal: (status) => status >= 200 && status < 300,
      waits: WAITS,
      timeoutMs: TIMEOUT_MS,
    });
  }

  clear(): void {
    this.events.length = 0;
  }

  private request(event: StripeEvent, forgery: Forgery | null): CallbackRequest {
    const { settings, keys, clock } = this.world;
    const body = JSON.stringify(forge(event, forgery), null, 2);
    const secret =
      forgery === 'callback_wrong_signature'
        ? 'whsec_somebody_else'
        : signingSecret(settings, keys.stripe.webhookSecrets);
    const seconds = clock.seconds();
    return {
      method: 'POST',
      url: callbackUrl(settings, 'stripe'),
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': `t=${seconds},v1=${stripeSignature(secret, seconds, body)}`,
      },
      body,
    };
  }
}

const AMOUNTS = ['amount', 'amount_received', 'amount_captured', 'amount_capturable'];

/** Changes what the message says, before it is signed. */
function forge(
  event: StripeEvent,
  forgery: Forgery | null,
): Omit<StripeEvent, 'livemode'> & { readonly livemode: boolean; readonly account?: string } {
  const object = structuredClone(event.data.object) as Record<string, unknown>;
  if (forgery === 'callback_wrong_amount') {
    for (const name of AMOUNTS) {
      if (typeof object[name] === 'number' && object[name] > 0) object[name] -= 1;
    }
  }
  if (forgery === 'callback_wrong_currency') {
    object['currency'] = object['currency'] === 'eur' ? 'usd' : 'eur';
  }
  if (forgery === 'callback_other_reference') object['metadata'] = { reference: 'POTHERPAYMENT' };
  const forged = { ...event, data: { object } };
  return forgery === 'callback_other_merchant'
    ? { ...forged, account: 'acct_somebody_else', livemode: true }
    : forged;
}
