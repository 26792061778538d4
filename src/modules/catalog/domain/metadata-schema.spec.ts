import { describe, expect, it } from 'vitest';
import { assertMetadataSchema, checkMetadata } from './metadata-schema.js';

const PATTERNS = { type: 'object', properties: { code: { type: 'string', pattern: '^(a+)+$' } } };

function nested(depth: number): unknown {
  let schema: unknown = {};
  for (let level = 0; level < depth; level += 1) schema = { not: schema };
  return schema;
}

describe('assertMetadataSchema', () => {
  it.each([
    ['no object', []],
    ['nothing', null],
    ['an unknown type', { type: 'nonsense' }],
    ['a reference to elsewhere', { $ref: 'http://127.0.0.1:9/schema.json' }],
    ['a reference within', { $defs: { a: {} }, allOf: [{ $ref: '#/$defs/a' }] }],
    ['a name of its own', { $id: 'http://127.0.0.1:9/', type: 'object' }],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }],
    ['keys of a prototype', JSON.parse('{"properties":{"__proto__":{}}}')],
    ['endless depth', nested(100_000)],
    [
      'too many parts',
      { properties: Object.fromEntries(Array.from({ length: 700 }, (_, n) => [n, {}])) },
    ],
    ['too many bytes', { description: 'x'.repeat(17_000) }],
    ['a broken pattern', { properties: { a: { pattern: '(' } } }],
    ['a pattern that looks back', { properties: { a: { pattern: '(a)\\1' } } }],
    ['a pattern that repeats repeats', { properties: { a: { pattern: '((a{100}){100}){100}' } } }],
    ['a pattern of many steps', { properties: { a: { pattern: '(a{40}){40}(b{40}){40}' } } }],
    ['patterns for names', { patternProperties: { '^(a+)+$': {} } }],
    ['a schema that is none', { properties: { a: 7 } }],
  ])('refuses %s', (_, schema) => {
    expect(() => assertMetadataSchema(schema)).toThrow(
      expect.objectContaining({ code: 'catalog.metadata_schema_invalid' }),
    );
  });

  it('takes what describes an object', () => {
    expect(() => assertMetadataSchema(PATTERNS)).not.toThrow();
    expect(() => assertMetadataSchema({ enum: ['"); throw 1; //'], $comment: '*/' })).not.toThrow();
  });
});

describe('checkMetadata', () => {
  it('says where and what', () => {
    const schema = { required: ['size'], properties: { size: { type: 'integer' } } };
    expect(checkMetadata(schema, null)).toMatchObject([{ pointer: '', code: 'required' }]);
    expect(checkMetadata(schema, { size: 'L' })).toMatchObject([
      { pointer: '/size', code: 'type' },
    ]);
    expect(checkMetadata(schema, { size: 1 })).toEqual([]);
    expect(checkMetadata({ required: ['constructor'] }, {})).toHaveLength(1);
    expect(checkMetadata(null, { any: 'thing' })).toEqual([]);
  });

  it('runs patterns in linear time, each as its own', () => {
    const start = performance.now();
    expect(checkMetadata(PATTERNS, { code: `${'a'.repeat(16_000)}b` })).toMatchObject([
      { pointer: '/code', code: 'pattern' },
    ]);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(checkMetadata(PATTERNS, { code: 'aaa' })).toEqual([]);
  });
});
