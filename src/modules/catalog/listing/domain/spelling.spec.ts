import { describe, expect, it } from 'vitest';
import { correctSpelling, editDistance, type UnknownWord } from './spelling.js';

const unknown = (word: string, ...known: [string, number][]): UnknownWord => ({
  word,
  candidates: known.map(([name, count]) => ({ word: name, count })),
});

describe('editDistance', () => {
  it.each([
    ['shirt', 'shirt', 0],
    ['shrit', 'shirt', 1],
    ['linnen', 'linen', 1],
    ['keetle', 'kettle', 1],
    ['teh', 'the', 1],
    ['', 'tea', 3],
    ['coffee', 'tea', 5],
  ])('%s to %s is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('correctSpelling', () => {
  it('takes the nearest word, of equally near ones the more frequent', () => {
    expect(correctSpelling('shrit', [unknown('shrit', ['short', 90], ['shirt', 2])])).toBe('shirt');
    expect(correctSpelling('lump', [unknown('lump', ['lamp', 3], ['lime', 99], ['limp', 9])])).toBe(
      'limp',
    );
  });

  it('keeps the signs of the search language', () => {
    const words = [unknown('linnen', ['linen', 5]), unknown('shrit', ['shirt', 5])];
    expect(correctSpelling('"Linnen shrit" -cotton', words)).toBe('"linen shirt" -cotton');
  });

  it('completes a word that was not typed to its end before it mends one', () => {
    expect(correctSpelling('lant', [unknown('lant', ['land', 50], ['lantern', 1])])).toBe(
      'lantern',
    );
  });

  it('leaves alone what is nothing like any word', () => {
    expect(correctSpelling('qqqqqq', [unknown('qqqqqq', ['shirt', 5])])).toBeNull();
    expect(correctSpelling('qqqqqq', [{ word: 'qqqqqq', candidates: null }])).toBeNull();
    expect(correctSpelling('shirt', [])).toBeNull();
  });

  it('allows one mistake in a short word and two in a longer one', () => {
    expect(correctSpelling('cubb', [unknown('cubb', ['cups', 9])])).toBeNull();
    expect(correctSpelling('notbok', [unknown('notbok', ['notebook', 9])])).toBe('notebook');
  });
});
