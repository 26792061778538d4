import 'reflect-metadata';
import { createPrivateKey, webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { randomId } from '../random-id.js';

/** What PayPal signs its messages with. */
export interface PaypalCertificates {
  /** Name in the address of the certificate. */
  readonly id: string;
  /** Leaf and intermediate, as PayPal serves them. */
  readonly chainPem: string;
  /** Who trusts this one trusts the chain. */
  readonly rootPem: string;
  readonly keyPem: string;
}

const DAY_MS = 24 * 3_600_000;
const SUBJECT = 'messageverificationcerts.sandbox.paypal.com';
const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

interface Issuer {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: X509Certificate;
}

/** A chain of three that nobody has seen before: root, intermediate, and the one that signs. */
export async function makePaypalCertificates(): Promise<PaypalCertificates> {
  const [rootKeys, middleKeys, leafKeys] = await Promise.all([
    webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']),
    webcrypto.subtle.generateKey(EC, true, ['sign', 'verify']),
    webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']),
  ]);
  const root = await authority('CN=Simulator Test Root', rootKeys, null);
  const middle = await authority('CN=Simulator Test Issuer, O=Simulator', middleKeys, root);
  const leaf = await X509CertificateGenerator.create({
    ...validity(365),
    serialNumber: serial(),
    subject: `CN=${SUBJECT}, O=Simulator`,
    issuer: middle.name,
    publicKey: leafKeys.publicKey,
    signingKey: middle.keys.privateKey,
    signingAlgorithm: EC,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new SubjectAlternativeNameExtension([{ type: 'dns', value: SUBJECT }]),
    ],
  });
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', leafKeys.privateKey);
  return {
    id: `CERT-${randomId(8, '', '0123456789abcdef')}-${randomId(8, '', '0123456789abcdef')}`,
    chainPem: `${leaf.toString('pem')}\n${middle.certificate.toString('pem')}\n`,
    rootPem: `${root.certificate.toString('pem')}\n`,
    keyPem: createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
      .export({ format: 'pem', type: 'pkcs8' })
      .toString(),
  };
}

async function authority(
  name: string,
  keys: webcrypto.CryptoKeyPair,
  issuer: Issuer | null,
): Promise<Issuer> {
  const certificate = await X509CertificateGenerator.create({
    ...validity(3650),
    serialNumber: serial(),
    subject: name,
    issuer: issuer?.name ?? name,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    signingAlgorithm: EC,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  return { name, keys, certificate };
}

/** From yesterday on, so that clocks which differ do not matter. */
function validity(days: number): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

const serial = (): string => `0${randomId(15, '', '123456789abcdef')}`;
