import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenProduct } from '../setup/given/catalog.js';
import { useApi } from '../setup/test-api.js';

interface Shown {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly price: string;
  readonly priceMax: string;
  readonly compareAtPrice: string | null;
  readonly currency: string;
  readonly variants: readonly (Shown & { readonly id: string })[];
}

interface Problem {
  readonly code: string;
}

interface SavedRow {
  readonly outcome: string;
  readonly errors: readonly { readonly code: string; readonly pointer: string }[];
}

const API = '/api/v1';

describe('The storefront in other languages and currencies', () => {
  const t = useApi({ env: { LOCALES: 'en,vi,fr', CURRENCIES: 'EUR,VND' } });
  let token = '';
  const show = (path: string, headers: Record<string, string> = {}) =>
    t.http<Shown & Problem>('GET', `${API}/${path}`, { headers });
  const put = <Body = Problem>(path: string, body: unknown, headers: Record<string, string> = {}) =>
    t.http<Body>('PUT', `${API}/admin/${path}`, { token, body, headers });
  const translate = (product: GivenProduct, locale: string, words: object) =>
    put(`products/${product.id}/translations/${locale}`, words);
  const rename = (product: GivenProduct, slug: string) =>
    t.owner.query('UPDATE products SET slug = $2 WHERE id = $1', [product.id, slug]);
  beforeAll(async () => {
    token = (await t.given.staff({ catalog: 'rw' })).token;
  });

  describe('the view', () => {
    it.each([
      ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
      ['fr-CA, vi;q=0.5', 'fr'],
      ['de, vi;q=0.1', 'vi'],
      ['de', 'en'],
      ['', 'en'],
      ['*', 'en'],
      ['vi;q=0', 'en'],
      ['vi;q=banana', 'en'],
      [`${'xx-YY;q=0.5,'.repeat(400)}vi`, 'en'],
      ['vi'.repeat(4000), 'en'],
      [';,;=",q=\\', 'en'],
    ])('of %.30s is %s', async (header, locale) => {
      const { slug } = await t.given.product();
      const answer = await show(`products/${slug}`, { 'accept-language': header });
      expect([answer.status, answer.headers.get('content-language')]).toEqual([200, locale]);
      expect(answer.headers.get('vary')).toContain('Accept-Language');
    });

    it.each([
      ['locale=vi', 200, 'vi'],
      ['locale=VI-vn', 200, 'vi'],
      ['locale=de', 400, 'request.locale_not_offered'],
      ['locale=', 400, 'request.locale_not_offered'],
      ['locale=__proto__', 400, 'request.locale_not_offered'],
      ['locale=vi&locale=fr', 400, 'request.locale_not_offered'],
      ['locale=%00', 400, 'request.locale_not_offered'],
      ['currency=EUR', 200, 'en'],
      ['currency=eur', 400, 'request.currency_not_offered'],
      ['currency=GBP', 400, 'request.currency_not_offered'],
      ['currency=constructor', 400, 'request.currency_not_offered'],
      ['currency=EUR&currency=EUR', 400, 'request.currency_not_offered'],
    ])('?%s: %i %s', async (query, status, expected) => {
      const { slug } = await t.given.product();
      const answer = await show(`products/${slug}?${query}`);
      const found = status === 200 ? answer.headers.get('content-language') : answer.body.code;
      expect([answer.status, found]).toEqual([status, expected]);
    });
  });

  describe('translations', () => {
    it('lie over the texts of a product, one text at a time, and its slug leads there in any language', async () => {
      const shirt = await t.given.product({ name: 'Shirt', description: 'Linen', slug: 'shirt' });
      const saved = await translate(shirt, 'vi', { name: 'Áo sơ mi', slug: 'ao-so-mi' });
      expect(saved.status, saved.text).toBe(200);
      const vi = await show('products/shirt', { 'accept-language': 'vi' });
      expect(vi.body).toMatchObject({ name: 'Áo sơ mi', slug: 'ao-so-mi', description: 'Linen' });
      const fr = await show('products/ao-so-mi?locale=fr');
      expect(fr.body).toMatchObject({ name: 'Shirt', slug: 'shirt' });
      expect(vi.headers.get('etag')).not.toBe(fr.headers.get('etag'));
    });

    it('name options, and variants that are called by their options', async () => {
      const coat = await t.given.product({ variants: 2 });
      const { rows } = await t.owner.query<{ attribute: number; value: number }>(
        `WITH a AS (INSERT INTO attributes (name) VALUES ('Shade') RETURNING id)
         INSERT INTO attribute_values (attribute_id, value) SELECT id, v FROM a, unnest(ARRAY['Red', 'Sky Blue']) v
         RETURNING attribute_id AS attribute, id AS value`,
      );
      const [red, blue] = rows;
      await t.owner.query(
        `INSERT INTO variant_attributes (variant_id, attribute_value_id) SELECT * FROM unnest($1::uuid[], $2::int[])`,
        [coat.variantIds, [red?.value, blue?.value]],
      );
      await t.owner.query(`UPDATE product_variants SET name = 'Red' WHERE id = $1`, [
        coat.variantIds[0],
      ]);
      await put(`attributes/${red?.attribute}/translations/vi`, { name: 'Màu' });
      await put(`attribute-values/${red?.value}/translations/vi`, { name: 'Đỏ' });
      const { body } = await show(`products/${coat.slug}?locale=vi`);
      expect(body).toMatchObject({
        options: [{ code: 'shade', name: 'Màu', values: [{ value: 'Đỏ' }, { value: 'Sky Blue' }] }],
        variants: [{ name: 'Đỏ' }, { name: 'Variant 2' }],
      });
      const picked = (query: string) => show(`products/${coat.slug}/variants?${query}`);
      const ids = async (query: string) => {
        const found = (await picked(query)).body as unknown as { items: { id: string }[] };
        return found.items.map(({ id }) => coat.variantIds.indexOf(id));
      };
      expect(await ids('option=shade:sky-blue')).toEqual([1]);
      expect(await ids('option=shade:sky-blue&option=shade:red&limit=5')).toEqual([0, 1]);
      expect(await ids('option=shade:sky-blue&option=size:m')).toEqual([]);
      for (const bad of ['option=shade', 'option=:', 'option=a:%00', 'option[]=x', 'colour=red']) {
        expect((await picked(bad)).status, bad).toBe(400);
      }
    });

    it('are read, guarded and taken away', async () => {
      const thing = await t.given.product();
      const path = `products/${thing.id}/translations`;
      const first = await put(`${path}/vi`, { name: 'Một' });
      const etag = String(first.headers.get('etag'));
      expect((await put(`${path}/vi`, { name: 'Hai' }, { 'if-match': etag })).status).toBe(200);
      const late = await put(`${path}/vi`, { name: 'Ba' }, { 'if-match': etag });
      expect([late.status, late.body.code]).toEqual([412, 'request.precondition_failed']);
      const all = await t.http('GET', `${API}/admin/${path}`, { token });
      expect(all.body).toMatchObject({ items: [{ locale: 'vi', name: 'Hai', slug: null }] });
      const remove = () => t.http('DELETE', `${API}/admin/${path}/vi`, { token });
      expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    });

    it.each([
      ['products/ID/translations/en', { name: 'x' }, 422, 'catalog.locale_not_translated'],
      ['products/ID/translations/de', { name: 'x' }, 422, 'catalog.locale_not_translated'],
      ['products/ID/translations/%00', { name: 'x' }, 422, 'catalog.locale_not_translated'],
      ['products/ID/translations/vi', { slug: 'Not a slug' }, 400, 'request.invalid'],
      ['products/ID/translations/vi', { slug: 'a'.repeat(201) }, 400, 'request.invalid'],
      ['products/ID/translations/vi', { name: 'a\0b' }, 400, 'request.invalid'],
      ['products/ID/translations/vi', { description: '\ud800' }, 400, 'request.invalid'],
      ['products/ID/translations/vi', { __proto__x: 1 }, 400, 'request.invalid'],
      ['brands/BRAND/translations/vi', { shortDescription: 'x' }, 422, 'catalog.not_translatable'],
      ['attributes/1/translations/vi', { slug: 'x' }, 422, 'catalog.not_translatable'],
      ['attributes/2147483648/translations/vi', { name: 'x' }, 400, 'request.invalid'],
      ['attributes/999/translations/vi', { name: 'x' }, 404, 'catalog.attribute_not_found'],
      ['products/x/translations/vi', { name: 'x' }, 400, 'request.invalid'],
      ['brands/ID/translations/vi', { name: 'x' }, 404, 'catalog.brand_not_found'],
      ['orders/ID/translations/vi', { name: 'x' }, 404, 'request.not_found'],
    ])('%s with %j: %i %s', async (path, body, status, code) => {
      const { id } = await t.given.product();
      const brand = await t.given.brand();
      const answer = await put(path.replace('ID', id).replace('BRAND', brand.id), body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    });

    it('give a slug to one thing only, also when two ask at once, and whether it is the own one or a translated one', async () => {
      const things = await Promise.all([1, 2, 3, 4].map(() => t.given.product()));
      const answers = await Promise.all(
        things.map((thing, n) => translate(thing, n % 2 ? 'vi' : 'fr', { slug: 'wanted' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
      const own = await t.given.product({ slug: 'taken' });
      const [other] = things;
      if (other === undefined) throw new Error('no product');
      const refused = await translate(other, 'vi', { slug: 'taken' });
      expect([refused.status, refused.body.code]).toEqual([409, 'catalog.slug_taken']);
      const taken = { constraint: 'uq_catalog_translations_product_slug' };
      await expect(rename(own, 'wanted')).rejects.toMatchObject(taken);
      await expect(t.given.product({ slug: 'wanted' })).rejects.toMatchObject(taken);
      // The same slug in two languages of one thing is one address, and a brand has addresses of its own.
      expect((await translate(own, 'vi', { slug: 'taken' })).status).toBe(200);
      expect((await translate(own, 'fr', { slug: 'taken' })).status).toBe(200);
      const brand = await t.given.brand();
      expect((await put(`brands/${brand.id}/translations/vi`, { slug: 'taken' })).status).toBe(200);
    });

    it('and own slugs that ask at once cannot both have one', async () => {
      const [mine, other] = [await t.given.product(), await t.given.product()];
      const wanting = (slug: string) => ({
        own: () =>
          rename(mine, slug).then(
            () => 'done',
            () => 'refused',
          ),
        translated: async () => {
          const { status } = await translate(other, 'vi', { slug });
          return status === 200 ? 'done' : 'refused';
        },
      });
      const hold = async (statement: string, id: string, work: () => Promise<string>) => {
        const first = await t.owner.connect();
        await first.query('BEGIN');
        await first.query(statement, [id]);
        const second = work();
        await new Promise((resolve) => setTimeout(resolve, 100));
        await first.query('COMMIT');
        first.release();
        return second;
      };
      const insert = `INSERT INTO catalog_translations (product_id, locale, slug) VALUES ($1, 'fr', 'held-1')`;
      const update = `UPDATE products SET slug = 'held-2' WHERE id = $1`;
      expect(await hold(insert, other.id, wanting('held-1').own)).toBe('refused');
      expect(await hold(update, mine.id, wanting('held-2').translated)).toBe('refused');
      expect(await wanting('held-1').translated()).toBe('done');
    });

    it('of a deleted thing give their slug up to whoever wants it', async () => {
      const gone = await t.given.product();
      await translate(gone, 'vi', { slug: 'left-behind' });
      await t.owner.query('UPDATE products SET deleted_at = now() WHERE id = $1', [gone.id]);
      const heir = await t.given.product({ slug: 'left-behind' });
      expect((await show('products/left-behind')).body).toMatchObject({ id: heir.id });
    });
  });

  describe('slugs that moved', () => {
    const moved = async (path: string, locale = 'en') => {
      const answer = await show(path, { 'accept-language': locale });
      return [answer.status, answer.headers.get('location')];
    };

    it('lead to the present one in one step, keep path and query, and make no circle', async () => {
      const thing = await t.given.product({ slug: 'loop-a' });
      await rename(thing, 'loop-b');
      expect(await moved('products/loop-a?currency=EUR&locale=%65n')).toEqual([
        301,
        `${API}/products/loop-b?currency=EUR&locale=%65n`,
      ]);
      expect(await moved('products/loop-a/variants?limit=3')).toEqual([
        301,
        `${API}/products/loop-b/variants?limit=3`,
      ]);
      await rename(thing, 'loop-c');
      await rename(thing, 'loop-a');
      expect((await show('products/loop-a')).status).toBe(200);
      for (const old of ['loop-b', 'loop-c']) {
        expect(await moved(`products/${old}`)).toEqual([301, `${API}/products/loop-a`]);
      }
      const answer = await show('products/loop-b');
      expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    });

    it('belong to whoever lives there, and to the last one who did', async () => {
      const first = await t.given.product({ slug: 'house' });
      await rename(first, 'first-moved');
      const second = await t.given.product();
      await rename(second, 'house');
      expect((await show('products/house')).body).toMatchObject({ id: second.id });
      await rename(second, 'second-moved');
      expect(await moved('products/house')).toEqual([301, `${API}/products/second-moved`]);
      await t.owner.query('UPDATE products SET published = false WHERE id = $1', [second.id]);
      expect((await show('products/house')).body.code).toBe('catalog.product_not_found');
      await t.owner.query('DELETE FROM products WHERE id = $1', [second.id]);
      expect((await show('products/house')).status).toBe(404);
    });

    it('follow translations too', async () => {
      const thing = await t.given.product({ slug: 'hat' });
      await translate(thing, 'vi', { slug: 'mu' });
      await translate(thing, 'vi', { slug: 'non' });
      expect(await moved('products/mu', 'vi')).toEqual([301, `${API}/products/non`]);
      expect(await moved('products/mu')).toEqual([301, `${API}/products/hat`]);
      await t.http('DELETE', `${API}/admin/products/${thing.id}/translations/vi`, { token });
      expect(await moved('products/non', 'vi')).toEqual([301, `${API}/products/hat`]);
    });
  });

  describe('prices', () => {
    it('are shown in the asked currency where there is one, and say in which they are', async () => {
      const [small, large, none] = (await t.given.product({ variants: ['10', '20', '5'] }))
        .variantIds as [string, string, string];
      const { rows } = await t.owner.query<{ slug: string }>(
        'SELECT p.slug FROM products p JOIN product_variants v ON v.product_id = p.id WHERE v.id = $1',
        [none],
      );
      const slug = rows[0]?.slug ?? '';
      const path = (id: string, currency: string) => `variants/${id}/prices/${currency}`;
      expect((await put(path(small, 'VND'), { price: '250000' })).status).toBe(200);
      const set = { price: '400000', compareAtPrice: '500000' };
      expect((await put(path(large, 'VND'), set)).body).toMatchObject({
        currency: 'VND',
        price: '400000',
      });
      const { body } = await show(`products/${slug}?currency=VND`);
      expect(body).toMatchObject({ currency: 'VND', price: '250000', priceMax: '400000' });
      expect(body.variants.map((one) => [one.price, one.compareAtPrice, one.currency])).toEqual([
        ['250000', null, 'VND'],
        ['400000', '500000', 'VND'],
        ['5.00', null, 'USD'],
      ]);
      expect((await show(`products/${slug}?currency=EUR`)).body).toMatchObject({
        currency: 'USD',
        price: '5.00',
        priceMax: '20.00',
      });
      const removed = await t.http('DELETE', `${API}/admin/${path(small, 'VND')}`, { token });
      expect(removed.status).toBe(204);
      expect((await show(`products/${slug}?currency=VND`)).body.price).toBe('400000');
    });

    it.each([
      ['EUR', { price: '0' }, 200, ''],
      ['EUR', { price: '99999999.99' }, 200, ''],
      ['EUR', { price: '1000000000' }, 422, 'money.amount_out_of_range'],
      ['EUR', { price: '1.999' }, 422, 'money.invalid'],
      ['EUR', { price: '-1' }, 422, 'money.invalid'],
      ['EUR', { price: 'NaN' }, 422, 'money.invalid'],
      ['EUR', { price: 5 }, 400, 'request.invalid'],
      ['EUR', { price: '5', compareAtPrice: '1e3' }, 422, 'money.invalid'],
      ['VND', { price: '1.5' }, 422, 'money.invalid'],
      ['USD', { price: '1' }, 422, 'catalog.currency_not_priced'],
      ['GBP', { price: '1' }, 422, 'catalog.currency_not_priced'],
    ])('%s %j: %i %s', async (currency, body, status, code) => {
      const { variantId } = await t.given.product();
      const answer = await put(`variants/${variantId}/prices/${currency}`, body);
      expect([answer.status, answer.status === 200 ? '' : answer.body.code]).toEqual([
        status,
        code,
      ]);
    });

    it('of many variants are judged one by one', async () => {
      const [one, two, three] = (await t.given.product({ variants: 3 })).variantIds as [
        string,
        string,
        string,
      ];
      const row = (variantId: string, price: string | null, currency = 'EUR') => {
        return { variantId, currency, price };
      };
      await put('variant-prices', { items: [row(one, '1.00'), row(two, '2.00')] });
      const answer = await put<{ items: SavedRow[] }>('variant-prices', {
        items: [
          row(one, '1.00'),
          row(two, null),
          row(three, '3.00'),
          row(three.toUpperCase(), '4.00'),
          row(three, 'x', 'VND'),
          row(one, '1', 'USD'),
          row('6f1f3f0e-3c1c-4a3e-9f5e-2b8a4f3f0b52', '1.00'),
        ],
      });
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body.items.map(({ outcome, errors }) => errors[0]?.code ?? outcome)).toEqual([
        'unchanged',
        'removed',
        'saved',
        'catalog.row_repeated',
        'money.invalid',
        'catalog.currency_not_priced',
        'catalog.variant_not_found',
      ]);
      const many = Array.from({ length: 501 }, () => row(one, '1.00'));
      expect((await put('variant-prices', { items: many.slice(0, 400) })).status).toBe(200);
      expect((await put('variant-prices', { items: [] })).status).toBe(400);
    });
  });
});
