import { randomUUID } from 'node:crypto';
import { sendAsBank } from './bank-messages.js';
import { writingsOf } from './card-number.js';
import type { GatewayShop } from './gateway-shop.js';

/** Routes that take a body, and what of theirs takes a text. */
const WRITES = [
  ['POST', '/auth/register', 'lastName'],
  ['POST', '/auth/login', 'password'],
  ['POST', '/auth/forgot-password', 'email'],
  ['PATCH', '/me', 'lastName'],
  ['POST', '/me/addresses', 'street'],
  ['POST', '/me/cards', 'setupId'],
  ['PATCH', '/cart', 'notes'],
  ['POST', '/cart/items', 'variantId'],
  ['POST', '/cart/codes', 'code'],
  ['POST', '/orders', 'notes'],
  ['POST', '/checkout/quote', 'notes'],
  ['POST', '/products/no-such/reviews', 'content'],
  ['POST', '/admin/products', 'description'],
  ['POST', '/admin/payment-methods', 'name'],
  ['POST', '/admin/reconciliation/settlements', 'content'],
] as const;

const READS = [
  '/products',
  '/orders',
  '/payments/return',
  '/admin/payments',
  '/admin/orders',
  '/nowhere',
];

const HEADERS = [
  'x-request-id',
  'user-agent',
  'referer',
  'cookie',
  'authorization',
  'idempotency-key',
  'x-cart-token',
  'x-order-token',
  'accept-language',
  'if-match',
  'if-none-match',
  'origin',
  'x-forwarded-for',
  'traceparent',
];

const CALLBACKS = ['sandbox', 'stripe', 'paypal', 'vnpay', 'momo', 'nobody'];
const SIGNATURES = [
  'sandbox-signature',
  'stripe-signature',
  'paypal-transmission-sig',
  'authorization',
];
const ANSWER_MS = 20_000;

/** What has been sent, and how much of it was refused (4xx). */
export interface Sprinkled {
  readonly requests: number;
  readonly refused: number;
}

interface Wanted {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a card's number in every place of every kind of request, and secrets where a caller could put them. */
export async function sendCardNumbers(
  { shop }: GatewayShop,
  token: string,
  number: string,
  secrets: readonly string[],
): Promise<Sprinkled> {
  const texts = [...writingsOf(number)].filter((text) => !/[+%]/.test(text));
  const all = [
    ...texts.flatMap((text) => [...bodiesWith(text), ...addressesWith(text)]),
    ...texts.flatMap(headersWith),
    ...[...texts, ...secrets].flatMap(callbacksWith),
    ...secrets.flatMap(loginsWith),
  ];
  let refused = 0;
  for (const { method, path, headers = {}, body } of all) {
    const answer = await fetch(`${shop.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
    });
    const text = await answer.text();
    if (answer.status >= 400) refused += 1;
    if (answer.status >= 500 && answer.status !== 503) {
      throw new Error(`${method} ${path.slice(0, 60)}: ${answer.status} ${text}`);
    }
  }
  await tellRightly(shop.env().SANDBOX_GATEWAY_SECRET, shop.url, number);
  return { requests: all.length + 1, refused };
}

function bodiesWith(text: string): Wanted[] {
  const json = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const digits = Number(text.replace(/\D/g, ''));
  return WRITES.flatMap(([method, path, field]): Wanted[] => {
    const bodies: [string, Readonly<Record<string, string>>][] = [
      [JSON.stringify({ [field]: text }), json],
      [JSON.stringify({ [field]: `my card ${text}, thanks` }), json],
      [JSON.stringify({ [field]: digits }), json],
      [JSON.stringify({ a: [{ b: { c: text } }] }), json],
      [JSON.stringify({ [text]: field }), json],
      [`{"${field}": ${text}oops`, json],
      [
        `${field}=${encodeURIComponent(text)}`,
        { 'content-type': 'application/x-www-form-urlencoded' },
      ],
      [text, { 'content-type': 'text/plain' }],
    ];
    return bodies.map(([body, headers]) => ({ method, path, headers, body }));
  });
}

function addressesWith(text: string): Wanted[] {
  const encoded = encodeURIComponent(text);
  return READS.flatMap((path): Wanted[] => [
    { method: 'GET', path: `${path}/${encoded}` },
    { method: 'GET', path: `${path}?q=${encoded}&cursor=${encoded}` },
    { method: 'GET', path: `${path}?${encoded}=1` },
    { method: 'DELETE', path: `${path}/${encoded}` },
  ]);
}

/** On requests that are refused, and on one that is served and leaves a row in the audit log. */
function headersWith(text: string): Wanted[] {
  const body = JSON.stringify({ firstName: 'Ada' });
  return HEADERS.flatMap((name): Wanted[] => {
    const headers = { 'content-type': 'application/json', [name]: text };
    return [
      {
        method: 'PATCH',
        path: '/me',
        headers,
        body: JSON.stringify({ firstName: `Ada ${name[0]}` }),
      },
      { method: 'POST', path: '/orders', headers, body },
      { method: 'POST', path: '/auth/register', headers, body: JSON.stringify(newPerson()) },
      { method: 'GET', path: '/products', headers },
    ];
  });
}

function newPerson(): Record<string, string> {
  const username = `canary-${randomUUID().slice(0, 8)}`;
  return {
    ...{ username, email: `${username}@example.com`, password: 'violet harbour 42' },
    ...{ firstName: 'Carol', lastName: 'Castillo', phoneNumber: '+12025550163' },
  };
}

function callbacksWith(text: string): Wanted[] {
  return CALLBACKS.flatMap((gateway): Wanted[] => {
    const path = `/payments/callbacks/${gateway}`;
    const encoded = encodeURIComponent(text);
    const body = JSON.stringify({
      id: 'evt_1',
      type: 'x',
      orderId: text,
      data: { object: { id: text } },
    });
    const json = { 'content-type': 'application/json' };
    return [
      { method: 'GET', path: `${path}?vnp_TxnRef=${encoded}&vnp_SecureHash=${encoded}` },
      { method: 'POST', path, headers: json, body },
      ...SIGNATURES.map((name) => ({
        method: 'POST',
        path,
        headers: { ...json, [name]: text },
        body,
      })),
    ];
  });
}

function loginsWith(secret: string): Wanted[] {
  const headers = { 'content-type': 'application/json' };
  const encoded = encodeURIComponent(secret);
  return [
    {
      method: 'POST',
      path: '/auth/login',
      headers,
      body: JSON.stringify({ login: 'x', password: secret }),
    },
    { method: 'POST', path: '/auth/login', headers, body: `{"password": "${secret}"` },
    { method: 'GET', path: `/products?api_key=${encoded}&token=${encoded}` },
    { method: 'GET', path: '/me', headers: { authorization: `Bearer ${secret}` } },
  ];
}

/** The bank itself says a number, rightly signed: the message counts, the number is not kept. */
async function tellRightly(secret: string, url: string, number: string): Promise<void> {
  const message = {
    ...{
      eventId: randomUUID(),
      kind: 'failed',
      reference: 'PCANARY',
      amount: 100,
      currency: 'USD',
    },
    ...{ gatewayPaymentId: 'sbx-canary', occurredAt: new Date().toISOString() },
    reason: `card ${number} was refused`,
  };
  const answer = await sendAsBank(secret, url, JSON.stringify(message), ANSWER_MS);
  if (!answer.ok) throw new Error(`A callback was refused: ${await answer.text()}`);
}
