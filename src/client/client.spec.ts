import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ConnectionOptions,
  edit,
  EshopClient,
  isProblem,
  NoAnswerError,
  StrangeAnswerError,
  type Tokens,
} from './eshop-client.js';
import { addressOf, part } from './operation.js';
import { pauseAfter, retryAfter } from './retry.js';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Reply = (request: Seen, response: ServerResponse) => void;

/** A server that answers what a test says, and remembers what it was asked. */
function useServer() {
  const seen: Seen[] = [];
  let reply: Reply = (_, response) => response.end();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(request);
      reply(request, response);
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => seen.splice(0));
  return {
    seen,
    answer: (next: Reply) => {
      reply = next;
    },
    /** The replies in turn; the last one for all that follow. */
    answers: (...replies: Reply[]) => {
      let at = 0;
      reply = (request, response) => {
        const turn = replies[Math.min(at, replies.length - 1)];
        at += 1;
        turn?.(request, response);
      };
    },
    client: (options: ConnectionOptions = {}) => {
      const { port } = server.address() as AddressInfo;
      return new EshopClient({ baseUrl: `http://127.0.0.1:${port}/`, delayMs: 1, ...options });
    },
  };
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Reply =>
  (_, response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
  };
const refusal = (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  json(
    { type: `/problems/${code}`, title: code, status, detail: 'No.', code, requestId: 'r-1' },
    status,
    headers,
  );
const broken: Reply = (_, response) => response.destroy();
const expired = refusal(401, 'access.unauthenticated');

describe('The client', () => {
  const shop = useServer();

  it('asks again for what may be asked again, with the same key and body', async () => {
    shop.answers(refusal(503, 'server.unavailable'), broken, json({ id: 'o-1' }, 201));
    const order = { shippingMethodCode: 'standard', paymentMethodCode: 'sandbox' };
    const call = shop.client().orders.placeOrder(order);
    expect(await call).toEqual({ id: 'o-1' });
    const keys = shop.seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(new Set(keys).size).toBe(1);
    expect(new Set(shop.seen.map(({ body }) => body))).toEqual(new Set([JSON.stringify(order)]));

    await shop.client().orders.placeOrder(order, { idempotencyKey: 'mine' });
    expect(shop.seen.at(-1)?.headers['idempotency-key']).toBe('mine');
    await shop.client().orders.placeOrder(order);
    expect(shop.seen.at(-1)?.headers['idempotency-key']).not.toBe(keys[0]);
  });

  it('sends once what is not said to be safe twice', async () => {
    shop.answer(refusal(503, 'server.unavailable'));
    const error = await shop
      .client()
      .cart.addCartItem({ variantId: 'v', quantity: 1 })
      .catch((reason: unknown) => reason);
    expect(isProblem(error, 'server.unavailable')).toBe(true);
    shop.answer(broken);
    await expect(shop.client().cart.changeCart({ notes: 'x' })).rejects.toThrow(NoAnswerError);
    expect(shop.seen).toHaveLength(2);
  });

  it('gives up after its tries, and at once where the refusal will stay', async () => {
    shop.answer(refusal(502, 'server.internal'));
    await expect(shop.client().cart.getCart()).rejects.toThrow('502 server.internal: No.');
    expect(shop.seen).toHaveLength(3);
    await expect(shop.client({ retries: 0 }).cart.getCart()).rejects.toThrow();
    expect(shop.seen).toHaveLength(4);
    shop.answer(refusal(404, 'catalog.product_not_found'));
    await expect(shop.client().catalogue.getProduct('nothing')).rejects.toMatchObject({
      name: 'ProblemError',
      status: 404,
      requestId: 'r-1',
      type: '/problems/catalog.product_not_found',
    });
    expect(shop.seen).toHaveLength(5);
  });

  it('waits as long as Retry-After says, and not at all when that is too long', async () => {
    shop.answers(refusal(429, 'request.too_many', { 'retry-after': '1' }), json({ items: [] }));
    const began = performance.now();
    await shop.client().cart.getCart();
    expect(performance.now() - began).toBeGreaterThan(990);
    shop.answer(refusal(429, 'request.too_many', { 'retry-after': '600' }));
    await expect(shop.client().cart.getCart()).rejects.toMatchObject({ status: 429 });
    expect(shop.seen).toHaveLength(3);
  });

  it('ends at once when its signal says so, also in a pause', async () => {
    shop.answer(refusal(503, 'server.unavailable', { 'retry-after': '15' }));
    const control = new AbortController();
    const call = shop.client().cart.getCart({}, { signal: control.signal });
    setTimeout(() => control.abort(), 100);
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(shop.seen).toHaveLength(1);
    shop.answer(() => undefined);
    const slow = shop.client({ timeoutMs: 50, retries: 1 }).cart.getCart();
    await expect(slow).rejects.toThrow(NoAnswerError);
    expect(shop.seen).toHaveLength(3);
  });

  it('tells an answer that is not of the shop from a refusal', async () => {
    shop.answer((_, response) => response.writeHead(404).end('<h1>nginx</h1>'));
    const error = await shop
      .client()
      .cart.getCart()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StrangeAnswerError);
    expect(error).toMatchObject({ status: 404, text: '<h1>nginx</h1>' });
  });

  it('keeps the secret of a guest’s cart and sends it only where it belongs', async () => {
    shop.answer(json({ id: 'c' }, 200, { 'x-cart-token': 'secret', etag: '"1"' }));
    const kept: (string | null)[] = [];
    const store = { read: () => null, write: (token: string | null) => void kept.push(token) };
    const client = shop.client({ cartToken: store });
    const { etag, data } = await client.cart
      .addCartItem({ variantId: 'v', quantity: 1 })
      .withResponse();
    expect([etag, data, client.cartToken, kept]).toEqual([
      '"1"',
      { id: 'c' },
      'secret',
      ['secret'],
    ]);
    await client.cart.changeCart({ notes: 'x' }, { ifMatch: etag });
    await client.catalogue.listProducts({ brand: ['a', 'b'], limit: 5, cursor: undefined });
    const [first, second, third] = shop.seen;
    expect(first?.headers['x-cart-token']).toBeUndefined();
    expect(second?.headers).toMatchObject({ 'x-cart-token': 'secret', 'if-match': '"1"' });
    expect(third?.headers['x-cart-token']).toBeUndefined();
    expect(third?.url).toBe('/api/v1/products?brand=a&brand=b&limit=5');
  });

  it('goes through all pages, fetching the next one only when it is needed', async () => {
    const page = (cursor: string | null): object => {
      const at = Number(cursor ?? 0);
      return { items: [at * 2, at * 2 + 1], nextCursor: at < 2 ? String(at + 1) : null };
    };
    shop.answer((request, response) => {
      const cursor = new URL(request.url, 'http://shop').searchParams.get('cursor');
      json(page(cursor))(request, response);
    });
    const list = () => shop.client().orders.listOrders({ limit: 2 });
    expect(await list()).toEqual({ items: [0, 1], nextCursor: '1' });
    expect(shop.seen).toHaveLength(1);
    expect(await list().all()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(shop.seen.map(({ url }) => url).slice(1)).toEqual([
      '/api/v1/orders?limit=2',
      '/api/v1/orders?limit=2&cursor=1',
      '/api/v1/orders?limit=2&cursor=2',
    ]);
    const found: unknown[] = [];
    for await (const order of list()) {
      found.push(order);
      if (found.length === 2) break;
    }
    expect(shop.seen).toHaveLength(5);
    expect(await list().all(3)).toHaveLength(3);
  });

  it('repeats an edit that somebody overtook, with what he left', async () => {
    let version = 1;
    shop.answer((request, response) => {
      const isCurrent = request.headers['if-match'] === `"${version}"`;
      if (request.method === 'GET') {
        json({ quantity: version }, 200, { etag: `"${version}"` })(request, response);
        if (version < 3) version += 1;
      } else if (isCurrent) json({ notes: request.body })(request, response);
      else refusal(412, 'cart.changed')(request, response);
    });
    const { cart } = shop.client();
    const write = (now: { quantity: number }, ifMatch: string) =>
      cart.changeCart({ notes: `seen ${now.quantity}` }, { ifMatch });
    expect(await edit(() => cart.getCart(), write)).toEqual({ notes: '{"notes":"seen 3"}' });
    expect(shop.seen).toHaveLength(6);
    version = 1;
    await expect(edit(() => cart.getCart(), write, 1)).rejects.toMatchObject({ status: 412 });
  });
});

describe('The session of the client', () => {
  const shop = useServer();
  /** Takes the access token of the newest generation; each refresh makes the next one. */
  const rotating = (): { refreshes: () => number } => {
    let generation = 1;
    let refreshes = 0;
    shop.answer((request, response) => {
      if (request.url.endsWith('/auth/refresh')) {
        refreshes += 1;
        const isNewest = request.body === `{"refreshToken":"r${generation}"}`;
        if (!isNewest) return refusal(401, 'auth.invalid_refresh_token')(request, response);
        generation += 1;
        const tokens = { accessToken: `a${generation}`, refreshToken: `r${generation}` };
        setTimeout(() => json(tokens)(request, response), 20);
        return undefined;
      }
      const isCurrent = request.headers.authorization === `Bearer a${generation}`;
      return (isCurrent ? json({ ok: generation }) : expired)(request, response);
    });
    return { refreshes: () => refreshes };
  };

  it('refreshes once for many refusals at the same time, and for one that comes late', async () => {
    const { refreshes } = rotating();
    const written: (Tokens | null)[] = [];
    const store = {
      read: () => ({ accessToken: 'a0', refreshToken: 'r1' }),
      write: (tokens: Tokens | null) => void written.push(tokens),
    };
    const client = shop.client({ session: { store } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.me.getMe()));
    expect(answers).toEqual(Array(12).fill({ ok: 2 }));
    expect(refreshes()).toBe(1);
    expect(await client.session.renew('a0')).toBe(true);
    expect(refreshes()).toBe(1);
    // Also what may be sent only once: it was refused, not done.
    client.session.use({ accessToken: 'old', refreshToken: 'r2' });
    expect(await client.cart.addCartItem({ variantId: 'v', quantity: 1 })).toEqual({ ok: 3 });
    expect(written.at(-1)).toEqual({ accessToken: 'a3', refreshToken: 'r3' });
  });

  it('is over when the refresh is refused: told once, and later calls are those of a guest', async () => {
    rotating();
    let ended = 0;
    const client = shop.client({ session: { onEnd: () => (ended += 1) } });
    client.session.use({ accessToken: 'a0', refreshToken: 'stolen' });
    const calls = [client.me.getMe(), client.me.getMe(), client.me.getMe()];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ reason: { code: 'access.unauthenticated' } });
    }
    expect([ended, client.session.isSignedIn]).toEqual([1, false]);
    await expect(client.me.getMe()).rejects.toMatchObject({ status: 401 });
    expect(shop.seen.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('does not take another 401 for a token that ran out', async () => {
    shop.answer(refusal(401, 'auth.invalid_credentials'));
    const client = shop.client();
    client.session.use({ accessToken: 'a1', refreshToken: 'r1' });
    const login = client.session.signIn({ login: 'ada', password: 'wrong' });
    await expect(login).rejects.toMatchObject({ code: 'auth.invalid_credentials' });
    expect(shop.seen.map(({ url }) => url)).toEqual(['/api/v1/auth/login']);
    expect(client.session.accessToken).toBe('a1');
  });

  it('asks for the second factor, and for the cookie where a page keeps its session in one', async () => {
    shop.answers(
      json({ mfaRequired: true, mfaToken: 'half', expiresIn: 300 }),
      json({ accessToken: 'a1' }),
      json({ accessToken: 'a2' }),
      json(null, 204),
    );
    const { session } = shop.client({ session: { refreshTokenIn: 'cookie' } });
    const half = await session.signIn({ login: 'ada', password: 'pw' });
    expect(session.isSignedIn).toBe(false);
    await session.confirm(half ?? { mfaToken: '' }, { code: '123456' });
    expect(await session.resume()).toBe(true);
    expect(session.accessToken).toBe('a2');
    await session.signOut();
    expect(session.accessToken).toBeNull();
    expect(shop.seen.map(({ url, body }) => [url.slice(13), JSON.parse(body) as unknown])).toEqual([
      ['login', { login: 'ada', password: 'pw', tokenIn: 'cookie' }],
      ['mfa/verify', { mfaToken: 'half', code: '123456', tokenIn: 'cookie' }],
      ['refresh', {}],
      ['logout', {}],
    ]);
    const marked = shop.seen.filter(({ headers }) => headers['x-requested-with'] !== undefined);
    expect(marked).toHaveLength(4);
    expect(shop.seen[3]?.headers.authorization).toBe('Bearer a2');
  });
});

describe('Pauses and addresses of the client', () => {
  const policy = { retries: 3, delayMs: 100, maxDelayMs: 1_000 };
  const answer = (
    status: number,
    headers: Record<string, string> = {},
    code: string | null = null,
  ) => ({ status, headers: new Headers(headers), code });

  it('grow, jump, and stay below the longest one', () => {
    const pauses = Array.from({ length: 200 }, () => pauseAfter(answer(503), 3, policy) ?? -1);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(400);
    expect(new Set(pauses).size).toBeGreaterThan(100);
    expect(pauseAfter(answer(503), 4, policy)).toBeNull();
    expect(pauseAfter(answer(409), 1, policy)).toBeNull();
    expect(pauseAfter(answer(409, {}, 'idempotency.in_progress'), 1, policy)).not.toBeNull();
  });

  it('read seconds and dates', () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    expect(retryAfter(new Headers({ 'retry-after': '7' }))).toBe(7_000);
    expect(retryAfter(new Headers({ 'retry-after': inAMinute }))).toBeGreaterThan(58_000);
    expect(retryAfter(new Headers({ 'retry-after': 'soon' }))).toBeNull();
    expect(retryAfter(new Headers())).toBeNull();
  });

  it('cannot be led to another address by a value', () => {
    expect(part('a/../b?c#d')).toBe('a%2F..%2Fb%3Fc%23d');
    for (const value of ['', '.', '..']) expect(() => part(value)).toThrow(RangeError);
    const query = { a: 'x&y=z', b: true, c: undefined, d: ['1', '2'], e: null };
    expect(addressOf('', { method: 'GET', path: '/p', query })).toBe(
      '/p?a=x%26y%3Dz&b=true&d=1&d=2',
    );
  });
});
