import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import type { SigningKey } from '../../../../config/secrets.js';
import type { Person } from '../people/scene.js';

/** Claims of a token that counts; tokens that must not differ from it in one thing. */
export interface GoodClaims {
  readonly typ: string;
  readonly sub: string;
  readonly sid: string;
  readonly ver: number;
  readonly iat: number;
  readonly exp: number;
  readonly iss: string;
  readonly aud: string;
}

export interface ForgedToken {
  readonly name: string;
  readonly token: string;
}

const DAY = 86_400;
const HUGE = 8_000;

/** Signs whatever one likes, as an attacker would or as only the shop could. */
export function hmacToken(
  header: object,
  claims: object | string,
  secret: string,
  hash = 'sha256',
): string {
  const body = `${encode(header)}.${encode(claims)}`;
  return `${body}.${createHmac(hash, secret).update(body).digest('base64url')}`;
}

/** What the tokens are made from. */
export interface Material {
  readonly good: GoodClaims;
  /** The ring's first key, for what only its holder could make. */
  readonly key: SigningKey;
  readonly stranger: Person;
  readonly refreshToken: string;
  /** A real one, of a login that waits for its second factor. */
  readonly mfaToken: string;
}

/** Tokens of which none may pass: forged without the key, of another kind, or out of their time. */
export function forgedTokens(material: Material): ForgedToken[] {
  const all = { ...withoutTheKey(material), ...withTheKey(material), ...broken(material) };
  return Object.entries(all).map(([name, token]) => ({ name, token }));
}

/** What an attacker can make who knows everything but the key. */
function withoutTheKey({ good, key }: Material): Record<string, string> {
  const header = { alg: 'HS256', typ: 'JWT', kid: key.id };
  const signed = hmacToken(header, good, key.secret);
  const byStranger = (changed: object): string => {
    return hmacToken({ ...header, ...changed }, good, 'a key that the shop does not know, 32 long');
  };
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const rsBody = `${encode({ ...header, alg: 'RS256' })}.${encode(good)}`;
  const rsSignature = sign('sha256', Buffer.from(rsBody), rsa.privateKey).toString('base64url');
  return {
    'alg none': `${encode({ ...header, alg: 'none' })}.${encode(good)}.`,
    'alg nOnE with the signature left': signed.replace(
      /^[^.]+/,
      encode({ ...header, alg: 'nOnE' }),
    ),
    'HS256 with a key of his own': byStranger({}),
    'HS256 with an empty key': hmacToken(header, good, ''),
    'HS512 with the right key': hmacToken({ ...header, alg: 'HS512' }, good, key.secret, 'sha512'),
    'RS256 with a key of his own': `${rsBody}.${rsSignature}`,
    'HS256 with a public RSA key': hmacToken({ ...header, alg: 'RS256' }, good, pem),
    'kid is a path': hmacToken({ ...header, kid: '../../../../dev/null' }, good, ''),
    'kid is SQL': hmacToken({ ...header, kid: "x' UNION SELECT 'key' --" }, good, 'key'),
    'kid of no key': hmacToken({ ...header, kid: 'k999' }, good, key.secret),
    'kid is a member of every object': hmacToken({ ...header, kid: '__proto__' }, good, ''),
    'no kid': hmacToken({ alg: 'HS256', typ: 'JWT' }, good, key.secret),
    jku: byStranger({ jku: 'http://127.0.0.1:9/jwks.json' }),
    x5u: byStranger({ x5u: 'http://127.0.0.1:9/cert.pem' }),
    'jwk in the header': byStranger({ jwk: { kty: 'oct', k: encode('a key') } }),
  };
}

/** What is signed by the shop's key and still is no access token of this person, now. */
function withTheKey(material: Material): Record<string, string> {
  const { good, key, stranger, refreshToken } = material;
  const header = { alg: 'HS256', typ: 'JWT', kid: key.id };
  const mine = (claims: object | string): string => hmacToken(header, claims, key.secret);
  const text = JSON.stringify(good);
  return {
    'a login that waits for its second factor': material.mfaToken,
    'another audience': mine({ ...good, aud: 'other' }),
    'another issuer': mine({ ...good, iss: 'other' }),
    'run out': mine({ ...good, iat: good.iat - DAY, exp: good.iat - DAY + 900 }),
    'not yet': mine({ ...good, nbf: good.iat + 600 }),
    'typ of a refresh token': mine({ ...good, typ: 'refresh' }),
    'typ of such a login': mine({ ...good, typ: 'mfa' }),
    'a real refresh token': refreshToken,
    'no typ': mine({ ...good, typ: undefined }),
    'no session': mine({ ...good, sid: undefined }),
    "another person's session": mine({ ...good, sid: stranger.sessionId }),
    'a session of nobody': mine({ ...good, sid: randomUUID() }),
    'another subject': mine({ ...good, sub: stranger.id }),
    'a subject that is SQL': mine({ ...good, sub: "' OR 1=1 --" }),
    'the subject twice': mine(`${text.slice(0, -1)},"sub":"${stranger.id}"}`),
    'an old session version': mine({ ...good, ver: good.ver - 1 }),
    'a session version to come': mine({ ...good, ver: good.ver + 1 }),
    'a session version as text': mine({ ...good, ver: String(good.ver) }),
    'issued before the password changed': mine({ ...good, iat: good.iat - 10 * DAY }),
    huge: mine({ ...good, filler: 'x'.repeat(HUGE) }),
  };
}

/** What is no token at all, or no longer one. */
function broken({ good, key }: Material): Record<string, string> {
  const signed = hmacToken({ alg: 'HS256', typ: 'JWT', kid: key.id }, good, key.secret);
  const [header = '', claims = '', signature = ''] = signed.split('.');
  const other = signature.startsWith('A') ? 'B' : 'A';
  return {
    'a letter of the signature changed': `${header}.${claims}.${other}${signature.slice(1)}`,
    'two parts': `${header}.${claims}`,
    'four parts': `${signed}.x`,
    'three dots': '...',
    empty: '',
    'not base64': '{"alg":"HS256"}.{}.x',
  };
}

function encode(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}
