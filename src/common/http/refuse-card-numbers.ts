import type { FastifyInstance, FastifyRequest } from 'fastify';
import { hasCardNumber } from '../card-numbers.js';
import { CardNumberRefused } from '../errors/common-errors.js';

/** Messages of gateways are theirs to write: they are verified by signature and hold masked numbers. */
const FROM_GATEWAYS = '/api/v1/payments/callbacks/';

/**
 * Refuses requests that hold a card's number anywhere: in the body (names and values), the query or
 * the path. Cards are entered at the gateway alone, and what never came in cannot leak.
 */
export function registerCardNumberGuard(server: FastifyInstance): void {
  server.addHook('preValidation', (request, _reply, done) => {
    const pointer = request.url.startsWith(FROM_GATEWAYS) ? null : cardNumberIn(request);
    done(pointer === null ? undefined : refusalAt(pointer));
  });
}

function refusalAt(pointer: string): Error {
  return new CardNumberRefused(undefined, undefined, [{ pointer, code: 'card_number' }]);
}

/** JSON pointer of the first one; never the number itself: of a name that is one, its holder's. */
function cardNumberIn({ body, query, params }: FastifyRequest): string | null {
  // A list of what is to be seen instead of recursion: the body decides how deep it is.
  const parts = [body, { ...(query as object) }, { ...(params as object) }];
  const open: Seen[] = parts.map((value) => ({ value, pointer: '' }));
  for (let seen = open.pop(); seen; seen = open.pop()) {
    const { value, pointer } = seen;
    const inner = partsOf(value);
    const texts = inner === null ? [String(value)] : inner.map(([name]) => name);
    if (texts.some(hasCardNumber)) return pointer;
    for (const [name, part] of inner ?? []) {
      open.push({ value: part, pointer: `${pointer}/${escapeName(name)}` });
    }
  }
  return null;
}

/** Null for what is a value itself. Files are streams or bytes: they are no text of ours, and go in circles. */
function partsOf(value: unknown): [string, unknown][] | null {
  if (typeof value !== 'object' || value === null) return null;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Forms and queries are read into objects whose prototype is an empty one of its own.
  const isPlain =
    prototype === null || Object.getPrototypeOf(prototype) === null || Array.isArray(value);
  return isPlain ? Object.entries(value) : [];
}

interface Seen {
  readonly value: unknown;
  readonly pointer: string;
}

/** RFC 6901. */
function escapeName(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
