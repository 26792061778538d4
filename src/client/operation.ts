/** What a generated method asks for. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';
  /** With its values in it. */
  readonly path: string;
  readonly query?: object | undefined;
  /** Sent as JSON, unless it is a file or a form. */
  readonly body?: unknown;
  /** Sending it twice does no more than sending it once, although its method does not promise that. */
  readonly mayRepeat?: boolean;
  /** It takes an Idempotency-Key. */
  readonly keyed?: boolean;
  /** It takes a guest's X-Cart-Token. */
  readonly cart?: boolean;
}

/** What a caller may say about one call. */
export interface CallOptions {
  /** Gives the call up, retries and pauses included. */
  readonly signal?: AbortSignal | undefined;
  /** How long one try may take, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** How often to try again what may be tried again. */
  readonly retries?: number | undefined;
  /** Instead of a fresh one: that of a call whose answer was lost, perhaps in another process. */
  readonly idempotencyKey?: string | undefined;
  /** The `etag` that the change builds on; the shop answers 412 when it is not the newest. */
  readonly ifMatch?: string | null | undefined;
  /** Instead of the session's; null: nobody's. */
  readonly accessToken?: string | null | undefined;
  /** Instead of the one that is kept; null: none. */
  readonly cartToken?: string | null | undefined;
  /** A guest's, from the answer to his order. */
  readonly orderToken?: string | undefined;
  /** From a link to a draft of an order. */
  readonly draftToken?: string | undefined;
  /** Language of the texts. */
  readonly language?: string | undefined;
  /** Of a body that is a file, where it does not say so itself. */
  readonly contentType?: string | undefined;
  /** More headers; they win. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/**
 * A value as one part of a path.
 *
 * @throws RangeError for what would lead to another address: nothing, `.` and `..`.
 */
export function part(value: string | number): string {
  const text = String(value);
  if (text === '' || text === '.' || text === '..') {
    throw new RangeError(`${JSON.stringify(text)} cannot be a part of an address`);
  }
  return encodeURIComponent(text);
}

/** The address of an operation below `base`; what is undefined is left out, lists repeat their name. */
export function addressOf(base: string, { path, query }: Operation): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (one !== undefined && one !== null) search.append(name, textOf(one));
    }
  }
  const text = search.toString();
  return `${base}${path}${text === '' ? '' : `?${text}`}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
