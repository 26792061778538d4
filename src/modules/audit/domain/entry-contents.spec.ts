import { describe, expect, it } from 'vitest';
import { changedFields, withoutSecrets } from './entry-contents.js';

describe('changedFields', () => {
  it('names what differs, deep inside too, and not when it was', () => {
    const before = { id: 1, name: 'a', tags: { x: [1, 2] }, updated_at: 'then' };
    expect(changedFields(before, { ...before, updated_at: 'now' })).toEqual([]);
    expect(changedFields(before, { ...before, tags: { x: [2, 1] }, name: 'b' })).toEqual([
      'name',
      'tags',
    ]);
  });

  it('names all columns of an insert and a delete', () => {
    expect(changedFields(null, { b: null, a: 1, updated_at: 'now' })).toEqual(['a', 'b']);
    expect(changedFields({ a: 1 }, null)).toEqual(['a']);
    expect(changedFields(null, null)).toEqual([]);
  });
});

describe('withoutSecrets', () => {
  it('shows no column that is named like one', () => {
    const row = { id: 1, email: 'a@b', hashed_password: 'x', refresh_token: 'x', code_hash: 'x' };
    expect(withoutSecrets(row)).toEqual({ id: 1, email: 'a@b' });
    expect(withoutSecrets(null)).toBeNull();
  });
});
