import { describe, expect, it } from 'vitest';
import type { ApiDocument } from './api-document.js';
import { AnswerChecker } from './check-answer.js';
import type { Exchange } from './exchange.js';

const problem = (code: string) => ({
  description: `\`${code}\`: No`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const DOCUMENT: ApiDocument = {
  paths: {
    '/api/v1/teas': {
      post: {
        operationId: 'brewTea',
        security: [{ bearer: [] }],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Brew' } } },
        },
        responses: { '204': { description: 'Brewed' }, '409': problem('teas.no_water') },
      },
    },
    '/api/v1/teas/{teaId}': {
      get: {
        operationId: 'getTea',
        security: [],
        parameters: [
          { name: 'teaId', in: 'path', required: true, schema: { type: 'string' } },
          { name: 'cups', in: 'query', schema: { type: 'integer', maximum: 9 } },
          {
            name: 'with',
            in: 'query',
            schema: { type: 'array', items: { enum: ['milk', 'ice'] } },
          },
        ],
        responses: {
          '200': {
            description: '',
            headers: { ETag: { $ref: '#/components/headers/ETag' } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Tea' } } },
          },
          '404': problem('teas.not_found'),
        },
      },
    },
    '/api/v1/teas/best': {
      get: { operationId: 'getBest', responses: { '302': { description: '' } } },
    },
  },
  components: {
    headers: { ETag: { required: true, schema: { type: 'string', pattern: '^"' } } },
    schemas: {
      Brew: { type: 'object', properties: { leaves: { type: 'number' } }, required: ['leaves'] },
      Leaf: { type: 'object', properties: { name: { type: 'string' } } },
      Tea: {
        type: 'object',
        required: ['id', 'leaves'],
        properties: {
          id: { type: 'string' },
          sugar: { anyOf: [{ type: 'number' }, { type: 'null' }] },
          leaves: { type: 'array', items: { $ref: '#/components/schemas/Leaf' } },
          facts: { type: 'object', additionalProperties: true },
          best: {
            allOf: [
              { $ref: '#/components/schemas/Leaf' },
              { type: 'object', properties: { rank: { type: 'integer' } } },
            ],
          },
        },
      },
      Problem: {
        type: 'object',
        properties: { code: { type: 'string' }, status: { type: 'integer' } },
      },
    },
  },
};

const checker = new AnswerChecker(DOCUMENT);
const TEA = { id: '1', leaves: [{ name: 'assam' }] };

function exchange(given: Partial<Omit<Exchange, 'body'>> & { body?: unknown }): Exchange {
  const { body, ...rest } = given;
  const status = rest.status ?? 200;
  const type = status >= 400 ? 'application/problem+json' : 'application/json; charset=utf-8';
  return {
    method: 'GET',
    url: '/api/v1/teas/1',
    requestHeaders: {},
    requestBody: Buffer.alloc(0),
    status,
    headers: body === undefined ? {} : { 'content-type': type, etag: '"1"' },
    ...rest,
    body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  };
}

function lies(given: Parameters<typeof exchange>[0]): string[] {
  return checker.check(exchange(given)).lies.map(({ what }) => what);
}

describe('An answer', () => {
  it('that the document describes is no lie', () => {
    const body = { ...TEA, sugar: null, facts: { any: 1 }, best: { name: 'a', rank: 1 } };
    expect(lies({ body })).toEqual([]);
    expect(lies({ method: 'HEAD', headers: { etag: '"1"' } })).toEqual([]);
    expect(
      lies({
        body: { code: 'teas.not_found', status: 404 },
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
      }),
    ).toEqual([]);
    expect(lies({ url: '/api/v1/teas/1?fields=id', body: { id: '1' } })).toEqual([
      'request: ?fields is taken and not in the document',
    ]);
  });

  it.each<[string, Parameters<typeof exchange>[0], string[]]>([
    ['a property more', { body: { ...TEA, price: 1 } }, ['/price is not in the document']],
    [
      'a property more, deep inside',
      { body: { ...TEA, leaves: [{ x: 1 }, { x: 2 }] } },
      ['/leaves/*/x is not in the document'],
    ],
    [
      'a property more in parts of one whole',
      { body: { ...TEA, best: { name: 'a', rank: 1, x: 1 } } },
      ['/best/x is not in the document'],
    ],
    ['a property less', { body: { id: '1' } }, ['/leaves is missing']],
    ['another type', { body: { ...TEA, id: 1 } }, ['/id must be string']],
    ['another status', { status: 410 }, ['status 410 is not in the document']],
    [
      'another code',
      {
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
        body: { code: 'teas.gone', status: 404 },
      },
      ['code teas.gone is not in the document'],
    ],
    [
      'a refusal that says another status',
      {
        status: 404,
        headers: { 'content-type': 'application/problem+json' },
        body: { code: 'teas.not_found', status: 400 },
      },
      ['the body says status 400'],
    ],
    [
      'another content type',
      { headers: { 'content-type': 'text/html', etag: '"1"' }, body: 'hello' },
      ['content type text/html is not in the document'],
    ],
    [
      'a header that is not as it is said to be',
      { headers: { 'content-type': 'application/json', etag: 'W/1' }, body: TEA },
      ['header etag must match pattern "^""'],
    ],
    [
      'a header less',
      { headers: { 'content-type': 'application/json' }, body: TEA },
      ['header etag is missing'],
    ],
    [
      'a header that callers decide by',
      { headers: { 'content-type': 'application/json', etag: '"1"', location: '/x' }, body: TEA },
      ['header location is not in the document'],
    ],
    [
      'a body where there is none',
      {
        url: '/api/v1/teas/best',
        status: 302,
        headers: { 'content-type': 'text/plain' },
        body: 'x',
      },
      ['a body of text/plain is not in the document'],
    ],
    [
      'an address of nobody',
      { url: '/api/v1/coffee', body: {} },
      ['the document has no such operation'],
    ],
  ])('with %s is one', (_name, given, expected) => {
    expect(lies(given)).toEqual(expected);
  });
});

describe('A request that went well', () => {
  const brew = (requestBody: string, requestHeaders: Record<string, string>) =>
    lies({
      method: 'POST',
      url: '/api/v1/teas',
      status: 204,
      headers: {},
      requestBody: Buffer.from(requestBody),
      requestHeaders,
    });
  const JSON_TYPE = { 'content-type': 'application/json', authorization: 'Bearer x' };

  it.each([
    ['?cups=3&with=milk', []],
    ['?cups=3&with=milk&with=ice', []],
    ['?with=', []],
    ['?with=%ff', []],
    ['?cups=12', ['request: query cups must be <= 9']],
    ['?cups=many', ['request: query cups must be integer']],
    ['?with=tea', ['request: query with /* must be equal to one of the allowed values']],
    ['?spoons=1', ['request: ?spoons is taken and not in the document']],
  ])('with %s', (query, expected) => {
    expect(lies({ url: `/api/v1/teas/1${query}`, body: TEA })).toEqual(expected);
  });

  it('has a body that the document allows', () => {
    expect(brew('{"leaves":3}', JSON_TYPE)).toEqual([]);
    expect(brew('{"leaves":3,"milk":1}', JSON_TYPE)).toEqual([
      'request: body /milk is not in the document',
    ]);
    expect(brew('', JSON_TYPE)).toEqual(['request: a body is said to be required']);
    expect(brew('a=1', { ...JSON_TYPE, 'content-type': 'text/plain' })).toEqual([
      'request: takes text/plain',
    ]);
  });

  it('shows the credentials that are said to be needed', () => {
    expect(brew('{"leaves":3}', { 'content-type': 'application/json' })).toEqual([
      'request: answers without the credentials that are said to be needed',
    ]);
  });
});
