import { describe, expect, it } from 'vitest';
import { returnPreference } from './prefer.js';

describe('Prefer', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['return=minimal', 'minimal'],
    ['Return = "Minimal"', 'minimal'],
    ['respond-async, return=minimal; foo=1', 'minimal'],
    [['handling=strict', 'return=representation'], 'representation'],
    ['return=representation, return=minimal', 'representation'],
    ['return=other', null],
    ['return', null],
    ['xreturn=minimal', null],
  ])('%j means %s', (header, preference) => {
    expect(returnPreference(header)).toBe(preference);
  });
});
