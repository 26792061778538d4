import { Controller, Get, Module, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { request as ask } from 'undici';
import { beforeEach, describe, expect, it } from 'vitest';
import { ServiceUnavailable } from '../../src/common/errors/common-errors.js';
import { Public } from '../../src/common/http/access.decorators.js';
import { sendJsonText } from '../../src/common/http/json-text.js';
import { aboutProduct, CacheAnswer } from '../../src/http-cache/cache-answer.decorator.js';
import { HttpCache } from '../../src/http-cache/http-cache.js';
import { Rows } from '../integration/schema/rows.js';
import { useApi } from '../setup/test-api.js';

/** What the probe does, and how often it was asked. */
const probe = { calls: 0, delay: 0, fails: false, size: 10, product: '' };

@Public()
@Controller('probe')
class ProbeController {
  @Get()
  @CacheAnswer()
  async get(
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    probe.calls += 1;
    const body = { call: probe.calls, query, text: 'x'.repeat(probe.size) };
    const fails = probe.fails;
    await sleep(probe.delay);
    if (fails) throw new ServiceUnavailable();
    if (probe.product !== '') aboutProduct(request, probe.product);
    sendJsonText(request, reply, JSON.stringify(body));
  }
}

@Module({ controllers: [ProbeController] })
class ProbeModule {}

describe('The cache of answers', () => {
  const t = useApi({ imports: [ProbeModule], env: { RESPONSE_CACHE_MB: '1' } });
  const rows = new Rows(() => t.owner);
  let address = '';
  let counter = 0;

  beforeEach(async () => {
    counter += 1;
    address = `/api/v1/probe?test=${counter}`;
    // Until the process listens, which it does in the background.
    await expect.poll(async () => (await read('/api/v1/probe?up')).status).not.toContain('bypass');
    Object.assign(probe, { calls: 0, delay: 0, fails: false, size: 10, product: '' });
  });

  const get = (path = address, headers: Record<string, string> = {}, method = 'GET') =>
    ask(`${t.baseUrl}${path}`, { method: method as 'GET', headers });
  type Answer = Awaited<ReturnType<typeof get>>;
  const statusOf = ({ headers }: Answer): string => String(headers['cache-status']);
  const read = async (path = address, headers: Record<string, string> = {}) => {
    const answer = await get(path, headers);
    const body = (await answer.body.json()) as { call: number; query: unknown };
    return { ...answer, status: statusOf(answer), call: body.call, query: body.query };
  };
  const change = async (id?: string): Promise<unknown> =>
    t.owner.query('UPDATE products SET featured = NOT featured WHERE id = $1', [
      id ?? (await product()),
    ]);
  let known: string | undefined;
  const product = async (): Promise<string> => (known ??= await rows.product());

  it('answers from ready bytes, under a tag for each encoding, and to HEAD', async () => {
    probe.size = 5_000;
    const first = await read();
    expect(first.status).toBe('eshop; fwd=miss; stored');
    expect((await read()).status).toBe('eshop; hit');
    expect(probe.calls).toBe(1);
    for (const encoding of ['identity', 'gzip', 'br']) {
      const answer = await get(address, { 'accept-encoding': encoding });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      expect(answer.headers['content-length']).toBe(String(bytes.length));
      expect(answer.headers['vary']).toMatch(/Accept-Encoding/);
      const tag = String(answer.headers['etag']);
      const again = await get(address, { 'accept-encoding': encoding, 'if-none-match': tag });
      expect([again.statusCode, await again.body.text()]).toEqual([304, '']);
      expect(again.headers['etag']).toBe(tag);
      const head = await get(address, { 'accept-encoding': encoding }, 'HEAD');
      expect(head.headers['content-length']).toBe(String(bytes.length));
      expect(await head.body.text()).toBe('');
    }
    expect(probe.calls).toBe(1);
  });

  it('gives the first reader with a tag of old a whole answer, and keeps it', async () => {
    const first = await get(address, { 'if-none-match': '"old"' });
    expect(first.statusCode).toBe(200);
    await first.body.dump();
    expect((await read()).status).toBe('eshop; hit');
  });

  it('reads once for five hundred who ask at the same time', async () => {
    probe.delay = 100;
    const answers = await Promise.all(Array.from({ length: 500 }, () => read()));
    expect(new Set(answers.map(({ call }) => call))).toEqual(new Set([1]));
    expect(probe.calls).toBe(1);
  });

  it('forgets at a change, at once, and only what shows it', async () => {
    const other = await rows.product();
    await read();
    await change();
    await expect.poll(async () => (await read()).call, { timeout: 1_000 }).toBe(2);

    probe.product = other;
    const page = `${address}&page`;
    await read(page);
    await change();
    await expect.poll(async () => (await read()).status).toBe('eshop; fwd=miss; stored');
    expect((await read(page)).status).toBe('eshop; hit');
    await change(other);
    await expect.poll(async () => (await read(page)).status).toBe('eshop; fwd=miss; stored');
  });

  it('never keeps what was begun before a change, nor lets later ones wait for it', async () => {
    await product();
    probe.delay = 300;
    const begun = read();
    await sleep(50);
    await change();
    await sleep(50);
    probe.delay = 0;
    expect((await read()).call).toBe(2);
    expect((await begun).call).toBe(1);
    expect((await read()).call).toBe(2);
  });

  it('is not for those who are somebody', async () => {
    await read();
    for (const header of ['authorization', 'cookie', 'x-api-key', 'x-cart-token']) {
      const answer = await get(address, { [header]: 'abc' });
      await answer.body.dump();
      expect([header, statusOf(answer)]).toEqual([header, 'eshop; fwd=bypass']);
    }
    const path = `${address}&own`;
    await (await get(path, { cookie: 'a=b' })).body.dump();
    expect((await read(path)).status).toBe('eshop; fwd=miss; stored');
  });

  it('keeps apart what is asked for apart, whatever headers and encodings say', async () => {
    const plain = await read(`${address}&a=1&b=2`);
    expect((await read(`${address}&b=2&a=1`)).status).toBe('eshop; hit');
    const poison = {
      'x-forwarded-host': 'evil.example',
      'x-original-url': '/admin',
      forwarded: 'host=evil',
    };
    const poisoned = await read(`${address}&poisoned`, poison);
    expect(JSON.stringify(poisoned.query)).not.toContain('evil');
    for (const odd of [
      'a=1%26b%3D2',
      'a=1&a=2&b=2',
      'a=1&b=2%00',
      'a=%F0%9F&b=2',
      'a[]=1&b=2',
      '__proto__=1',
    ]) {
      const answer = await read(`${address}&${odd}`);
      expect([odd, answer.status]).toEqual([odd, 'eshop; fwd=miss; stored']);
      expect(answer.query).not.toEqual(plain.query);
    }
    const long = await get(`${address}&long=${'x'.repeat(2_000)}`);
    await long.body.dump();
    expect(statusOf(long)).toBe('eshop; fwd=bypass');
  });

  it('keeps what is narrowed by `fields` apart, past the framework too', async () => {
    const { rows: made } = await t.owner.query<{ slug: string }>(
      'SELECT slug FROM products WHERE id = $1',
      [await product()],
    );
    const page = `/api/v1/products/${made[0]?.slug ?? ''}`;
    const members: Record<string, readonly string[]> = {
      [page]: ['breadcrumbs', 'variants', 'price'],
      [`${page}?fields=name`]: ['id', 'name'],
      [`${page}?fields=price`]: ['id', 'price'],
      [`${page}?fields=name,price`]: ['id', 'name', 'price'],
    };
    const tags = new Map<string, string>();
    const before = t.get(HttpCache).kept.fast;
    for (let turn = 0; turn < 5; turn += 1) {
      // All at once: the first time none may wait for another's read.
      const answers = await Promise.all(
        Object.keys(members).map(async (path) => ({ path, answer: await get(path) })),
      );
      for (const { path, answer } of answers) {
        const names = Object.keys((await answer.body.json()) as object);
        const isWhole = path === page;
        if (isWhole) expect(names).toEqual(expect.arrayContaining([...(members[path] ?? [])]));
        else expect([path, [...names].sort()]).toEqual([path, members[path]]);
        const tag = String(answer.headers['etag']);
        expect([path, tags.get(path) ?? tag]).toEqual([path, tag]);
        tags.set(path, tag);
        expect([turn, statusOf(answer)]).toEqual([
          turn,
          turn === 0 ? 'eshop; fwd=miss; stored' : 'eshop; hit',
        ]);
      }
    }
    expect(t.get(HttpCache).kept.fast).toBeGreaterThan(before);
    expect(new Set(tags.values()).size).toBe(4);
    for (const [path, tag] of tags) {
      for (const other of tags.keys()) {
        const answer = await get(other, { 'if-none-match': tag });
        await answer.body.dump();
        expect([path, other, answer.statusCode]).toEqual([path, other, path === other ? 304 : 200]);
      }
    }
    const { count } = t.get(HttpCache).kept;
    const refused = await get(`${page}?fields=nope`);
    await refused.body.dump();
    expect([refused.statusCode, t.get(HttpCache).kept.count]).toEqual([400, count]);
    expect(statusOf(refused)).toBe('eshop; fwd=miss');
  });

  it('gives an old answer that says so where no new one can be had', async () => {
    await read();
    await change();
    await sleep(50);
    probe.fails = true;
    const old = await read();
    expect([old.statusCode, old.call]).toEqual([200, 1]);
    expect(old.status).toMatch(/^eshop; hit; ttl=-\d+; detail=stale-if-error$/);
    expect(old.headers['warning']).toMatch(/^111 /);
    const none = await get(`${address}&never-read`);
    await none.body.dump();
    expect(none.statusCode).toBe(503);
    probe.fails = false;
    expect((await read()).call).toBe(4);
  });

  it('does not let anybody wait for a database that is late, where there is an old answer', async () => {
    await read();
    await change();
    await sleep(50);
    probe.delay = 1_500;
    const startedAt = performance.now();
    const answers = await Promise.all([read(), read(), read()]);
    expect(performance.now() - startedAt).toBeLessThan(1_200);
    expect(answers.map(({ call }) => call)).toEqual([1, 1, 1]);
    await sleep(1_500);
    expect([(await read()).call, probe.calls]).toEqual([2, 2]);
  });

  it('hears no change while its connection is cut, and so answers nothing from memory', async () => {
    await product();
    for (let round = 1; round <= 3; round += 1) {
      await read();
      const before = probe.calls;
      await t.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'eshop-http-cache' AND datname = current_database()`,
      );
      await change();
      await expect
        .poll(async () => (await read()).call, { timeout: 1_000 })
        .toBeGreaterThan(before);
    }
    await expect.poll(async () => (await read()).status).toBe('eshop; hit');
  });

  it('is bounded, and a flood of addresses does not drive out what is asked for', async () => {
    probe.size = 20_000;
    await read();
    for (let batch = 0; batch < 20; batch += 1) {
      const flood = Array.from({ length: 20 }, (_, n) => get(`${address}&flood=${batch}-${n}`));
      for (const answer of await Promise.all(flood)) await answer.body.dump();
      expect((await read()).status).toBe('eshop; hit');
    }
    const { bytes, count } = t.get(HttpCache).kept;
    expect(bytes).toBeLessThanOrEqual(1_048_576);
    expect(count).toBeLessThan(60);
  });
});
