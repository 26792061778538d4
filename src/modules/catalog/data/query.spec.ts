import { describe, expect, it } from 'vitest';
import { listQuery } from '../listing/data/list-query.js';
import type { ListScope } from '../listing/data/list-walk.js';
import { PRODUCT_SORTS } from '../listing/domain/product-filters.js';
import { defineQuery } from './query.js';

describe('defineQuery', () => {
  it('numbers parameters in the order in which they first appear', () => {
    const query = defineQuery('test', 'SELECT :b::int, :a, :b');
    expect(query.text).toBe('SELECT $1::int, $2, $1');
    expect(query.parameters).toEqual(['b', 'a']);
  });

  it('takes neither casts nor character classes nor times for parameters', () => {
    const text = `SELECT a::text, '[[:alnum:]]+', 'HH24:MI:SS'`;
    expect(defineQuery('test', text)).toEqual({ name: 'test', text, parameters: [] });
  });
});

describe('listQuery', () => {
  const scopes: ListScope[] = ['all', 'category', 'brand', 'collection'];
  const all = scopes.flatMap((scope) =>
    PRODUCT_SORTS.filter((sort) => sort !== 'position' || scope === 'collection').flatMap((sort) =>
      [false, true].map((next) => listQuery(scope, sort, next)),
    ),
  );

  it('has few enough statements for every connection to keep their plans', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(50);
    expect(all.every(({ name }) => name.length <= 63)).toBe(true);
  });

  it('makes each only once', () => {
    expect(listQuery('all', 'price', false)).toBe(listQuery('all', 'price', false));
  });
});
