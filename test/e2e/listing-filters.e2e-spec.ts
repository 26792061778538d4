import { beforeAll, describe, expect, it } from 'vitest';
import { compareFacets } from '../../src/dev/proof/catalogue/facet-check/compare-facets.js';
import { fillFacetShop } from '../../src/dev/proof/catalogue/facet-check/facet-shop.js';
import { WALKED_SORTS } from '../../src/dev/proof/catalogue/paging.js';
import { walkWhileInserting } from '../../src/dev/proof/catalogue/paging-check/walk-while-inserting.js';
import { useApi } from '../setup/test-api.js';

interface Card {
  readonly slug: string;
  readonly name: string;
  readonly price: string;
  readonly currency: string;
  readonly rating: { average: number };
  readonly options?: { code: string; values: { code: string }[] }[];
}

interface Page {
  readonly items: readonly Card[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const API = '/api/v1';

describe('Filters, facets and orders of lists', () => {
  const t = useApi({ env: { CURRENCIES: 'EUR' } });
  const ask = async (path: string): Promise<unknown> =>
    (await t.http<unknown>('GET', `${API}${path}`)).body;
  const list = async (query: string): Promise<Page> => {
    const answer = await t.http<Page>('GET', `${API}/products?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    await fillFacetShop(t.owner, 400);
  });

  it('counts facets as one would by hand', async () => {
    const compared = await compareFacets(t.owner, ask, 30, 'suite');
    expect(compared.faults).toEqual([]);
    expect(compared.mostHits).toBeGreaterThan(100);
  });

  it.each(WALKED_SORTS)('shows each product once while others come and go, by %s', async (sort) => {
    const query = `category=department-0&sort=${sort}`;
    const walked = await walkWhileInserting(t.owner, ask, query);
    expect(walked.faults).toEqual([]);
    expect(walked.pages).toBeGreaterThan(3);
  });

  it.each([
    ['colour=red', 'unknown_field'],
    ['attribute=tint', 'matches'],
    ['attribute=tint:', 'matches'],
    ['attribute=:x', 'matches'],
    ['field=coating', 'matches'],
    ['field=__proto__:x', 'matches'],
    ['fields=secret', 'is_in'],
    ['fields=', 'array_min_size'],
    ['include=variants', 'is_in'],
    ['facets=secret', 'is_in'],
    ['facets=brand,brand', 'array_unique'],
    ['minRating=6', 'max'],
    ['minRating=NaN', 'is_number'],
    ['minRating=1e9', 'is_number'],
    [`brand=${Array.from({ length: 21 }, (_, n) => `b${n}`).join(',')}`, 'array_max_size'],
  ])('refuses %s', async (query, code) => {
    const answer = await t.http<{ errors?: { code: string }[] }>('GET', `${API}/products?${query}`);
    expect(answer.status, answer.text).toBe(400);
    expect(answer.body.errors?.map((error) => error.code)).toContain(code);
  });

  it.each([
    'attribute=nothing:x',
    'attribute=tint:tint-1&attribute=tint:tint-2',
    'field=nothing:x',
    'field=secret:a',
    'field=years:many',
    'field=years:1..x',
    'field=years:..',
    'field=coating:a..b',
    'field=made:yesterday',
    'field=vegan:yes',
    'field=years:99999999999999999999',
  ])('refuses %s, which this shop cannot mean', async (query) => {
    const answer = await t.http<{ code: string }>('GET', `${API}/products?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
  });

  it('leaves out what is not sold unless asked, and what has no stock only when asked', async () => {
    const { rows } = await t.owner.query<{ status: string; count: string }>(
      `SELECT status, count(*) FROM products WHERE published AND status <> 'inactive' GROUP BY status`,
    );
    const counts = new Map(rows.map(({ status, count }) => [status, Number(count)]));
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    expect((await list('total=true')).total).toBe(counts.get('active'));
    expect((await list('total=true&include=unavailable')).total).toBe(all);
    const soldOut = await list('total=true&inStock=false');
    const stocked = await list('total=true&inStock=true');
    expect(soldOut.total).toBeGreaterThan(0);
    expect(soldOut.total + stocked.total).toBe(counts.get('active'));
  });

  it('answers with the named members only', async () => {
    const page = await list('fields=name,price&limit=2&facets=stock');
    expect(page.items.map((card) => Object.keys(card))).toEqual([
      ['name', 'price'],
      ['name', 'price'],
    ]);
    expect(page).toHaveProperty('facets.stock.about', false);
  });

  it('names the shop’s own fields in the language of the answer', async () => {
    await t.owner.query(
      `INSERT INTO catalog_translations (product_field_id, locale, name)
       SELECT id, 'vi', 'Lớp phủ' FROM product_fields WHERE code = 'coating'`,
    );
    const labels = async (query: string) => {
      const page = await t.http<{ facets: { fields: { code: string; label: string }[] } }>(
        'GET',
        `${API}/products?limit=1&facets=fields${query}`,
      );
      return page.body.facets.fields.map(({ code, label }) => `${code} ${label}`).sort();
    };
    await expect.poll(() => labels('&locale=vi')).toEqual(['coating Lớp phủ', 'vegan Vegan']);
    expect(await labels('')).toEqual(['coating Coating', 'vegan Vegan']);
  });

  it('puts the options of its variants on a card without listing them', async () => {
    const [card] = (await list('attribute=fit:fit-2&include=options&limit=1')).items;
    expect(card?.options?.map(({ code }) => code).sort()).toEqual(['fit', 'tint']);
    const fit = card?.options?.find(({ code }) => code === 'fit');
    expect(fit?.values.map(({ code }) => code)).toContain('fit-2');
  });

  /** One that lists show. */
  const anySlug = async (): Promise<string> => {
    const [card] = (await list('inStock=true&limit=1')).items;
    return card?.slug ?? '';
  };

  it('sorts by name, rating and what was sold', async () => {
    const names = (await list('sort=name&limit=100')).items.map(({ name }) => name.toLowerCase());
    expect(names).toEqual([...names].sort());
    const ratings = (await list('sort=-rating&minRating=3')).items.map(
      (card) => card.rating.average,
    );
    expect(ratings).toEqual([...ratings].sort((a, b) => b - a));
    const slug = await anySlug();
    await t.owner.query(
      `INSERT INTO product_sales (product_id, sold_count) SELECT id, 7 FROM products WHERE slug = '${slug}';
       SELECT refresh_product_listings(array_agg(id)) FROM products WHERE slug = '${slug}'`,
    );
    expect((await list('sort=-sold&limit=1')).items[0]?.slug).toBe(slug);
  });

  it('shows cards in another language and currency', async () => {
    const slug = await anySlug();
    await t.owner.query(
      `INSERT INTO catalog_translations (product_id, locale, name, slug)
         SELECT id, 'vi', 'Đồ gỗ óc chó', 'do-go' FROM products WHERE slug = '${slug}';
       INSERT INTO variant_prices (variant_id, currency, price)
         SELECT v.id, 'EUR', 3.5 FROM product_variants v JOIN products p ON p.id = v.product_id WHERE p.slug = '${slug}'`,
    );
    const [card] = (await list('inStock=true&limit=1&locale=vi&currency=EUR')).items;
    expect(card).toMatchObject({
      name: 'Đồ gỗ óc chó',
      slug: 'do-go',
      price: '3.50',
      currency: 'EUR',
    });
    const [found] = ((await ask('/search?q=oc%20cho%20do%20go')) as Page).items;
    expect(found?.slug).toBe(slug);
    const categories = (await ask('/search/categories?q=racks&limit=3')) as Page;
    expect(categories.items.map(({ name }) => name.slice(0, 4))).toEqual(['Rack', 'Rack', 'Rack']);
  });

  it('filters and sorts what a search finds, also after a typing mistake', async () => {
    const filters = 'category=department-1&inStock=true&maxPrice=300';
    for (const q of ['walnut', 'wallnut']) {
      const found = (await ask(`/search?q=${q}&${filters}&sort=price&limit=50`)) as Page;
      const prices = found.items.map(({ price }) => Number(price));
      expect(prices).toEqual([...prices].sort((a, b) => a - b));
      expect(Math.max(...prices)).toBeLessThanOrEqual(300);
      expect(found.items.every(({ name }) => name.includes('walnut'))).toBe(true);
      const byRelevance = (await ask(`/search?q=${q}&${filters}&limit=1`)) as Page;
      expect(byRelevance.total).toBe(found.total);
    }
  });
});
