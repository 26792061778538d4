import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { Stripe } from 'stripe';
import { describe, expect, it } from 'vitest';

import type {
  ParsedCallback,
  PaymentGateway,
  RawCallback,
} from '../../src/modules/payments/gateways/payment-gateway.js';
import { StripeGateway } from '../../src/modules/payments/gateways/stripe/stripe.gateway.js';
import { verifyStripe } from '../../src/modules/payments/gateways/stripe/stripe-signature.js';
import { VnpayGateway } from '../../src/modules/payments/gateways/vnpay/vnpay.gateway.js';
import { signedQuery } from '../../src/modules/payments/gateways/vnpay/vnpay-query.js';

interface Vectors {
  readonly vnpay: readonly { kind: string; secret: string; tmnCode: string; query: string }[];
  readonly stripe: { secret: string; signedAt: number; header: string; body: string };
}

const vectors = JSON.parse(
  readFileSync(new URL('../fixtures/payment-callbacks.json', import.meta.url), 'utf8'),
) as Vectors;

/** One message that its gateway takes, and everything it signs. */
interface Sample {
  readonly name: string;
  readonly gateway: PaymentGateway;
  readonly callback: RawCallback;
  /** Where the signed bytes are. */
  readonly signed: 'body' | 'query';
  readonly expected: Record<string, unknown>;
}

const NOW = new Date(1_700_000_000_000);
const empty = { body: Buffer.alloc(0), headers: {}, query: '', receivedAt: NOW };

function vnpay(secrets: readonly [string, ...string[]], tmnCode = 'TEST_TMN_CODE'): VnpayGateway {
  const url = 'https://vnpay.test/';
  return new VnpayGateway({ secrets, tmnCode, payUrl: url, apiUrl: url, expiryMinutes: 15 });
}

function stripe(webhookSecrets: readonly string[]): StripeGateway {
  return new StripeGateway({
    secretKey: 'sk_test_1',
    publishableKey: 'pk_test_1',
    webhookSecrets,
    apiUrl: 'https://stripe.test',
  });
}

const STRIPE_EVENT = JSON.stringify({
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  created: 1_699_999_990,
  livemode: false,
  data: {
    object: {
      ...{ id: 'pi_1', object: 'payment_intent', amount: 1099, amount_received: 1099 },
      ...{ currency: 'usd', status: 'succeeded', metadata: { reference: 'P1' } },
    },
  },
});

function stripeHeader(payload: string, secret: string, timestamp = 1_700_000_000): string {
  return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
}

const samples: Sample[] = [
  {
    name: 'stripe',
    gateway: stripe(['whsec_new', 'whsec_old']),
    callback: {
      ...empty,
      body: Buffer.from(STRIPE_EVENT),
      headers: { 'stripe-signature': [stripeHeader(STRIPE_EVENT, 'whsec_old')] },
    },
    signed: 'body',
    expected: { eventId: 'evt_1', kind: 'success', reference: 'P1', gatewayPaymentId: 'pi_1' },
  },
  ...vectors.vnpay.map(({ kind, secret, tmnCode, query }) => ({
    name: `vnpay (${kind})`,
    gateway: vnpay(['newer_secret', secret], tmnCode),
    callback: { ...empty, query },
    signed: 'query' as const,
    expected: {
      kind,
      reference: '1716257871703',
      gatewayPaymentId: '14422574',
      amount: { amount: 10_000, currency: 'VND' },
      occurredAt: new Date('2024-05-21T02:18:06Z'),
    },
  })),
];

describe('A published message', () => {
  it('of Stripe is right, by its bytes and its time', () => {
    const { body, header, secret, signedAt } = vectors.stripe;
    const verify = (at: number, secrets = [secret]) =>
      verifyStripe([header], Buffer.from(body), secrets, new Date(at * 1000)).ok;
    expect(verify(signedAt)).toBe(true);
    expect(verify(signedAt, ['whsec_new', secret])).toBe(true);
    expect([verify(signedAt + 300), verify(signedAt - 300)]).toEqual([true, true]);
    expect([verify(signedAt + 301), verify(signedAt - 301)]).toEqual([false, false]);
    expect(verify(signedAt, ['whsec_new'])).toBe(false);
  });
});

describe.each(samples)('A callback of $name', ({ gateway, callback, signed, expected }) => {
  const parse = (changed: RawCallback): Promise<ParsedCallback> =>
    Promise.resolve(gateway.parseCallback(changed));

  it('is read', async () => {
    expect(await parse(callback)).toMatchObject({ ok: true, event: expected });
  });

  it('with any one bit of what is signed the other way is refused', async () => {
    const bytes = signed === 'body' ? callback.body : Buffer.from(signedPart(callback.query));
    for (let index = 0; index < bytes.length; index += 1) {
      const flipped = Buffer.from(bytes);
      flipped[index] = (flipped[index] ?? 0) ^ (1 << (index % 8));
      const changed =
        signed === 'body'
          ? { ...callback, body: flipped }
          : {
              ...callback,
              query: callback.query.replace(bytes.toString(), () => flipped.toString('latin1')),
            };
      expect([index, (await parse(changed)).ok]).toEqual([index, false]);
    }
  });

  it('is refused with any signature but its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = withSignature(callback, signed, (text) => {
          const index = at % text.length;
          const byte = Buffer.from(text, 'latin1');
          byte[index] = (byte[index] ?? 0) ^ bits;
          return byte.toString('latin1');
        });
        const { ok } = await parse(changed);
        return !ok || sameButCase(changed, callback);
      }),
      { numRuns: 200 },
    );
  });

  it.each(['missing', 'doubled', 'empty'])(
    'with a part of its signature %s is refused',
    async (how) => {
      const changes =
        signed === 'query' ? queryChanges(callback, how) : headerChanges(callback, how);
      expect(changes.length).toBeGreaterThan(0);
      for (const changed of changes) expect(await parse(changed)).toMatchObject({ ok: false });
    },
  );

  it('is refused by every other gateway', async () => {
    for (const other of samples) {
      if (other.gateway.code === gateway.code) continue;
      const mixed = { ...callback, headers: { ...other.callback.headers, ...callback.headers } };
      expect(await other.gateway.parseCallback(callback)).toMatchObject({ ok: false });
      expect(await other.gateway.parseCallback(mixed)).toMatchObject({ ok: false });
    }
  });
});

describe('A signed message with something else in it', () => {
  const parseQuery = (fields: Record<string, string>) =>
    vnpay(['s']).parseCallback({ ...empty, query: signedQuery(fields, 's') });
  const ipn = Object.fromEntries(
    [...new URLSearchParams(vectors.vnpay[0]?.query)].filter(([name]) => name !== 'vnp_SecureHash'),
  );

  it('of VNPay for another shop names no payment, so that somebody looks', () => {
    const parsed = parseQuery({ ...ipn, vnp_TmnCode: 'ANOTHER1' });
    expect(parsed).toMatchObject({ ok: true, event: { reference: null, kind: 'success' } });
  });

  it.each([
    [{ vnp_Amount: '1000001' }],
    [{ vnp_Amount: '1e3' }],
    [{ vnp_Amount: '-100' }],
    [{ vnp_ResponseCode: '0' }],
    [{ vnp_TransactionNo: 'NaN' }],
    [{ vnp_TxnRef: 'x'.repeat(101) }],
  ])('of VNPay that nobody can read is malformed: %j', (change) => {
    expect(parseQuery({ ...ipn, ...change })).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it.each([
    ['00', '00', 'success'],
    ['24', '02', 'cancelled'],
    ['51', '02', 'failed'],
    ['07', '00', 'processing'],
    ['00', '02', 'processing'],
    ['99', '04', 'processing'],
  ])(
    'of VNPay: response %s and status %s is %s',
    (vnp_ResponseCode, vnp_TransactionStatus, kind) => {
      const parsed = parseQuery({ ...ipn, vnp_ResponseCode, vnp_TransactionStatus });
      expect(parsed).toMatchObject({ ok: true, event: { kind } });
    },
  );

  it('of VNPay without a transaction has no id that another one could share', () => {
    const parsed = parseQuery({ ...ipn, vnp_TransactionNo: '0', vnp_PayDate: '' });
    expect(parsed).toMatchObject({ ok: true, event: { gatewayPaymentId: null, occurredAt: null } });
  });

  it.each([
    ['for real money', (text: string) => text.replace('"livemode":false', '"livemode":true')],
    [
      'of another shop of the account',
      (text: string) => text.replace('"reference":"P1"', '"x":"y"'),
    ],
  ])('of Stripe %s names no payment', (_what, change) => {
    const body = change(STRIPE_EVENT);
    const headers = { 'stripe-signature': [stripeHeader(body, 'whsec')] };
    const parsed = stripe(['whsec']).parseCallback({ ...empty, body: Buffer.from(body), headers });
    expect(parsed).toMatchObject({ ok: true, event: { reference: null } });
  });

  it.each(['[]', 'null', '"a"', '{}', '{"id":"evt_1","object":"event"}', '{"__proto__":{}}', 'x'])(
    'of Stripe that nobody can read is malformed: %s',
    (body) => {
      const headers = { 'stripe-signature': [stripeHeader(body, 'whsec')] };
      const parsed = stripe(['whsec']).parseCallback({
        ...empty,
        body: Buffer.from(body),
        headers,
      });
      expect(parsed).toMatchObject({ ok: false, fault: 'malformed' });
    },
  );

  it('of Stripe is not taken when a decoder would mend its bytes', () => {
    const body = STRIPE_EVENT.replace('evt_1', 'evt_\ufffd');
    const headers = { 'stripe-signature': [stripeHeader(body, 'whsec')] };
    const parse = (bytes: Buffer) =>
      stripe(['whsec']).parseCallback({ ...empty, body: bytes, headers });
    const cut = body.indexOf('\ufffd');
    const broken = Buffer.concat([
      Buffer.from(body.slice(0, cut)),
      Buffer.from([0xff]),
      Buffer.from(body.slice(cut + 1)),
    ]);
    expect(parse(Buffer.from(body))).toMatchObject({ ok: true });
    expect(parse(broken)).toMatchObject({ ok: false, fault: 'signature' });
    expect(parse(Buffer.from(`\ufeff${body}`))).toMatchObject({ ok: false, fault: 'signature' });
  });
});

function signedPart(query: string): string {
  return query.replace(/&vnp_SecureHash=.*$/, '');
}

function withSignature(
  callback: RawCallback,
  signed: Sample['signed'],
  change: (text: string) => string,
): RawCallback {
  if (signed === 'query') {
    const [start = '', hash = ''] = callback.query.split('vnp_SecureHash=');
    return { ...callback, query: `${start}vnp_SecureHash=${change(hash)}` };
  }
  const headers = Object.entries(callback.headers).map(([name, lines]) => {
    return [name, lines.map(change)] as const;
  });
  return { ...callback, headers: Object.fromEntries(headers) };
}

/** Hex may be written in either case. */
function sameButCase(a: RawCallback, b: RawCallback): boolean {
  return a.query !== '' && a.query.toLowerCase() === b.query.toLowerCase();
}

function headerChanges(callback: RawCallback, how: string): RawCallback[] {
  return Object.keys(callback.headers).map((name) => {
    const { [name]: lines = [], ...others } = callback.headers;
    const changed: Record<string, readonly string[]> = {
      missing: [],
      doubled: [...lines, ...lines],
      empty: [''],
    };
    const given = changed[how] ?? [];
    return { ...callback, headers: given.length === 0 ? others : { ...others, [name]: given } };
  });
}

function queryChanges(callback: RawCallback, how: string): RawCallback[] {
  const pairs = callback.query.split('&');
  return pairs.map((pair, index) => {
    const others = pairs.filter((_pair, at) => at !== index);
    const name = pair.split('=')[0] ?? '';
    const given = { missing: [], doubled: [pair, pair], empty: [`${name}=`] }[how] ?? [];
    return { ...callback, query: [...others, ...given].join('&') };
  });
}
