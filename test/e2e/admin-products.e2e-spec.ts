import { describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';
import { NOWHERE, productsDesk, type Product } from './products-desk.js';

describe('Products for staff', () => {
  const t = useApi();
  const { fresh, call, create, attribute } = productsDesk(t);

  it('makes a product with its variants, which the public sees once it is published', async () => {
    await attribute('Size', 'S', 'M');
    const brand = await t.given.brand();
    const collection = await t.given.collection();
    const slug = fresh('shirt');
    const made = await call('POST', 'products', {
      name: 'Harbour Shirt',
      slug,
      sku: slug.toUpperCase(),
      brand: brand.slug,
      collections: [collection.slug],
      basePrice: '59.90',
      weight: 0.31,
      dimensions: { length: 70, unit: 'cm' },
      variants: [
        {
          sku: `${slug}-S`,
          attributes: [{ name: 'Size', value: 'S' }],
          stock: 7,
          costPerItem: '21.50',
        },
        {
          attributes: [{ name: 'Size', value: 'M' }],
          price: '64.90',
          compareAtPrice: '70.00',
          barcode: '4006381333931',
        },
      ],
    });
    expect(made.status).toBe(201);
    const version = String(made.headers.get('etag')).slice(0, -1);
    expect((await call('GET', `products/${made.body.id}`)).headers.get('etag')).toContain(version);
    expect(made.headers.get('location')).toBe(`/api/v1/admin/products/${made.body.id}`);
    expect(made.body).toMatchObject({
      slug,
      published: false,
      basePrice: '59.90',
      price: '59.90',
      priceMax: '64.90',
      variantCount: 2,
      stock: 7,
      brand: { slug: brand.slug },
      collections: [{ slug: collection.slug }],
      variants: [
        {
          name: 'S',
          price: '59.90',
          stock: 7,
          costPerItem: '21.50',
          position: 0,
          purchasable: false,
          unavailableReason: 'product_unpublished',
        },
        { name: 'M', price: '64.90', stock: 0, costPerItem: null, position: 1 },
      ],
    });
    const moved = await t.owner.query(
      'SELECT quantity, cause FROM stock_movements WHERE variant_id = $1',
      [made.body.variants[0]?.id],
    );
    expect(moved.rows).toEqual([{ quantity: 7, cause: 'initial' }]);

    expect((await t.http('GET', `/api/v1/products/${slug}`)).status).toBe(404);
    const shown = await call('POST', `products/${made.body.id}/publish`);
    expect(shown.body).toMatchObject({ published: true });
    const page = await t.http('GET', `/api/v1/products/${slug}`);
    expect(page.body).toMatchObject({ slug, purchasable: true });
    expect(page.text).not.toContain('21.50');
    expect(page.text).not.toMatch(/cost/i);
    await call('POST', `products/${made.body.id}/unpublish`);
    expect((await t.http('GET', `/api/v1/products/${slug}`)).status).toBe(404);
  });

  it('gives a product without variants one, and a slug from its name', async () => {
    const word = fresh('Cà Phê');
    const made = await create({ name: word, sku: word });
    expect(made).toMatchObject({
      slug: word.replace('Cà Phê', 'ca-phe'),
      variants: [{ name: word, sku: word, price: '20.00', attributes: [] }],
    });
  });

  it('says all that is wrong at once, and never answers 500', async () => {
    const bad = await call('POST', 'products', {
      name: ' ',
      slug: 'A b',
      basePrice: 5,
      weight: -1,
      description: 'a\0b',
      variants: [{ position: 1.5, stock: -1, unknown: 1 }, 'x'],
    });
    expect(bad.status).toBe(400);
    expect(bad.body.errors?.map(({ pointer }) => pointer)).toEqual([
      '/name',
      '/slug',
      '/basePrice',
      '/weight',
      '/description',
      '/variants/0/position',
      '/variants/0/stock',
      '/variants/0/unknown',
      '/variants/1',
    ]);
    const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const raw = (metadata: string) => `{"name":"x","basePrice":"1.00","metadata":${metadata}}`;
    const cases: [unknown, number, string][] = [
      [{ name: 'x' }, 400, 'request.invalid'],
      [{ name: 'x', basePrice: '1000000000.00' }, 422, 'money.amount_out_of_range'],
      [{ name: 'x', basePrice: '-1.00' }, 422, 'money.invalid'],
      [{ name: 'x', basePrice: '1.999' }, 422, 'money.invalid'],
      [{ name: 'x', basePrice: 'NaN' }, 422, 'money.invalid'],
      [{ name: 'x\ud800', basePrice: '1.00' }, 400, 'request.invalid'],
      [{ name: 'x', basePrice: '1.00', published: true }, 400, 'request.invalid'],
      [{ name: 'x', basePrice: '1.00', brand: 'nobody' }, 422, 'catalog.group_unknown'],
      [
        { name: 'x', basePrice: '1.00', customFields: { no: 1 } },
        422,
        'catalog.field_value_invalid',
      ],
      [
        { name: 'x', basePrice: '1.00', variants: [{ attributes: [{ name: 'No', value: '1' }] }] },
        422,
        'catalog.attribute_unknown',
      ],
      [
        {
          name: 'x',
          basePrice: '1.00',
          variants: [
            {
              attributes: [
                { name: 'A', value: '1' },
                { name: 'A', value: '2' },
              ],
            },
          ],
        },
        422,
        'catalog.attribute_repeated',
      ],
      [{ name: 'x', basePrice: '1.00', weight: 1e9 }, 400, 'request.invalid'],
      [
        { name: 'x', basePrice: '1.00', metadata: { a: 'x'.repeat(20_000) } },
        422,
        'catalog.document_refused',
      ],
      [
        { name: 'x', basePrice: '1.00', metadata: { a: '\ud800' } },
        422,
        'catalog.document_refused',
      ],
      [{ name: 'x', basePrice: '1.00', metadata: [] }, 422, 'catalog.document_refused'],
      [
        { name: 'x', basePrice: '1.00', dimensions: { length: -1 } },
        422,
        'catalog.document_refused',
      ],
      [raw(deep(7)), 422, 'catalog.document_refused'],
      [raw(deep(40_000)), 400, 'request.invalid'],
      [raw('{"__proto__":{"polluted":1}}'), 400, 'request.invalid'],
      [raw('{"a":{"constructor":{"prototype":{"polluted":1}}}}'), 400, 'request.invalid'],
    ];
    for (const [body, status, code] of cases) {
      const answer = await call('POST', 'products', body);
      expect([JSON.stringify(body).slice(0, 90), answer.status, answer.body.code]).toEqual([
        JSON.stringify(body).slice(0, 90),
        status,
        code,
      ]);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('changes what is sent, and refuses who has not seen the last change', async () => {
    const { id, slug } = await create({ description: 'Old words' });
    const seen = (await call('GET', `products/${id}`)).headers.get('etag') ?? '';
    const both = await Promise.all([
      call('PATCH', `products/${id}`, { name: 'One', description: null }, seen),
      call('PATCH', `products/${id}`, { name: 'Two', description: null }, seen),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const now = await call('GET', `products/${id}`);
    expect(now.body).toMatchObject({ description: null, slug, basePrice: '20.00' });
    expect((await call('PATCH', `products/${id}`, { name: 'Free' })).status).toBe(200);
    expect((await call('PATCH', `products/${NOWHERE}`, { name: 'x' })).body.code).toBe(
      'catalog.product_not_found',
    );
    const smuggled = { id: NOWHERE, published: true, ratingCount: 9, variants: [] };
    const refused = await call('PATCH', `products/${id}`, smuggled);
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(
      Object.keys(smuggled).map((name) => `/${name}`),
    );
  });

  it('gives a slug or a SKU to one of two who want it at once', async () => {
    const slug = fresh('race');
    const racers = (more: object) =>
      Promise.all(
        [1, 2, 3, 4].map(() =>
          call('POST', 'products', { name: 'Race', basePrice: '1.00', ...more }),
        ),
      );
    const bySlug = await racers({ slug });
    expect(bySlug.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    expect(bySlug.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'catalog.slug_taken',
      errors: [{ pointer: '/slug' }],
    });
    const [first, second] = [await create(), await create()];
    const taken = await Promise.all(
      [first, second].map(({ variants }) =>
        call('PATCH', `variants/${variants[0]?.id}`, { sku: slug }),
      ),
    );
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('deletes and restores, and says who has the names by now', async () => {
    const slug = fresh('gone');
    const variants = [{ sku: `${slug}-v` }];
    const { id, variants: own } = await create({ slug, sku: slug, variants });
    expect((await call('DELETE', `products/${id}`, undefined, '"old"')).status).toBe(412);
    expect((await call('DELETE', `products/${id}`)).status).toBe(204);
    expect((await call('DELETE', `products/${id}`)).status).toBe(404);
    expect((await call('PATCH', `products/${id}`, { name: 'x' })).status).toBe(404);
    expect((await call('POST', `variants/${own[0]?.id}/restore`)).body.code).toBe(
      'catalog.product_deleted',
    );
    expect((await call('GET', `products/${id}`)).body).toMatchObject({
      deletedAt: expect.any(String) as string,
      variants: [{ sku: `${slug}-v`, unavailableReason: 'deleted' }],
    });

    const heir = await create({ slug, sku: slug, variants });
    const taken = await call('POST', `products/${id}/restore`);
    expect(taken.body).toMatchObject({
      code: 'catalog.sku_taken',
      details: { skus: [slug, `${slug}-v`] },
    });
    await call('PATCH', `products/${heir.id}`, { sku: null });
    await call('PATCH', `variants/${heir.variants[0]?.id}`, { sku: null });
    expect((await call('POST', `products/${id}/restore`)).body.code).toBe('catalog.slug_taken');
    await call('PATCH', `products/${heir.id}`, { slug: fresh('heir') });
    const back = await call('POST', `products/${id}/restore`);
    expect(back.body).toMatchObject({ slug, deletedAt: null, variants: [{ id: own[0]?.id }] });
    expect((await call('POST', `products/${id}/restore`)).status).toBe(200);
  });

  it('plans publishing for later, never for the past', async () => {
    const { id } = await create();
    const later = new Date(Date.now() + 3_600_000).toISOString();
    const evenLater = new Date(Date.now() + 7_200_000).toISOString();
    const plan = (body: object) => call('PUT', `products/${id}/schedule`, body);
    expect((await plan({ publishAt: later, unpublishAt: evenLater })).body).toMatchObject({
      publishAt: later,
      published: false,
    });
    expect((await plan({ unpublishAt: '2020-01-01T00:00:00Z' })).body).toMatchObject({
      code: 'catalog.time_in_past',
      errors: [{ pointer: '/unpublishAt' }],
    });
    expect((await plan({ publishAt: evenLater, unpublishAt: later })).body.code).toBe(
      'catalog.times_crossed',
    );
    expect((await plan({ publishAt: 'tomorrow' })).status).toBe(400);
    expect((await plan({ publishAt: null, unpublishAt: null })).body.publishAt).toBeNull();
    const many = await call<{ results: { outcome: string }[]; refused: number }>(
      'POST',
      'products/publish',
      {
        productIds: [id, NOWHERE],
        published: true,
      },
    );
    expect(many.body).toMatchObject({
      refused: 1,
      results: [{ outcome: 'updated' }, { outcome: 'refused' }],
    });

    const writer = await t.given.staff({ catalog: 'rw' });
    for (const [method, path, body] of [
      ['POST', `products/${id}/publish`, undefined],
      ['PUT', `products/${id}/schedule`, { publishAt: later }],
      ['POST', 'products/publish', { productIds: [id], published: false }],
    ] as const) {
      expect((await call(method, path, body, undefined, writer)).status).toBe(403);
    }
    const rows = [{ id, published: false, variants: [{ inventoryQuantity: 5 }] }];
    const smuggled = await call('POST', 'products/bulk', { rows }, undefined, writer);
    expect(smuggled.status).toBe(400);
    expect(smuggled.body.errors).toEqual([
      { pointer: '/rows/0/published', code: 'unknown_field' },
      { pointer: '/rows/0/variants/0/inventoryQuantity', code: 'unknown_field' },
    ]);
  });

  it('finds products by what staff knows of them', async () => {
    const parent = await t.given.category();
    const category = await t.given.category({ parentId: parent.id });
    const brand = await t.given.brand();
    const word = `zephyr${fresh('')}`.replace('-', '');
    const made = await create({
      name: `The ${word}`,
      brand: brand.slug,
      category: category.slug,
      variants: [{ sku: word }],
    });
    const gone = await create({ name: `Gone ${word}`, brand: brand.slug });
    await call('DELETE', `products/${gone.id}`);
    const found = async (query: string) => {
      const answer = await call<{ items: Product[] }>('GET', `products?${query}`);
      return answer.body.items?.map(({ id }) => id) ?? answer.body.code;
    };
    expect(await found(`category=${parent.slug}`)).toEqual([made.id]);
    expect(await found(`brand=${brand.slug}&published=false&status=active`)).toEqual([made.id]);
    expect(await found(`brand=${brand.slug}&deleted=true`)).toEqual([gone.id]);
    expect(await found(`sku=${word}`)).toEqual([made.id]);
    expect(await found(`q=${word}`)).toEqual([made.id]);
    expect(await found(`q=${word}&published=true`)).toEqual([]);
    expect(await found('status=nonsense')).toBe('request.invalid');
    expect(await found('q=%00')).toBe('request.invalid');
    const page = await call<{ items: Product[]; nextCursor: string }>('GET', 'products?limit=2');
    const next = await found(`limit=2&cursor=${page.body.nextCursor}`);
    expect(next).toHaveLength(2);
    expect(next).not.toContain(page.body.items[1]?.id);
  });
});
