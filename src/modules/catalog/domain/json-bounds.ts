/** How large a document of the merchant's may be. */
export interface JsonBounds {
  /** Of its JSON text in UTF-8. */
  readonly bytes: number;
  readonly depth: number;
  /** Keys and list items in all. */
  readonly parts: number;
}

// A NUL or half of a surrogate pair is something that PostgreSQL cannot store.
const UNSTORABLE = /[\0\p{Cs}]/u;
const POLLUTING = '__proto__';

/**
 * Why a value is no JSON object within the bounds, or null when it is one. Walks with a list of its
 * own instead of calling itself: the depth comes from outside.
 */
export function jsonFault(value: unknown, bounds: JsonBounds): string | null {
  if (!isPlainObject(value)) return 'must be an object';
  let parts = 0;
  const open: { node: object; depth: number }[] = [{ node: value, depth: 1 }];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    if (entry.depth > bounds.depth) return `must not be deeper than ${bounds.depth}`;
    const members: [string, unknown][] = Object.entries(entry.node);
    parts += members.length;
    if (parts > bounds.parts) return `must not have more than ${bounds.parts} keys and items`;
    for (const [key, member] of members) {
      const fault = keyFault(key) ?? scalarFault(member);
      if (fault !== null) return fault;
      if (typeof member === 'object' && member !== null) {
        open.push({ node: member, depth: entry.depth + 1 });
      }
    }
  }
  const bytes = Buffer.byteLength(JSON.stringify(value));
  return bytes > bounds.bytes ? `must not be larger than ${bounds.bytes} bytes` : null;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keyFault(key: string): string | null {
  if (key === POLLUTING) return `must not have a key ${POLLUTING}`;
  return key.length > 100 || UNSTORABLE.test(key) ? 'has a key that cannot be used' : null;
}

function scalarFault(value: unknown): string | null {
  if (typeof value === 'string')
    return UNSTORABLE.test(value) ? 'has text that cannot be stored' : null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'has a number that is none';
  return value === undefined || typeof value === 'bigint' || typeof value === 'function'
    ? 'holds something that is not JSON'
    : null;
}
