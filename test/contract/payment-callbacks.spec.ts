import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ipnSchema,
  isPageSigned,
  isSigned,
} from '../../src/modules/payments/gateways/momo/momo-message.js';
import { signMomo } from '../../src/modules/payments/gateways/momo/momo-signature.js';
import type {
  ParsedCallback,
  RawCallback,
} from '../../src/modules/payments/gateways/payment-gateway.js';
import { verifyStripe } from '../../src/modules/payments/gateways/stripe/stripe-signature.js';
import { signedQuery } from '../../src/modules/payments/gateways/vnpay/vnpay-query.js';
import { changesOf, sameButCase, signedPart, withSignature } from '../fixtures/callback-changes.js';
import {
  empty,
  ipnOf,
  momo,
  paypal,
  samples,
  SENT,
  stripe,
  STRIPE_EVENT,
  stripeHeader,
  vectors,
  vnpay,
} from '../fixtures/callback-samples.js';

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

  it('of MoMo is right, with our own access key', () => {
    const ipn = ipnSchema.parse(JSON.parse(vectors.momo.body));
    const signed = (secret: string, accessKey = vectors.momo.accessKey) =>
      isSigned(ipn, { partnerCode: 'MOMO', accessKey, secrets: ['another', secret] });
    expect(signed(vectors.momo.secret)).toBe(true);
    expect([signed('x'), signed(vectors.momo.secret, 'another key')]).toEqual([false, false]);
  });

  it('of MoMo, that names a page, is right in both of its forms and in no other', () => {
    const { accessKey, secret } = vectors.momo;
    const page = {
      ...{ partnerCode: 'MOMO', orderId: 'P1', requestId: 'P1', amount: 55_000, resultCode: 0 },
      ...{ message: 'Successful.', payUrl: 'https://momo.test/pay?t=1', responseTime: 1 },
    };
    const identity = { partnerCode: 'MOMO', accessKey, secrets: ['newer', secret] as const };
    const { message, ...short } = page;
    for (const signed of [short, { ...short, message }]) {
      const signature = signMomo(secret, { ...signed, accessKey });
      expect(isPageSigned({ ...page, signature }, identity)).toBe(true);
      for (const change of [
        { payUrl: 'https://evil.test/' },
        { amount: 1 },
        { orderId: 'P2' },
        { signature: null },
        { signature: signature.toUpperCase() },
      ]) {
        expect(isPageSigned({ ...page, signature, ...change }, identity)).toBe(false);
      }
    }
  });

  it('of PayPal is right for its webhook, while its certificate is valid', async () => {
    const { callback } = samples[0] ?? {};
    if (callback === undefined) throw new Error('There is no sample');
    const late = { ...callback, receivedAt: new Date('2017-03-23T00:00:00Z') };
    const early = { ...callback, receivedAt: new Date(SENT.getTime() - 301_000) };
    for (const [gateway, given] of [
      [paypal(), late],
      [paypal(), early],
      [paypal('4JH86294D6297924H'), callback],
    ] as const) {
      expect(await gateway.parseCallback(given)).toMatchObject({ ok: false, fault: 'signature' });
    }
  });
});

describe.each(samples)('A callback of $name', (sample) => {
  const { gateway, callback, signed, expected } = sample;
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
        const changed = withSignature(sample, (text) => {
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
      const changes = changesOf(sample, how);
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

  it.each([
    [{ orderInfo: 'Payment P1&orderType=x' }],
    [{ extraData: 'eyJhIjoxfQ==' }],
    [{ requestId: 'P2' }],
    [{ orderId: 'P2' }],
  ])('of MoMo that does not repeat what we sent names no payment: %j', (change) => {
    const parsed = momo(['momo_old']).parseCallback({ ...empty, body: ipnOf(change) });
    expect(parsed).toMatchObject({ ok: true, event: { reference: null } });
  });

  it.each([
    [{ partnerCode: 'OTHER' }, { kind: 'success', reference: null }],
    [
      { resultCode: 1006, transId: 1 },
      { kind: 'cancelled', gatewayPaymentId: null },
    ],
    [{ resultCode: 1001 }, { kind: 'failed', reference: 'P1' }],
    [{ resultCode: 7002 }, { kind: 'processing' }],
    [{ resultCode: 99 }, { kind: 'result.99' }],
  ])('of MoMo is read: %j', (change, event) => {
    const parsed = momo(['momo_old']).parseCallback({ ...empty, body: ipnOf(change) });
    expect(parsed).toMatchObject({ ok: true, event });
  });

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
