import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { signatureHeader, signatureOf } from './sandbox-signature.js';
import { SandboxGateway } from './sandbox.gateway.js';

const SECRET = 'a'.repeat(16) + 'b'.repeat(16);
const OTHER = 'c'.repeat(16) + 'd'.repeat(16);
const NOW = new Date('2026-01-01T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const gateway = new SandboxGateway({ secrets: [SECRET], bankUrl: 'http://127.0.0.1:1' });
const message = {
  eventId: 'evt_1',
  kind: 'success',
  reference: 'P0123456789ABCDEFGHJKMNPQ',
  amount: 4990,
  currency: 'USD',
  gatewayPaymentId: 'sbx_1',
  occurredAt: NOW.toISOString(),
  reason: null,
  card: { brand: 'sandbox', last4: '4242' },
};
const BODY = Buffer.from(JSON.stringify(message));

function parse(header: string | readonly string[] | undefined, body: Buffer = BODY) {
  const lines = typeof header === 'string' ? [header] : header;
  const headers = lines === undefined ? {} : { 'sandbox-signature': lines };
  return gateway.parseCallback({ body, headers, query: '', receivedAt: NOW });
}

const signed = (body: Buffer, at = SECONDS, secret = SECRET): string =>
  signatureHeader([secret], at, body);

describe('A callback of the sandbox bank', () => {
  it('is read when it is signed', () => {
    expect(parse(signed(BODY))).toEqual({
      ok: true,
      event: {
        eventId: message.eventId,
        kind: 'success',
        reference: message.reference,
        gatewayPaymentId: message.gatewayPaymentId,
        amount: { amount: 4990, currency: 'USD' },
        occurredAt: NOW,
      },
    });
  });

  it('is refused with any one bit of the body flipped', () => {
    const header = signed(BODY);
    for (let bit = 0; bit < BODY.length * 8; bit += 1) {
      const body = Buffer.from(BODY);
      body.writeUInt8(body.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(parse(header, body)).toMatchObject({ ok: false, fault: 'signature' });
    }
  });

  it('is refused with any one bit of the header flipped', () => {
    const header = Buffer.from(signed(BODY));
    for (let bit = 0; bit < header.length * 8; bit += 1) {
      const changed = Buffer.from(header);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(parse(changed.toString('latin1'))).toMatchObject({ ok: false, fault: 'signature' });
    }
  });

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['the line twice', [signed(BODY), signed(BODY)]],
    ['the time twice', `t=${SECONDS},${signed(BODY)}`],
    ['no time', signed(BODY).replace(/^t=\d+,/, '')],
    ['a time that is no number', signed(BODY).replace(/^t=\d+/, 't=1e9')],
    ['only another scheme', signed(BODY).replace('v1=', 'v0=')],
    ['a cut signature', signed(BODY).slice(0, -2)],
    ['capital hex', signed(BODY).replace(/v1=.*/, (text) => `v1=${text.slice(3).toUpperCase()}`)],
    ['another secret', signed(BODY, SECONDS, OTHER)],
    ['the signature of the bare body', `t=${SECONDS},v1=${signatureOf(SECRET, 0, BODY)}`],
    ['six signatures', `t=${SECONDS}${`,v1=${signatureOf(OTHER, 1, BODY)}`.repeat(6)}`],
    ['a header without end', `${signed(BODY)},${'x'.repeat(2000)}`],
    ['301 seconds ago', signed(BODY, SECONDS - 301)],
    ['301 seconds ahead', signed(BODY, SECONDS + 301)],
  ])('is refused: %s', (_what, header) => {
    expect(parse(header)).toMatchObject({ ok: false, fault: 'signature' });
  });

  it.each([
    ['300 seconds ago', signed(BODY, SECONDS - 300)],
    ['300 seconds ahead', signed(BODY, SECONDS + 300)],
    ['one of two signatures is right', signatureHeader([OTHER, SECRET], SECONDS, BODY)],
    ['other schemes beside it', `${signed(BODY)},v0=abc`],
  ])('is taken: %s', (_what, header) => {
    expect(parse(header).ok).toBe(true);
  });

  it('is taken with the old secret while two are set', () => {
    const both = new SandboxGateway({ secrets: [OTHER, SECRET], bankUrl: 'http://127.0.0.1:1' });
    const headers = { 'sandbox-signature': [signed(BODY)] };
    const raw = { body: BODY, headers, query: '', receivedAt: NOW };
    expect(both.parseCallback(raw).ok).toBe(true);
  });

  it('is not the same when its JSON is written anew', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), null, 1));
    expect(parse(signed(BODY), again)).toMatchObject({ fault: 'signature' });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['an array', '[]'],
    ['an array of messages', `[${BODY.toString()}]`],
    ['null', 'null'],
    ['an array as reference', JSON.stringify({ ...message, reference: ['a', 'b'] })],
    ['an amount as text', JSON.stringify({ ...message, amount: '4990' })],
    ['half a cent', JSON.stringify({ ...message, amount: 49.5 })],
    ['less than nothing', JSON.stringify({ ...message, amount: -1 })],
    ['more than a number holds', JSON.stringify({ ...message, amount: 1e300 })],
    ['a NUL in the reference', JSON.stringify({ ...message, reference: 'a\0b' })],
    ['a long event id', JSON.stringify({ ...message, eventId: 'e'.repeat(256) })],
    ['a date that is none', JSON.stringify({ ...message, occurredAt: '2026-02-31' })],
  ])('is malformed when signed but holding %s', (_what, text) => {
    const body = Buffer.from(text);
    expect(parse(signed(body), body)).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it('never throws, whatever came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, header) => {
        const body = Buffer.from(bytes);
        expect(parse(header, body).ok).toBe(false);
        expect(parse(signed(body), body).ok).toBe(false);
        expect(gateway.factsOf(body.toString())).toEqual({ reason: null, fields: {} });
      }),
    );
  });

  it('shows staff the reason and the card, cleaned of what PostgreSQL refuses', () => {
    const body = JSON.stringify({ ...message, reason: 'no\0money \ud800' });
    expect(gateway.factsOf(body)).toEqual({
      reason: 'no money \ufffd',
      fields: { cardBrand: 'sandbox', cardLast4: '4242' },
    });
  });

  it('about money that goes back names our refund, and one about held money says how much', () => {
    const read = (changes: object) => {
      const body = Buffer.from(JSON.stringify({ ...message, ...changes }));
      return parse(signed(body), body);
    };
    const refund = { id: 'r1', refundId: 'sbx_re_1', status: 'failed' };
    expect(read({ kind: 'refund', refund, reason: 'no\0account' })).toMatchObject({
      event: {
        kind: 'refund',
        refund: {
          refundId: 'r1',
          gatewayRefundId: 'sbx_re_1',
          kind: 'failed',
          reason: 'no account',
        },
      },
    });
    expect(read({ kind: 'processing', held: 4990 })).toMatchObject({
      event: { kind: 'processing', authorised: { amount: 4990, currency: 'USD' } },
    });
  });
});
