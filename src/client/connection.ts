import { type Answer, Call, type Page, PagedCall } from './call.js';
import type { Problem } from './generated/types.js';
import { addressOf, type CallOptions, type Operation } from './operation.js';
import { isProblem, NoAnswerError, ProblemError, StrangeAnswerError } from './problem.js';
import { randomKey } from './random-key.js';
import { pause, pauseAfter, type RetryPolicy } from './retry.js';
import { Session, type SessionOptions } from './session.js';
import { TimeLimit } from './time-limit.js';

/** Where a guest's X-Cart-Token is kept between two starts of a program. */
export interface CartTokenStore {
  read(): string | null;
  write(token: string | null): void;
}

/** How a client reaches its shop. */
export interface ConnectionOptions extends Partial<RetryPolicy> {
  /** Address of the shop without a path; a page of the shop itself leaves it empty. */
  readonly baseUrl?: string | undefined;
  readonly session?: SessionOptions | undefined;
  /** Default: memory only. */
  readonly cartToken?: CartTokenStore | undefined;
  /** Language of the texts of every answer. */
  readonly language?: string | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How long one try may take, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch | undefined;
}

const DEFAULTS: RetryPolicy = { retries: 2, delayMs: 250, maxDelayMs: 20_000 };
const TIMEOUT_MS = 30_000;
/** Answers that cannot have a body. */
const NO_BODY = new Set([204, 205, 304]);
/** Sending them again does no more than sending them once (RFC 9110, 9.2.2). */
const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** What a request can carry. */
type Payload = string | FormData | Blob | Uint8Array<ArrayBuffer>;

/** One try of a request: what is sent stays the same over all tries, but for the access token. */
interface Request {
  readonly operation: Operation;
  readonly options: CallOptions;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Payload | null;
}

/** Sends what the generated methods ask for: tokens, keys, retries, and answers that are read. */
export class Connection {
  readonly session: Session;
  private guestCart: string | null;

  constructor(private readonly settings: ConnectionOptions = {}) {
    this.session = new Session(
      async <T>(operation: Operation, options: CallOptions) =>
        (await this.send<T>(operation, options)).data,
      settings.session,
    );
    this.guestCart = settings.cartToken?.read() ?? null;
  }

  /** The secret of the guest's cart; null when there is none. */
  get cartToken(): string | null {
    return this.guestCart;
  }

  /** Goes on with a cart from elsewhere; null forgets it. */
  useCart(token: string | null): void {
    this.guestCart = token;
    this.settings.cartToken?.write(token);
  }

  /** One operation. */
  call<T>(operation: Operation, options: CallOptions = {}): Call<T> {
    return new Call(this.send<T>(operation, options));
  }

  /** A list with cursors. */
  list<P extends Page<unknown>>(operation: Operation, options: CallOptions = {}): PagedCall<P> {
    const at = (cursor: string): Promise<Answer<P>> =>
      this.send<P>({ ...operation, query: { ...operation.query, cursor } }, options);
    return new PagedCall<P>(this.send<P>(operation, options), at);
  }

  private async send<T>(operation: Operation, options: CallOptions): Promise<Answer<T>> {
    const request = this.prepare(operation, options);
    const policy = { ...DEFAULTS, ...definedOf(this.settings), ...definedOf(options) };
    const mayRepeat = operation.keyed ?? operation.mayRepeat ?? IDEMPOTENT.has(operation.method);
    for (let tries = 1; ; tries += 1) {
      const came = await this.attempt(request);
      if (came instanceof Response && came.ok) return this.read<T>(request, came);
      const error = came instanceof Response ? await errorOf(came) : came;
      const outcome = error instanceof NoAnswerError ? error : { code: null, ...error };
      const wait = mayRepeat ? pauseAfter(outcome, tries, policy) : null;
      if (wait === null) throw error;
      await pause(wait, options.signal);
    }
  }

  /** One try, and one more with a fresh token when only the old one was the trouble. */
  private async attempt(request: Request): Promise<Response | NoAnswerError> {
    const { accessToken } = request.options;
    const token = accessToken === undefined ? this.session.accessToken : accessToken;
    const first = await this.fetch(request, token);
    if (!(first instanceof Response) || first.status !== 401) return first;
    if (accessToken !== undefined || token === null) return first;
    // Another 401, of a wrong password for example, is an answer like any other.
    const error = await errorOf(first.clone());
    if (!isProblem(error, 'access.unauthenticated')) return first;
    if (!(await this.session.renew(token))) return first;
    return this.fetch(request, this.session.accessToken);
  }

  private async fetch(request: Request, token: string | null): Promise<Response | NoAnswerError> {
    const { url, operation, body, options } = request;
    const headers = new Headers(request.headers);
    if (token !== null && !headers.has('authorization')) {
      headers.set('authorization', `Bearer ${token}`);
    }
    const { timeoutMs = this.settings.timeoutMs ?? TIMEOUT_MS } = options;
    const limit = new TimeLimit(timeoutMs, options.signal);
    const send = this.settings.fetch ?? globalThis.fetch;
    try {
      const { method } = operation;
      const { signal } = limit;
      const sent = { method, headers, body, signal, credentials: 'same-origin' as const };
      return await complete(await send(url, sent));
    } catch (error) {
      if (options.signal?.aborted === true) throw error;
      return new NoAnswerError(operation.method, url, error);
    } finally {
      limit.lift();
    }
  }

  private prepare(operation: Operation, options: CallOptions): Request {
    const headers = new Headers({ accept: 'application/json, */*;q=0.5' });
    const body = bodyOf(operation.body, options.contentType, headers);
    const key = options.idempotencyKey ?? (operation.keyed === true ? randomKey() : undefined);
    const cart = options.cartToken === undefined ? this.guestCart : options.cartToken;
    const given: Record<string, string | null | undefined> = {
      'accept-language': options.language ?? this.settings.language,
      'idempotency-key': key,
      'if-match': options.ifMatch,
      'x-cart-token': operation.cart === true ? cart : undefined,
      'x-order-token': options.orderToken,
      'x-draft-token': options.draftToken,
      ...this.settings.headers,
      ...options.headers,
    };
    for (const [name, value] of Object.entries(given)) {
      if (value !== undefined && value !== null) headers.set(name, value);
    }
    const url = addressOf(this.settings.baseUrl?.replace(/\/+$/, '') ?? '', operation);
    return { operation, options, url, headers, body };
  }

  private async read<T>(request: Request, response: Response): Promise<Answer<T>> {
    const { headers } = response;
    const token = headers.get('x-cart-token');
    if (token !== null && request.options.cartToken === undefined) this.useCart(token);
    return {
      data: (await dataOf(response)) as T,
      status: response.status,
      headers,
      etag: headers.get('etag'),
      location: headers.get('location'),
      replayed: headers.get('idempotent-replayed') === 'true',
      requestId: headers.get('x-request-id'),
    };
  }
}

function definedOf(policy: Partial<RetryPolicy> | CallOptions): Partial<RetryPolicy> {
  const { retries, delayMs, maxDelayMs } = policy as Partial<RetryPolicy>;
  return {
    ...(retries === undefined ? {} : { retries }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(maxDelayMs === undefined ? {} : { maxDelayMs }),
  };
}

function bodyOf(body: unknown, type: string | undefined, headers: Headers): Payload | null {
  if (body === undefined || body === null) return null;
  // A form writes its own type, with its boundary; a file may know its own.
  if (body instanceof FormData) return body;
  if (body instanceof Blob || body instanceof Uint8Array || typeof body === 'string') {
    const own = body instanceof Blob ? body.type : '';
    headers.set('content-type', type ?? (own === '' ? 'application/octet-stream' : own));
    return body as Payload;
  }
  headers.set('content-type', 'application/json');
  return JSON.stringify(body);
}

/** With all of its body: one that breaks off is no answer. */
async function complete(response: Response): Promise<Response> {
  const body = NO_BODY.has(response.status) ? null : await response.blob();
  return new Response(body, response);
}

/** JSON as its value, texts as a string, nothing as undefined, the rest as a Blob. */
async function dataOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (NO_BODY.has(response.status)) return undefined;
  if (/^application\/([\w.+-]+\+)?json\b/.test(type)) {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  }
  if (/^text\/(html|plain)\b/.test(type)) return response.text();
  const blob = await response.blob();
  return blob.size === 0 && type === '' ? undefined : blob;
}

async function errorOf(response: Response): Promise<ProblemError | StrangeAnswerError> {
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true) {
    return new ProblemError(JSON.parse(text) as Problem, response.headers);
  }
  return new StrangeAnswerError(response.status, text, response.headers);
}
