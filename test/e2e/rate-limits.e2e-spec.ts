import { get as httpGet } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type ApiContext, useApi } from '../setup/test-api.js';
import { hasRedis } from '../setup/test-redis.js';

interface Problem {
  readonly code: string;
  readonly details?: { readonly limit?: string };
}

const LOGIN = { login: 'nobody@example.com', password: 'not the one' };

function limitHeaders(headers: Headers): Record<string, string | null> {
  const names = ['limit', 'remaining', 'reset', 'policy'];
  return Object.fromEntries(names.map((name) => [name, headers.get(`ratelimit-${name}`)]));
}

describe('Rate limits by route class', () => {
  const t = useApi({
    env: {
      RATE_LIMITS: 'login=3/60,user=4/60,staff=5/60,anonymous=6/60,coupon=2/60,coupon-address=3/60',
      TRUSTED_PROXIES: '127.0.0.1/32',
    },
  });
  const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

  it('tells what is left and refuses the one too many before its body is read', async () => {
    const headers = from('198.51.100.1');
    for (const remaining of ['2', '1', '0']) {
      const answer = await t.http('POST', '/api/v1/auth/login', { body: LOGIN, headers });
      expect(answer.status).toBe(401);
      expect(limitHeaders(answer.headers)).toMatchObject({
        limit: '3',
        remaining,
        policy: '"login";q=3;w=60',
      });
    }
    const refused = await t.http<Problem>('POST', '/api/v1/auth/login', {
      body: '{ not even JSON',
      headers: { ...headers, 'content-type': 'application/json' },
    });
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'request.too_many', details: { limit: 'login' } },
    });
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(limitHeaders(refused.headers)).toMatchObject({ remaining: '0', reset: String(wait) });
    const other = await t.http('POST', '/api/v1/auth/login', {
      body: LOGIN,
      headers: from('198.51.100.2'),
    });
    expect(other.status).toBe(401);
  });

  it('counts those who are logged in by their account, wherever they call from', async () => {
    const [ann, bob] = [await t.given.customer(), await t.given.customer()];
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) {
      const headers = from(`198.51.100.${10 + call}`);
      statuses.push((await t.http('GET', '/api/v1/me', { token: ann.token, headers })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    const answer = await t.http('GET', '/api/v1/me', {
      token: bob.token,
      headers: from('198.51.100.14'),
    });
    expect(answer.status).toBe(200);
    expect(limitHeaders(answer.headers)).toMatchObject({ limit: '4', remaining: '3' });
  });

  it('counts an IPv6 caller by his /64', async () => {
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      const headers = from(`2001:db8:1:2::${call + 1}`);
      statuses.push((await t.http('POST', '/api/v1/auth/login', { body: LOGIN, headers })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    const neighbour = from('2001:db8:1:3::1');
    expect(
      (await t.http('POST', '/api/v1/auth/login', { body: LOGIN, headers: neighbour })).status,
    ).toBe(401);
  });

  it('counts two limits at once and tells of the nearer one', async () => {
    const headers = from('198.51.100.30');
    const attempt = () => t.http<Problem>('POST', '/api/v1/cart/codes', { body: {}, headers });
    const first = await attempt();
    expect(limitHeaders(first.headers)).toMatchObject({ limit: '2', remaining: '1' });
    await attempt();
    expect(await attempt()).toMatchObject({ status: 429, body: { details: { limit: 'coupon' } } });
    expect(await attempt()).toMatchObject({
      status: 429,
      body: { details: { limit: 'coupon-address' } },
    });
  });

  it('lets nobody by uncounted: without a token, with a bad one, at addresses that do not exist', async () => {
    const tries: [string, string, Record<string, string>][] = [
      ['GET', '/api/v1/me', from('198.51.100.40')],
      ['GET', '/api/v1/products', { ...from('198.51.100.41'), authorization: 'Bearer nonsense' }],
      ['GET', '/api/v1/nothing-here', from('198.51.100.42')],
      ['GET', '/api/v1/nothing', { ...from('198.51.100.43'), authorization: 'Bearer nonsense' }],
    ];
    for (const [method, path, headers] of tries) {
      let last = 0;
      for (let call = 0; call < 7; call += 1) {
        last = (await t.http(method, path, { headers })).status;
        if (call === 5) expect(last, path).not.toBe(429);
      }
      expect(last, `${path} ${headers['authorization'] ?? ''}`).toBe(429);
    }
  });

  it('never limits health and the callbacks of gateways', async () => {
    const headers = from('198.51.100.50');
    const statuses = new Set<number>();
    for (let call = 0; call < 12; call += 1) {
      const health = await t.http('GET', '/health/live', { headers });
      const callback = await t.http('POST', '/api/v1/payments/callbacks/sandbox', {
        body: {},
        headers,
      });
      expect(callback.headers.get('ratelimit-limit')).toBeNull();
      for (const { status } of [health, callback]) statuses.add(status);
    }
    expect([...statuses]).not.toContain(429);
    expect(statuses.has(200)).toBe(true);
  });

  it('documents the classes, the headers and the refusal', async () => {
    interface Operation {
      'x-rate-limit': string[];
      responses: Record<string, Response>;
    }
    interface Response {
      $ref?: string;
      headers?: Record<string, unknown>;
      description?: string;
    }
    interface Paths {
      paths: Record<string, Record<string, Operation>>;
      components: { responses: Record<string, Response> };
    }
    const { body } = await t.http<Paths>('GET', '/openapi.json', {
      headers: from('198.51.100.60'),
    });
    const login = body.paths['/api/v1/auth/login']?.['post'];
    expect(login?.['x-rate-limit']).toEqual(['login']);
    const shared = login?.responses['429']?.$ref?.split('/').at(-1) ?? '';
    const refusal = body.components.responses[shared] ?? login?.responses['429'];
    expect(refusal?.description).toContain('request.too_many');
    expect(refusal?.description).toContain('auth.too_many_attempts');
    expect(Object.keys(refusal?.headers ?? {})).toContain('Retry-After');
    expect(Object.keys(login?.responses['200']?.headers ?? {})).toContain('RateLimit-Remaining');
    expect(body.paths['/api/v1/me']?.['get']?.['x-rate-limit']).toEqual(['user']);
    expect(body.paths['/health/live']?.['get']?.responses['429']).toBeUndefined();
    for (const [path, methods] of Object.entries(body.paths)) {
      for (const operation of Object.values(methods)) {
        const limited = !operation['x-rate-limit'].includes('none');
        expect(operation.responses['429'] !== undefined, path).toBe(limited);
      }
    }
  });
});

describe('The answers of a limit', () => {
  const t = useApi({
    env: { RATE_LIMITS: 'login=4/60,mail=4/60', TRUSTED_PROXIES: '127.0.0.1/32' },
  });

  it('are the same whether or not an account exists', async () => {
    const known = await t.given.customer();
    const seen = await Promise.all(
      [known.email, 'nobody-here@example.com'].map(async (email, index) => {
        const headers = { 'x-forwarded-for': `198.51.100.${index + 1}` };
        const answers: unknown[] = [];
        for (let call = 0; call < 6; call += 1) {
          const login = await t.http<Problem>('POST', '/api/v1/auth/login', {
            body: { login: email, password: 'wrong' },
            headers,
          });
          const mail = await t.http<Problem>('POST', '/api/v1/auth/forgot-password', {
            body: { email },
            headers,
          });
          for (const answer of [login, mail]) {
            const { limit, remaining, policy } = limitHeaders(answer.headers);
            answers.push([answer.status, limit, remaining, policy, answer.body.code]);
          }
        }
        return answers;
      }),
    );
    expect(seen[0]).toEqual(seen[1]);
  });
});

describe.runIf(hasRedis())('Redis that stops answering, then stops', () => {
  const t = useApi({
    backend: 'redis',
    env: { RATE_LIMITS: 'login=3/60', TRUSTED_PROXIES: '127.0.0.1/32' },
  });
  const attempts = async (address: string): Promise<number[]> => {
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      const headers = { 'x-forwarded-for': address };
      statuses.push((await t.http('POST', '/api/v1/auth/login', { body: LOGIN, headers })).status);
    }
    return statuses;
  };

  it('leaves the limit in each process, and nobody sees a 5xx', async () => {
    const pid = t.redis?.pid ?? 0;
    expect(await attempts('198.51.100.1')).toEqual([401, 401, 401, 429]);
    process.kill(pid, 'SIGSTOP');
    expect(await attempts('198.51.100.2')).toEqual([401, 401, 401, 429]);
    process.kill(pid, 'SIGCONT');
    process.kill(pid, 'SIGKILL');
    expect(await attempts('198.51.100.3')).toEqual([401, 401, 401, 429]);
  });
});

// Who is one caller, when the shop stands alone, behind a balancer, and behind two.
const TOPOLOGIES = [
  { name: 'directly', trusted: '', chain: () => [] },
  { name: 'behind a balancer', trusted: '127.0.0.0/8', chain: (client: string) => [client] },
  {
    name: 'behind two balancers',
    trusted: '127.0.0.0/8,10.0.0.0/8',
    chain: (client: string) => [client, '10.0.0.7'],
  },
];

describe.each(TOPOLOGIES)('Ten clients $name', ({ trusted, chain }) => {
  const t = useApi({
    env: { RATE_LIMITS: 'anonymous=2/60', ...(trusted ? { TRUSTED_PROXIES: trusted } : {}) },
  });
  const clients = Array.from({ length: 10 }, (_, index) => index + 1);

  it('have ten buckets, and a forged header opens no other', async () => {
    for (const client of clients) expect(await statuses(t, client, 1)).toEqual([200]);
    for (const client of clients) expect(await statuses(t, client, 2)).toEqual([200, 429]);
  });

  /** The client puts his own lies in front of what the balancers write. */
  async function statuses(api: ApiContext, client: number, calls: number): Promise<number[]> {
    const result: number[] = [];
    for (let call = 0; call < calls; call += 1) {
      const lie = `203.0.113.${Math.floor(Math.random() * 250)}, 127.0.0.1`;
      const forwarded = [lie, ...chain(`198.51.100.${client}`)].join(', ');
      const localAddress = trusted === '' ? `127.0.0.${client + 1}` : '127.0.0.1';
      result.push(await statusOf(`${api.baseUrl}/api/v1/products`, localAddress, forwarded));
    }
    return result;
  }
});

function statusOf(url: string, localAddress: string, forwarded: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': forwarded, connection: 'close' };
    httpGet(url, { localAddress, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    }).on('error', reject);
  });
}
