import { describe, expect, it } from 'vitest';
import {
  broken,
  expired,
  json,
  refusal,
  type Reply,
  useReplies,
} from '../../test/setup/replies.js';
import { NoAnswerError, type Tokens } from './eshop-client.js';

describe('The session of the client', () => {
  const shop = useReplies();
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
    await expect(client.me.getMe()).rejects.toMatchObject({ code: 'auth.invalid_credentials' });
    expect(shop.seen).toHaveLength(2);
  });

  it('is not asked where the caller names the token himself', async () => {
    const { refreshes } = rotating();
    const client = shop.client();
    client.session.use({ accessToken: 'a1', refreshToken: 'r1' });
    for (const accessToken of ['of somebody else', null]) {
      await expect(client.me.getMe({}, { accessToken })).rejects.toMatchObject({ status: 401 });
    }
    expect([refreshes(), shop.seen.length]).toEqual([0, 2]);
    expect(await client.me.getMe()).toEqual({ ok: 1 });
  });

  it.each([
    ['a logout', null, null],
    ['another login', { accessToken: 'b1', refreshToken: 'b1' }, 'b1'],
  ])('stays what %s made of it while it was renewed', async (_, tokens, known) => {
    for (const isRefused of [false, true]) {
      const client = shop.client({ session: { onEnd: () => ended.push(isRefused) } });
      const ended: boolean[] = [];
      const answer = isRefused
        ? refusal(401, 'auth.invalid_refresh_token')
        : json({ accessToken: 'a2', refreshToken: 'r2' });
      const late: Reply = (request, response) => {
        client.session.use(tokens);
        answer(request, response);
      };
      shop.answer((request, response) => {
        const isNew = request.headers.authorization === 'Bearer b1';
        const other = isNew ? json({ ok: true }) : expired;
        (request.url.endsWith('/auth/refresh') ? late : other)(request, response);
      });
      client.session.use({ accessToken: 'a1', refreshToken: 'r1' });
      const [result] = await Promise.allSettled([client.me.getMe()]);
      expect(result?.status).toBe(known === null ? 'rejected' : 'fulfilled');
      expect([client.session.accessToken, ended]).toEqual([known, []]);
    }
  });

  it('is not over because nobody answers', async () => {
    let ended = 0;
    const client = shop.client({ session: { onEnd: () => (ended += 1) } });
    client.session.use({ accessToken: 'a0', refreshToken: 'r1' });
    shop.answers(expired, broken);
    await expect(client.me.getMe()).rejects.toThrow(NoAnswerError);
    // The refresh is asked for again: the shop gives the same answer to the same token.
    expect(shop.seen.filter(({ url }) => url.endsWith('/auth/refresh'))).toHaveLength(3);
    expect([client.session.isSignedIn, ended]).toEqual([true, 0]);
  });

  it('does not end where there was none, and ends here although the shop does not hear of it', async () => {
    let ended = 0;
    shop.answer(refusal(401, 'auth.invalid_refresh_token'));
    const page = shop.client({
      session: { refreshTokenIn: 'cookie', onEnd: () => (ended += 1) },
    });
    expect([await page.session.resume(), ended]).toEqual([false, 0]);
    const { session } = shop.client();
    for (const [answer, outcome] of [
      [expired, 'fulfilled'],
      [refusal(503, 'server.unavailable'), 'rejected'],
    ] as const) {
      session.use({ accessToken: 'a1', refreshToken: 'r1' });
      shop.answer(answer);
      const [result] = await Promise.allSettled([session.signOut()]);
      expect([result?.status, session.isSignedIn]).toEqual([outcome, false]);
    }
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
