import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/common/errors/problem.dto.js';
import { SERVER_LIMITS } from '../../../src/server-options.js';
import { useApi } from '../../setup/test-api.js';
import { ProbeModule } from './probe.controller.js';

const PROBE = '/api/v1/probe';

describe('The platform behind every route', () => {
  const t = useApi({ imports: [ProbeModule], env: { CORS_ORIGINS: 'https://shop.example' } });
  const post = (path: string, body: unknown, headers = {}) =>
    t.http<Problem>('POST', `${PROBE}/${path}`, { body, headers });

  it('accepts a sane request id, hands it on and sends it back', async () => {
    const answer = await t.http('GET', `${PROBE}/who`, {
      headers: { 'x-request-id': 'edge-0001', 'user-agent': 'probe/1' },
    });
    expect(answer.headers.get('x-request-id')).toBe('edge-0001');
    expect(answer.body).toEqual({
      actorId: null,
      requestId: 'edge-0001',
      locale: null,
      scope: 'own',
      tokenHashes: [],
      traceparent: null,
      ip: '127.0.0.1',
      userAgent: 'probe/1',
    });
    const insane = await t.http('GET', `${PROBE}/who`, { headers: { 'x-request-id': "a'b" } });
    expect(insane.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('believes no X-Forwarded-For unless a proxy is named', async () => {
    const answer = await t.http('GET', `${PROBE}/who`, {
      headers: { 'x-forwarded-for': '9.9.9.9' },
    });
    expect(answer.body).toMatchObject({ ip: '127.0.0.1' });
  });

  it('cuts a user agent that its column could not hold', async () => {
    const answer = await t.http<{ userAgent: string }>('GET', `${PROBE}/who`, {
      headers: { 'user-agent': 'u'.repeat(2_000) },
    });
    expect(answer.body.userAgent).toHaveLength(512);
  });

  it('answers a bad field with a pointer and a code', async () => {
    const answer = await post('amount', { amount: 'x', admin: true });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toBe('request.invalid');
    expect(answer.body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
      '/admin unknown_field',
      '/amount is_int',
    ]);
  });

  it.each([
    ['{"amount":', 400, {}],
    ['', 400, {}],
    ['[]', 400, {}],
    ['null', 400, {}],
    ['"x"', 400, {}],
    ['{"amount":1e400}', 400, {}],
    ['{"amount":"1e3"}', 400, {}],
    ['{"__proto__":{"amount":1}}', 400, {}],
    ['<a/>', 415, { 'content-type': 'application/xml' }],
    [`{"amount":"${'9'.repeat(70_000)}"}`, 413, {}],
  ])('answers the body %.20s with %i', async (body, status, headers) => {
    const answer = await post('amount', body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, requestId: answer.headers.get('x-request-id') });
  });

  it.each([
    ["SELECT 'x'::uuid", 422],
    ["SELECT 'fe80::1%eth0'::inet", 422],
    ['SELECT 99999999999::int', 422],
    [`SELECT '"\\u0000"'::jsonb->>0`, 422],
    [`SELECT to_tsquery('a &')`, 422],
    ['SELECT 1/0', 422],
    ["SELECT '9999999-01-01'::date", 422],
    ['SELECT pg_sleep(6)', 503],
    ['SELECT pg_cancel_backend(pg_backend_pid())', 503],
    ['SELECT * FROM nowhere', 500],
    ['DROP TABLE orders', 500],
  ])('answers the database fault of %s with %i', async (text, status) => {
    const answer = await post('query', { text });
    expect(answer.status).toBe(status);
    expect(answer.body.status).toBe(status);
    expect(answer.text).not.toMatch(/nowhere|orders|pg_sleep/);
    expect(answer.headers.get('retry-after') !== null).toBe(status === 503);
  });

  it('refuses a NUL byte with a 422', async () => {
    const answer = await post('query', { text: 'SELECT $1::text', value: 'a\0b' });
    expect(answer.status).toBe(422);
  });

  it('keeps the text of an unknown error to itself', async () => {
    const answer = await t.http<Problem>('GET', `${PROBE}/broken`);
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('server.internal');
    expect(answer.text).not.toContain('hunter2');
  });

  it('keeps the raw bytes of a body', async () => {
    const body = '{"b" :  1,\n"a":2}';
    const answer = await t.http('POST', `${PROBE}/raw`, { body });
    expect(answer.body).toEqual({ raw: Buffer.from(body).toString('base64') });
  });

  it.each([
    ['/nowhere', 404],
    ['/api/v1/probe/%zz', 400],
    [`/problems/${'a'.repeat(300)}`, 414],
    ['/problems/no.such_code', 404],
  ])('answers %.40s with a problem, %i', async (path, status) => {
    const answer = await t.http<Problem>('GET', path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('answers headers that are too large before anything is read', async () => {
    const raw = await talk(
      t.baseUrl,
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    expect(raw).toMatch(/^HTTP\/1.1 431 /);
    expect(raw).toContain('request.headers_too_large');
  });

  it('explains every code that it answers', async () => {
    const answer = await t.http('GET', '/problems/request.invalid');
    expect(answer.body).toMatchObject({ code: 'request.invalid', status: 400 });
  });

  it('sends security headers and lets only the named origin in', async () => {
    const own = await t.http('GET', `${PROBE}/who`, {
      headers: { origin: 'https://shop.example' },
    });
    expect(own.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect(own.headers.get('x-content-type-options')).toBe('nosniff');
    expect(own.headers.get('content-security-policy')).toContain("default-src 'none'");
    const other = await t.http('GET', `${PROBE}/who`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(other.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });

  it('compresses what is large', async () => {
    const answer = await t.http('GET', `${PROBE}/large`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.body).toEqual({ text: 'x'.repeat(5_000) });
  });

  it('serves Swagger UI and the document', async () => {
    expect((await t.http('GET', '/docs')).text).toContain('swagger-ui');
    const document = await t.http<{ openapi: string }>('GET', '/openapi.json');
    expect(document.body.openapi).toBe('3.1.0');
  });
});

describe('Behind a named proxy', () => {
  const t = useApi({ imports: [ProbeModule], env: { TRUSTED_PROXIES: '127.0.0.0/8' } });

  it('takes the nearest address that is no proxy of ours', async () => {
    const answer = await t.http('GET', `${PROBE}/who`, {
      headers: { 'x-forwarded-for': '1.1.1.1, ::ffff:203.0.113.9, 127.0.0.5' },
    });
    expect(answer.body).toMatchObject({ ip: '203.0.113.9' });
  });
});

describe('SERVER_LIMITS', () => {
  it('leaves nothing unlimited', () => {
    for (const [name, limit] of Object.entries(SERVER_LIMITS)) {
      expect(limit, name).toBeGreaterThan(0);
    }
    expect(SERVER_LIMITS.headersTimeout).toBeLessThan(SERVER_LIMITS.requestTimeout);
  });
});

function talk(baseUrl: string, text: string): Promise<string> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (data: Buffer) => (received += data.toString()));
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}
