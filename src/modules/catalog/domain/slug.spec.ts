import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_SLUG, SLUG, slugOf } from './slug.js';

describe('slugOf', () => {
  it.each([
    ['Cà Phê Sữa Đá', 'ca-phe-sua-da'],
    ['Cà Phê Sữa Đá'.normalize('NFD'), 'ca-phe-sua-da'],
    ['Đồ gốm & sứ Bát Tràng', 'do-gom-and-su-bat-trang'],
    ['ĐIỆN TỬ', 'dien-tu'],
    ['Ưu đãi Nguyễn Huệ', 'uu-dai-nguyen-hue'],
    ['  T-Shirts / 100 % cotton!  ', 't-shirts-100-cotton'],
    ['Größe', 'groesse'],
    ['Книги', 'knigi'],
    ['iPhone XS', 'iphone-xs'],
    ["Women's", 'womens'],
  ])('makes %j into %j', (name, slug) => expect(slugOf(name, 'category')).toBe(slug));

  it('names what has no letters after its kind', () => {
    for (const name of ['', '!!!', '🎁', '\ud800', '---']) {
      expect(slugOf(name, 'brand')).toMatch(/^brand-[0-9a-f]{8}$/);
    }
  });

  it('is a slug for every name', () => {
    const name = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(name, (text) => {
        const slug = slugOf(text, 'category');
        expect(slug).toMatch(SLUG);
        expect(slug.length).toBeLessThanOrEqual(MAX_SLUG);
      }),
      { numRuns: 30 },
    );
  });
});
