import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaksBetween, surfaceOf } from '../../src/openapi/surface.js';

const text = readFileSync(new URL('openapi.json', import.meta.url), 'utf8');
const released = readFileSync(new URL('openapi.released.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

type Loose = Record<string, Record<string, Record<string, unknown>>>;
interface Changed {
  readonly paths: Loose;
  readonly components: { readonly schemas: Loose };
}

/** Breaks between the committed document and the same one changed. */
function breaksOf(change: (document: Changed) => void): string[] {
  const document = JSON.parse(text) as Changed;
  change(document);
  const before = surfaceOf(JSON.parse(text) as never);
  return breaksBetween(before, surfaceOf(document));
}

describe('The API since the last release', () => {
  it('has lost nothing and demands nothing more', () => {
    expect(released.length).toBeGreaterThan(1_000);
    const breaks = breaksBetween(released, surfaceOf(JSON.parse(text) as never));
    // A break that is meant: say so in the release notes, then `npm run build && npm run openapi:release`.
    expect(breaks).toEqual([]);
  });

  const PRODUCTS = '/api/v1/products';
  const parametersOf = ({ paths }: Changed) =>
    paths[PRODUCTS]?.['get']?.['parameters'] as Record<string, unknown>[];
  const requestOf = ({ components }: Changed) =>
    components.schemas['PlaceOrderRequest'] as unknown as {
      properties: Record<string, unknown>;
      required: string[];
    };

  it.each<[string, (document: Changed) => void, RegExp]>([
    ['a route', ({ paths }) => delete paths[PRODUCTS], /gone: route GET \/api\/v1\/products$/],
    [
      'a method',
      ({ paths }) => delete paths['/api/v1/orders']?.['post'],
      /gone: route POST \/api\/v1\/orders$/,
    ],
    ['a parameter', (d) => parametersOf(d).splice(0, 1), /gone: takes GET \/api\/v1\/products /],
    [
      'the type of a parameter',
      (d) => Object.assign(parametersOf(d)[0] ?? {}, { schema: { type: 'boolean' } }),
      /gone: takes/,
    ],
    [
      'a field of an answer',
      ({ components }) => {
        const schema = components.schemas['ProductResponse'] ?? {};
        delete schema['properties']?.['slug'];
      },
      /gone: gives ProductResponse\.slug/,
    ],
    [
      'a field of a request',
      (d) => delete requestOf(d).properties['shippingMethodCode'],
      /gone: takes PlaceOrderRequest\.shippingMethodCode/,
    ],
  ])('shows the loss of %s', (_, change, expected) => {
    expect(breaksOf(change).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  it('shows a parameter and a field that are demanded from now on', () => {
    const parameter = { name: 'region', in: 'query', required: true, schema: { type: 'string' } };
    expect(breaksOf((d) => parametersOf(d).push(parameter))).toEqual([
      `new: needs GET ${PRODUCTS} query.region`,
    ]);
    const field = (d: Changed): void => {
      requestOf(d).properties['region'] = { type: 'string' };
      requestOf(d).required.push('region');
    };
    expect(breaksOf(field)).toEqual(['new: needs PlaceOrderRequest region']);
  });

  it('lets the API grow', () => {
    const grow = (d: Changed): void => {
      parametersOf(d).push({ name: 'region', in: 'query', schema: { type: 'string' } });
      requestOf(d).properties['region'] = { type: 'string' };
      d.paths['/api/v1/new'] = {
        post: {
          parameters: [{ name: 'a', in: 'query', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: '' } },
        },
      };
    };
    expect(breaksOf(grow)).toEqual([]);
  });
});
