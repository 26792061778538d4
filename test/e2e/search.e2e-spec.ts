import { beforeAll, describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';

interface Found {
  readonly items: readonly { slug: string; name: string }[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly correctedQuery: string | null;
}

const search = (q: string, more = ''): string => `/api/v1/search?q=${encode(q)}${more}`;

describe('Search over HTTP', () => {
  const t = useApi();
  const find = async (q: string, more = ''): Promise<Found> => {
    const answer = await t.http<Found>('GET', search(q, more));
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };
  const names = (found: Found): string[] => found.items.map(({ name }) => name);

  beforeAll(async () => {
    const brand = await t.given.brand({ name: 'Northlight', slug: 'northlight' });
    await t.given.product({ name: 'Linen Shirt', description: 'Woven in Portugal.' });
    await t.given.product({ name: 'Oxford Shirt', description: 'Goes with linen shorts.' });
    await t.given.product({ name: 'Cà Phê Phin', description: 'Thick and sweet.' });
    await t.given.product({ name: 'Trail Lantern', brandId: brand.id });
    await t.given.product({ name: 'Cotton Towel' });
    await t.owner.query('SELECT refresh_search_vocabulary()');
  });

  it.each([
    ['shirt', ['Linen Shirt', 'Oxford Shirt']],
    ['linen shirts', ['Linen Shirt', 'Oxford Shirt']],
    ['"linen shirt"', ['Linen Shirt']],
    ['shirt -oxford', ['Linen Shirt']],
    ['lantern OR towel', ['Cotton Towel', 'Trail Lantern']],
    ['ca phe', ['Cà Phê Phin']],
    ['cà phê', ['Cà Phê Phin']],
    ['PORTUGAL', ['Linen Shirt']],
    ['northlight', ['Trail Lantern']],
  ])('%s finds %j', async (q, expected) => {
    const found = await find(q);
    expect([...names(found)].sort()).toEqual(expected);
    expect(found.correctedQuery).toBeNull();
  });

  it('ranks a name above a description', async () => {
    expect(names(await find('linen'))).toEqual(['Linen Shirt', 'Oxford Shirt']);
  });

  it.each([
    ['linnen', 'linen', 2],
    ['shrit', 'shirt', 2],
    ['lanten', 'lantern', 1],
    ['nortlight lanter', 'northlight lantern', 1],
    ['coton towle', 'cotton towel', 1],
  ])('corrects %s to %s', async (q, corrected, total) => {
    const found = await find(q);
    expect(found).toMatchObject({ correctedQuery: corrected, total });
  });

  it('finds nothing without pretending', async () => {
    const nothing = { items: [], total: 0, nextCursor: null, correctedQuery: null };
    expect(await find('xylophone')).toMatchObject(nothing);
    expect(await find('the')).toMatchObject(nothing);
  });

  it('pages through all that was found, also after a correction', async () => {
    for (const q of ['shirt', 'shrit']) {
      const first = await find(q, '&limit=1');
      const second = await find(q, `&limit=1&cursor=${first.nextCursor}`);
      expect([...names(first), ...names(second)].sort()).toEqual(['Linen Shirt', 'Oxford Shirt']);
      expect(second.nextCursor).toBeNull();
    }
  });

  it.each(['-cotton', 'cotton -cotton', '-"linen shirt"', 'shirt OR -linen', 'cottons -cotton'])(
    'refuses %s, which names nothing to be found',
    async (q) => {
      const answer = await t.http<{ code: string }>('GET', search(q));
      expect([answer.status, answer.body.code]).toEqual([422, 'catalog.search_only_excludes']);
    },
  );

  it.each([
    `'; DROP TABLE products; --`,
    'a & b | ! ( : *',
    '"""""""',
    '%%%%____',
    '\\',
    '((((((',
    ':*:*:*',
    '<->',
    'or or or',
    '-',
    '- - -',
    '🧥👕',
    '\u202Elinen',
    'ﬃﬃﬃﬃ',
    'a'.repeat(100),
    'ab '.repeat(33),
    '"a b c d e f g h i j k l m n o p q r s t u v w x y z"',
    '1e999',
    'http://169.254.169.254/latest?x=1',
    '\ud800',
    '${jndi:ldap://x}',
  ])('answers %j without an error of ours', async (q) => {
    for (const path of [search(q), `/api/v1/search/suggest?q=${encode(q)}`]) {
      const answer = await t.http('GET', path);
      expect(answer.status, answer.text).toBeLessThan(500);
    }
  });

  it.each([
    ['', 400],
    ['q=', 400],
    ['q=%20%20', 400],
    [`q=${'a'.repeat(101)}`, 400],
    ['q=a&q=b', 400],
    ['q[]=a', 400],
    ['q=a&sort=size', 400],
    ['q=a&colour=red', 400],
    ['q=%00', 400],
    ['q=shirt&cursor=abc', 400],
  ])('answers ?%s with %d', async (query, status) => {
    expect((await t.http('GET', `/api/v1/search?${query}`)).status).toBe(status);
  });

  it('suggests words, categories and brands', async () => {
    await t.given.category({ name: 'Night Lights', slug: 'night-lights' });
    await t.given.category({ name: 'Nightwear', slug: 'nightwear', published: false });
    const answer = await t.http('GET', '/api/v1/search/suggest?q=Trail%20LAN');
    expect(answer.body).toEqual({
      queries: ['trail lantern'],
      products: [expect.objectContaining({ name: 'Trail Lantern' })],
      categories: [],
      brands: [],
    });
    const other = await t.http('GET', '/api/v1/search/suggest?q=n');
    expect(other.body).toMatchObject({
      queries: ['northlight'],
      categories: [{ slug: 'night-lights' }],
      brands: [{ slug: 'northlight' }],
    });
  });
});

/** `encodeURIComponent` throws at half a character; a client may send it all the same. */
function encode(text: string): string {
  return text === '\ud800' ? '%ED%A0%80' : encodeURIComponent(text);
}
