import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { broken, json, refusal, type Reply, useReplies } from '../../test/setup/replies.js';
import { edit, isProblem, NoAnswerError, StrangeAnswerError } from './eshop-client.js';
import { addressOf, part } from './operation.js';
import { pauseAfter, retryAfter } from './retry.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('The client', () => {
  const shop = useReplies();

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
    const began = performance.now();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(shop.seen).toHaveLength(1);
    shop.answer(() => undefined);
    const slow = shop.client({ timeoutMs: 50, retries: 1 }).cart.getCart();
    await expect(slow).rejects.toThrow(NoAnswerError);
    expect(shop.seen).toHaveLength(3);
    // On its way, and what was given up is not taken for an answer that got lost.
    const signal = AbortSignal.timeout(50);
    const given = shop.client().cart.addCartItem({ variantId: 'v', quantity: 1 }, {}, { signal });
    await expect(given).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(signal.aborted).toBe(true);
  });

  it('keeps its own time also beside a signal, when memory is tidied up meanwhile', async () => {
    shop.answer(() => undefined);
    const client = shop.client({ timeoutMs: 200, retries: 0 });
    const call = client.cart.getCart({}, { signal: new AbortController().signal });
    const tidying = setInterval(collectGarbage, 50);
    await expect(call).rejects.toThrow(NoAnswerError);
    clearInterval(tidying);
  }, 5_000);

  it('takes a body that breaks off for no answer, and asks again', async () => {
    const half: Reply = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '20' });
      response.write('{"quant');
      setTimeout(() => response.destroy(), 20);
    };
    shop.answers(half, json({ quantity: 3 }));
    expect(await shop.client().cart.getCart()).toEqual({ quantity: 3 });
    shop.answer(half);
    const once = shop.client().cart.addCartItem({ variantId: 'v', quantity: 1 });
    await expect(once).rejects.toThrow(NoAnswerError);
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
    expect(shop.seen).toHaveLength(7);
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

  it('repeats no edit that was refused for another reason, and none of what has no version', async () => {
    const { cart } = shop.client();
    let edits = 0;
    const write = (_: unknown, ifMatch: string) => {
      edits += 1;
      return cart.changeCart({ notes: 'x' }, { ifMatch });
    };
    shop.answers(json({}, 200, { etag: '"1"' }), refusal(409, 'cart.full'));
    await expect(edit(() => cart.getCart(), write)).rejects.toMatchObject({ code: 'cart.full' });
    expect(shop.seen).toHaveLength(2);
    shop.answer(json({}));
    await expect(edit(() => cart.getCart(), write)).rejects.toThrow(TypeError);
    expect(edits).toBe(1);
  });

  it('sends cookies to its own origin only, and a key that is given instead of its token', async () => {
    shop.answer(json({}));
    const sent: (RequestInit | undefined)[] = [];
    const spy: typeof fetch = (url, init) => {
      sent.push(init);
      return fetch(url, init);
    };
    const client = shop.client({ fetch: spy });
    client.session.use({ accessToken: 'a1' });
    await client.me.getMe();
    await client.me.getMe({}, { headers: { authorization: 'Bearer machine' } });
    expect(sent.map((init) => init?.credentials)).toEqual(['same-origin', 'same-origin']);
    const bearers = shop.seen.map(({ headers }) => headers.authorization);
    expect(bearers).toEqual(['Bearer a1', 'Bearer machine']);
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
