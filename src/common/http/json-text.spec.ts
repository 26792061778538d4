import fastify from 'fastify';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { registerJsonTexts, sendJsonText } from './json-text.js';

const LONG = JSON.stringify({ text: 'linen '.repeat(400) });

const app = fastify();
registerJsonTexts(app);
app.get('/', (request, reply) => sendJsonText(request, reply, '{"a":1}'));
app.get('/long', (request, reply) => sendJsonText(request, reply, LONG));

const ask = (headers: Record<string, string> = {}, url = '/') => app.inject({ url, headers });

describe('sendJsonText', () => {
  it('sends the text as it is, with a tag', async () => {
    const answer = await ask();
    expect(answer.body).toBe('{"a":1}');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['content-length']).toBe('7');
    expect(answer.headers['etag']).toMatch(/^"[\w-]{27}"$/);
    expect(answer.headers['vary']).toBe('Accept-Encoding');
  });

  it.each([
    ['the same tag', (tag: string) => tag],
    ['the tag as a weak one', (tag: string) => `W/${tag}`],
    ['one of a list', (tag: string) => `"other", ${tag}`],
    ['anything', () => '*'],
  ])('answers 304 without a body to %s', async (_, header) => {
    const tag = String((await ask()).headers['etag']);
    const answer = await ask({ 'if-none-match': header(tag) });
    expect(answer.statusCode).toBe(304);
    expect(answer.body).toBe('');
    expect(answer.headers['etag']).toBe(tag);
    expect(answer.headers['content-type']).toBeUndefined();
  });

  it('answers HEAD alike, and 304 to that too', async () => {
    const { headers } = await ask();
    const head = await app.inject({ url: '/', method: 'HEAD' });
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '7']);
    const known = { 'if-none-match': String(headers['etag']) };
    const same = await app.inject({ url: '/', method: 'HEAD', headers: known });
    expect([same.statusCode, same.body]).toEqual([304, '']);
  });

  it('answers in full to another tag', async () => {
    expect((await ask({ 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });

  it.each([
    ['br', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip;q=1, br;q=0.5', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['gzip;q=0', undefined],
    ['zstd', undefined],
    ['', undefined],
    ['br;q=x', 'br'],
  ])('to "%s" in %s, with a tag of its own', async (header, encoding) => {
    const answer = await ask({ 'accept-encoding': header }, '/long');
    const open = { br: brotliDecompressSync, gzip: gunzipSync }[encoding ?? ''];
    const bytes = open === undefined ? answer.rawPayload : open(answer.rawPayload);
    expect(bytes.toString()).toBe(LONG);
    expect(answer.headers['content-encoding']).toBe(encoding);
    const suffix = encoding === undefined ? '' : `-${encoding}`;
    expect(answer.headers['etag']).toMatch(new RegExp(`^"[\\w-]{27}${suffix}"$`));
    const again = await ask(
      { 'accept-encoding': header, 'if-none-match': String(answer.headers['etag']) },
      '/long',
    );
    expect(again.statusCode).toBe(304);
  });
});
