import 'reflect-metadata';

import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Logger } from '@nestjs/common';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import { readCertificates } from './certificate-chain.js';
import { KNOWN_INTERMEDIATES } from './known-intermediates.js';
import { PaypalCertificates } from './paypal-certificates.js';

const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const NAME = 'CN=messageverificationcerts.sandbox.paypal.com';
const FROM = new Date('2026-01-01T00:00:00Z');
const TO = new Date('2027-01-01T00:00:00Z');
const NOW = new Date('2026-06-01T00:00:00Z');
const DAY_MS = 86_400_000;

interface Made {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

let serial = 0;
const keyPairs = new Map<string, Promise<webcrypto.CryptoKeyPair>>();

/** Making keys is slow: one pair for each name. */
function keysOf(name: string): Promise<webcrypto.CryptoKeyPair> {
  const made =
    keyPairs.get(name) ?? webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  keyPairs.set(name, made);
  return made;
}

async function make(
  subject: string,
  issuer: Made | null,
  {
    isCa = true,
    to = TO,
    keyName = subject,
  }: { readonly isCa?: boolean; readonly to?: Date; readonly keyName?: string } = {},
): Promise<Made> {
  serial += 1;
  const keys = await keysOf(keyName);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(4, '0'),
    subject,
    issuer: issuer?.certificate.subject ?? subject,
    notBefore: FROM,
    notAfter: to,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(isCa, undefined, true)],
  });
  return { certificate, keys };
}

describe("PayPal's certificates", () => {
  let server: Server;
  let api = '';
  let root: Made;
  const served = new Map<string, { status: number; text: string }>();
  const asked: string[] = [];
  const pem = (...chain: readonly Made[]): string =>
    chain.map(({ certificate }) => certificate.toString('pem')).join('\n');
  /** Puts a chain at an address and looks it up there. */
  const serve = (name: string, text: string, status = 200): string => {
    served.set(`/paypal/v1/notifications/certs/${name}`, { status, text });
    return `${api}/v1/notifications/certs/${name}`;
  };
  const source = () => new PaypalCertificates(api, pem(root));

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const { status, text } = served.get(request.url ?? '') ?? { status: 404, text: '' };
      response.writeHead(status, { location: '/elsewhere' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    api = `http://127.0.0.1:${(server.address() as AddressInfo).port}/paypal`;
    root = await make('CN=Test root', null);
  });
  afterAll(() => server.close());

  it('count when an authority that is trusted vouches for them, and are fetched once', async () => {
    const between = await make('CN=Test intermediate', root);
    const leaf = await make(NAME, between, { isCa: false });
    const url = serve('CERT-1', pem(leaf, between));
    const certificates = source();
    const all = await Promise.all([1, 2, 3].map(() => certificates.find(url, NOW)));
    expect(all.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(await certificates.find(url, new Date(TO.getTime() - 1000))).toMatchObject({ ok: true });
    expect(await certificates.find(url, new Date(TO.getTime() + DAY_MS))).toMatchObject({
      ok: false,
    });
    expect(await certificates.find(url, new Date(FROM.getTime() - DAY_MS))).toMatchObject({
      ok: false,
    });
    expect(asked.filter((path) => path.endsWith('CERT-1'))).toHaveLength(1);
    // Nobody else's roots vouch for it.
    expect(await new PaypalCertificates(api, null).find(url, NOW)).toMatchObject({ ok: false });
  });

  it('count as PayPal has published one: alone, its authority is one that we know, up to a root of Node.js', async () => {
    const { paypal } = JSON.parse(
      readFileSync(
        new URL('../../../../../test/fixtures/payment-callbacks.json', import.meta.url),
        'utf8',
      ),
    ) as { paypal: { certificate: string; headers: Record<string, string> } };
    const sent = new Date(paypal.headers['paypal-transmission-time'] ?? '');
    const url = serve('CERT-360caa42-fca2a594-a5cafa77', paypal.certificate);
    const certificates = new PaypalCertificates(api, null);
    expect(await certificates.find(url, sent)).toMatchObject({ ok: true });
    expect(await certificates.find(url, new Date('2017-03-23T00:00:00Z'))).toMatchObject({
      ok: false,
    });
    // The authority alone is no root: whoever trusts others only is not persuaded.
    expect(await source().find(url, sent)).toMatchObject({ ok: false });
    const [known] = readCertificates(KNOWN_INTERMEDIATES);
    expect(known?.fingerprint256.replaceAll(':', '').toLowerCase()).toBe(
      '403e062a2653059113285baf80a0d4ae422c848c9f78fad01fc94bc5b87fef1a',
    );
  });

  it('do not count otherwise', async () => {
    const between = await make('CN=Test intermediate', root);
    const stranger = await make('CN=Test root', null, { keyName: 'stranger' });
    const noAuthority = await make('CN=Test intermediate', root, { isCa: false });
    const expired = await make('CN=Test intermediate', root, {
      to: new Date('2026-02-01T00:00:00Z'),
    });
    const chains: [string, string][] = [
      ['SELF', pem(await make(NAME, null, { isCa: false }))],
      ['STRANGER', pem(await make(NAME, stranger, { isCa: false }), stranger)],
      ['NO-AUTHORITY', pem(await make(NAME, noAuthority, { isCa: false }), noAuthority)],
      ['GAP', pem(await make(NAME, between, { isCa: false }))],
      ['EXPIRED', pem(await make(NAME, expired, { isCa: false }), expired)],
      ['IS-AUTHORITY', pem(await make(NAME, root))],
      ['OTHER-NAME', pem(await make('CN=shop.example.com', root, { isCa: false }))],
      ['LONGER-NAME', pem(await make(`${NAME}.example.com`, root, { isCa: false }))],
      ['OTHER-FIELD', pem(await make(`O=${NAME.slice(3)}, CN=evil`, root, { isCa: false }))],
      ['NOTHING', ''],
      ['NONSENSE', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
      ['MANY', pem(...Array.from({ length: 11 }, () => between))],
    ];
    for (const [name, text] of chains) {
      expect([name, await source().find(serve(name, text), NOW)]).toMatchObject([
        name,
        { ok: false },
      ]);
    }
  });

  it('are fetched from PayPal only, whatever a message names', async () => {
    const before = asked.length;
    const good = '/v1/notifications/certs/CERT-1';
    const port = new URL(api).port;
    const addresses = [
      ...[`${api}${good}?a=1`, `${api}${good}#a`, `${api}/v1/oauth2/token`, `${api}${good}/..`],
      ...[`${api}/v1/notifications/certs/../../x`, `http://127.0.0.1:${port}${good}`],
      ...[`http://user@127.0.0.1:${port}/paypal${good}`, `http://127.0.0.1:1/paypal${good}`],
      ...[
        `https://api.paypal.com${good}`,
        'http://169.254.169.254/latest',
        'file:///etc/passwd',
        '',
      ],
    ];
    for (const address of addresses) {
      expect([address, await source().find(address, NOW)]).toMatchObject([address, { ok: false }]);
    }
    expect(asked).toHaveLength(before);
  });

  it.each([
    ['https://api-m.paypal.com', 'https://api.sandbox.paypal.com'],
    ['https://api-m.paypal.com', 'http://api.paypal.com'],
    ['https://api-m.paypal.com', 'https://api.paypal.com:8443'],
    ['https://api-m.paypal.com', 'https://api.paypal.com.example.com'],
    ['https://api-m.paypal.com', 'https://evilpaypal.com'],
    ['https://api-m.paypal.com', 'https://example.com\\@api.paypal.com'],
    ['https://api-m.sandbox.paypal.com', 'https://api.paypal.com'],
    ['https://api-m.sandbox.paypal.com', 'https://127.0.0.1'],
  ])('of %s are not fetched from %s', async (apiUrl, origin) => {
    const certificates = new PaypalCertificates(apiUrl, null);
    const found = await certificates.find(`${origin}/v1/notifications/certs/CERT-1`, NOW);
    expect(found).toMatchObject({
      ok: false,
      reason: expect.stringContaining('address') as string,
    });
  });

  it('that cannot be had are neither right nor wrong, and are asked for again', async () => {
    const leaf = await make(NAME, root, { isCa: false });
    const certificates = source();
    const url = serve('LATER', 'down', 503);
    await expect(certificates.find(url, NOW)).rejects.toBeInstanceOf(NoAnswer);
    const elsewhere = serve('MOVED', pem(leaf), 302);
    await expect(certificates.find(elsewhere, NOW)).rejects.toBeInstanceOf(NoAnswer);
    serve('LATER', pem(leaf));
    expect(await certificates.find(url, NOW)).toMatchObject({ ok: true });
  });

  it('are not fetched without end for whoever names new ones', async () => {
    const certificates = source();
    const tries = Array.from({ length: 30 }, (_none, index) =>
      certificates.find(`${api}/v1/notifications/certs/NEW-${index}`, NOW),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  });
});
