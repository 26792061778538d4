import fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { sendJsonText } from './json-text.js';

const app = fastify();
app.get('/', (request, reply) => sendJsonText(request, reply, '{"a":1}'));

const ask = (headers: Record<string, string> = {}) => app.inject({ url: '/', headers });

describe('sendJsonText', () => {
  it('sends the text as it is, with a tag', async () => {
    const answer = await ask();
    expect(answer.body).toBe('{"a":1}');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.headers['etag']).toMatch(/^W\/"[\w-]{27}"$/);
  });

  it.each([
    ['the same tag', (tag: string) => tag],
    ['the tag as a strong one', (tag: string) => tag.slice(2)],
    ['one of a list', (tag: string) => `"other", ${tag}`],
    ['anything', () => '*'],
  ])('answers 304 without a body to %s', async (_, header) => {
    const tag = String((await ask()).headers['etag']);
    const answer = await ask({ 'if-none-match': header(tag) });
    expect(answer.statusCode).toBe(304);
    expect(answer.body).toBe('');
    expect(answer.headers['etag']).toBe(tag);
  });

  it('answers in full to another tag', async () => {
    expect((await ask({ 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });
});
