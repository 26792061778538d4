import { createSign } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { CallbackRequest } from '../callback-sender.js';
import { GATEWAY_PATHS } from '../demo-keys.js';
import type { Forgery } from '../fault-script.js';
import { capitalId, randomId } from '../random-id.js';
import { callbackUrl } from '../settings.js';
import type { World } from '../world.js';

import type { PaypalStore } from './paypal-store.js';
import { time } from './paypal-views.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 25 more times within three days. */
const WAITS = [
  ...[1, 2, 4, 8, 15, 30, 60].map((minutes) => minutes * MINUTE),
  ...Array.from({ length: 18 }, () => 4 * HOUR),
];
const TIMEOUT_MS = 30_000;

/** What is signed: the body goes in as a checksum that is no hash, so it proves less than it seems to. */
export function paypalSignedText(
  transmissionId: string,
  transmissionTime: string,
  webhookId: string,
  body: string,
): string {
  return [transmissionId, transmissionTime, webhookId, crc32(body)].join('|');
}

/** PayPal's messages to the shop. */
export class PaypalEvents {
  constructor(
    private readonly world: World,
    private readonly store: PaypalStore,
  ) {}

  emit(
    type: string,
    resourceType: string,
    reference: string,
    resource: Record<string, unknown>,
  ): void {
    const id = `WH-${capitalId(17)}-${capitalId(17)}`;
    const address = `${this.world.url}${GATEWAY_PATHS.paypal}/v1/notifications/webhooks-events/${id}`;
    const event = {
      id,
      event_version: '1.0',
      create_time: this.world.clock.now().toISOString(),
      resource_type: resourceType,
      resource_version: '2.0',
      event_type: type,
      summary: `${type} for ${reference}`,
      resource: structuredClone(resource),
      links: [
        { href: address, rel: 'self', method: 'GET' },
        { href: `${address}/resend`, rel: 'resend', method: 'POST' },
      ],
    };
    this.world.callbacks.send({
      gateway: 'paypal',
      reference,
      event: type,
      build: (forgery) => this.request(event, forgery),
      isFinal: (status) => status >= 200 && status < 300,
      waits: WAITS,
      timeoutMs: TIMEOUT_MS,
    });
  }

  private request(
    event: { readonly resource: Record<string, unknown> },
    forgery: Forgery | null,
  ): CallbackRequest {
    const { settings, keys, clock, url } = this.world;
    const body = JSON.stringify({ ...event, resource: forge(event.resource, forgery) });
    const transmissionId = randomId(32, '', '0123456789abcdef').replace(
      /^(.{8})(.{4})(.{4})(.{4})/,
      '$1-$2-$3-$4-',
    );
    const at = time(clock.now());
    // All shops get messages signed with the same key: only the webhook's id tells them apart.
    const isOther = forgery === 'callback_other_merchant';
    const webhookId = isOther ? '9ZZOTHERHOOK00001' : keys.paypal.webhookId;
    const text = paypalSignedText(transmissionId, at, webhookId, body);
    const signed = forgery === 'callback_wrong_signature' ? `${text}0` : text;
    return {
      method: 'POST',
      url: callbackUrl(settings, 'paypal'),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'PayPal/AUHR-214.0-55417034',
        'paypal-transmission-id': transmissionId,
        'paypal-transmission-time': at,
        'paypal-transmission-sig': this.sign(signed),
        'paypal-cert-url': `${url}${GATEWAY_PATHS.paypal}/v1/notifications/certs/${this.store.certificates[0]?.id ?? ''}`,
        'paypal-auth-algo': 'SHA256withRSA',
        'paypal-auth-version': 'v2',
      },
      body,
    };
  }

  private sign(text: string): string {
    const [certificates] = this.store.certificates;
    if (certificates === undefined) return '';
    return createSign('RSA-SHA256').update(text).sign(certificates.keyPem, 'base64');
  }
}

/** Changes what the message says, before it is signed. */
function forge(
  resource: Record<string, unknown>,
  forgery: Forgery | null,
): Record<string, unknown> {
  const amount = resource['amount'] as { currency_code: string; value: string } | undefined;
  if (forgery === 'callback_wrong_amount' && amount !== undefined) {
    return { ...resource, amount: { ...amount, value: '0.01' } };
  }
  if (forgery === 'callback_wrong_currency' && amount !== undefined) {
    const currency = amount.currency_code === 'EUR' ? 'USD' : 'EUR';
    return { ...resource, amount: { ...amount, currency_code: currency } };
  }
  if (forgery === 'callback_other_merchant') {
    return { ...resource, payee: { merchant_id: 'SOMEBODYELSE1' } };
  }
  if (forgery === 'callback_other_reference') {
    return { ...resource, custom_id: 'POTHERPAYMENT', supplementary_data: {} };
  }
  return resource;
}
