const MAX_ITEMS = 2;
const MAX_LINES = 3;
const MAX_TEXT = 600;
/** A list in a list of a list shows one of each. */
const DEEP = 2;

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const SECRET_NAME = /token|secret|signature|recoverycodes|refresh|cookie/i;
/** When a token ends, and what it is, may be known. */
const NO_SECRET = /type|kind|hint|prefix|at$|in$/i;
const SECRET_IN_LINK = /(token|code|signature|state)=([\w%.-]{16,})/gi;
const LONG_SECRET = /[A-Za-z0-9_-]{40,}/g;

/** A value as the document shows it: short lists, short texts, and words in the place of secrets. */
export function shown(value: unknown, name = '', depth = 0): unknown {
  if (Array.isArray(value)) {
    const items = (value as unknown[]).slice(0, depth > DEEP ? 1 : MAX_ITEMS);
    return items.map((one) => shown(one, name, depth + 1));
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(
      ([key, one]) => [key, shown(one, key, depth + 1)] as const,
    );
    return Object.fromEntries(entries);
  }
  return typeof value === 'string' ? shownText(value, name) : value;
}

function shownText(value: string, name: string): string {
  if (SECRET_NAME.test(name) && !NO_SECRET.test(name)) return standIn(value, name);
  const withoutSecrets = value
    .replace(SECRET_IN_LINK, (_, key: string, secret: string) => `${key}=${standIn(secret, key)}`)
    .replace(LONG_SECRET, (secret) => (isHash(secret) ? secret : standIn(secret, 'secret')));
  const lines = withoutSecrets.split('\n');
  const short =
    lines.length > MAX_LINES ? `${lines.slice(0, MAX_LINES).join('\n')}\n` : withoutSecrets;
  return short.slice(0, MAX_TEXT);
}

/** As long as the secret, of letters that it could have, and saying that it is none. */
function standIn(secret: string, name: string): string {
  if (/^[0-9a-f-]{36}$/.test(secret)) return secret;
  if (/^\d+$/.test(secret)) return '123456'.padEnd(secret.length, '0').slice(0, secret.length);
  if (/^[0-9a-fA-F]+$/.test(secret)) return '0123456789abcdef'.repeat(8).slice(0, secret.length);
  if (/^[A-Z2-7]+$/.test(secret)) return 'JBSWY3DPEHPK3PXP'.repeat(8).slice(0, secret.length);
  if (JWT.test(secret)) return 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ3aG8gY2FsbHMifQ.the-signature';
  const words = `the-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-`;
  return words.repeat(Math.ceil(secret.length / words.length)).slice(0, secret.length);
}

/** Sums and versions are no secrets, and only true as they are. */
function isHash(text: string): boolean {
  return /^[0-9a-f]{40,}$/.test(text);
}
