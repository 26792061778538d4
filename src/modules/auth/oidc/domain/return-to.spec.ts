import { describe, expect, it } from 'vitest';
import { resolveReturnTo, withCode } from './return-to.js';

const resolve = (text: string): string | null =>
  resolveReturnTo(text, 'https://shop.example/base', ['https://front.example', '*']);

describe('resolveReturnTo', () => {
  it.each([
    ['/', 'https://shop.example/'],
    ['/account?tab=1#x', 'https://shop.example/account?tab=1#x'],
    ['account', 'https://shop.example/account'],
    ['https://front.example/done', 'https://front.example/done'],
    ['https://shop.example/done', 'https://shop.example/done'],
    // The scheme alone is no host: a page of the shop, strange but ours.
    ['https:evil.example', 'https://shop.example/evil.example'],
  ])('takes %s', (text, url) => {
    expect(resolve(text)).toBe(url);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '\n//evil.example',
    'https://evil.example',
    'https://front.example.evil.example',
    'https://front.example:8443/',
    'http://front.example/',
    'https://shop.example@evil.example/',
    'https://user:pw@front.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://evil.example/x',
    'https://',
    `/${'x'.repeat(2_000)}`,
  ])('refuses %j', (text) => {
    expect(resolve(text)).toBeNull();
  });
});

describe('withCode', () => {
  it('keeps the rest and replaces a code that was there', () => {
    expect(withCode('https://shop.example/a?x=1&oidcCode=old#h', 'new')).toBe(
      'https://shop.example/a?x=1&oidcCode=new#h',
    );
  });
});
