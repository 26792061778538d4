import { describe, expect, it } from 'vitest';
import { PERMISSION_CATALOGUE } from './permission-catalogue.js';
import { ALL_RIGHTS, commonOf, covers, lacking, rightsOf, tableOf, unionOf } from './rights.js';

const set = (...names: string[]) => new Set(names);

describe('Rights', () => {
  it('cover what they hold and nothing else', () => {
    const holder = set('orders:r', 'orders:x');
    expect(covers(holder, set())).toBe(true);
    expect(covers(holder, set('orders:x'))).toBe(true);
    expect(covers(holder, holder)).toBe(true);
    expect(covers(holder, set('orders:w'))).toBe(false);
    expect(covers(holder, set('orders:x', 'refunds:x'))).toBe(false);
    expect(covers(set(), set('orders:r'))).toBe(false);
  });

  it('say what is lacking, in order', () => {
    expect(lacking(set('b:r'), set('c:w', 'a:x', 'b:r'))).toEqual(['a:x', 'c:w']);
  });

  it('add up and have something in common', () => {
    expect([...unionOf(set('a:r'), set('a:r', 'b:w'))]).toEqual(['a:r', 'b:w']);
    expect([...commonOf(set('a:r', 'b:w'), set('b:w', 'c:x'))]).toEqual(['b:w']);
  });

  it('go into a table and back, in the order of the catalogue, without empty lines', () => {
    const rights = set('settings:x', 'users:r', 'users:w');
    expect(tableOf(rights)).toEqual([
      { module: 'users', r: true, w: true, x: false },
      { module: 'settings', r: false, w: false, x: true },
    ]);
    expect(rightsOf(tableOf(rights))).toEqual(rights);
    expect(rightsOf(tableOf(ALL_RIGHTS))).toEqual(ALL_RIGHTS);
    expect(ALL_RIGHTS.size).toBe(PERMISSION_CATALOGUE.length * 3);
  });

  it('are explained by a sentence each', () => {
    for (const { module, r, w, x } of PERMISSION_CATALOGUE) {
      for (const sentence of [r, w, x]) expect(sentence, module).toMatch(/^[A-Z].*\.$/);
    }
  });
});
