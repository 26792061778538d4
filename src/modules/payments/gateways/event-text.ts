/** Control characters have no place in a log line, and PostgreSQL takes no NUL. */
const CONTROL = /\p{Cc}/gu;
const MAX_REASON_LENGTH = 500;
const REFERENCE = /^[A-Za-z0-9_-]{1,64}$/;

/** Text that PostgreSQL takes in text and JSON: no control characters, no half surrogates. */
export function cleanText(text: string): string {
  return Buffer.from(text.replace(CONTROL, ' ')).toString();
}

/** A gateway's own words about a failure; null for none. */
export function reasonText(...parts: readonly (string | null | undefined)[]): string | null {
  const words = parts.filter((part): part is string => typeof part === 'string' && part !== '');
  if (words.length === 0) return null;
  return cleanText(words.join(': ').slice(0, MAX_REASON_LENGTH));
}

/** A reference as ours may look, or null. */
export function knownReference(text: unknown): string | null {
  return typeof text === 'string' && REFERENCE.test(text) ? text : null;
}

/** The text of bytes that are UTF-8 without a mark in front; null for others: a decoder would mend them. */
export function strictText(body: Buffer): string | null {
  const text = body.toString('utf8');
  return !text.startsWith('\ufeff') && Buffer.from(text).equals(body) ? text : null;
}
