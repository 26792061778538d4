import { describe, expect, it } from 'vitest';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Variant {
  readonly id: string;
  readonly name: string;
  readonly sku: string | null;
  readonly price: string;
  readonly costPerItem: string | null;
  readonly stock: number;
  readonly position: number;
  readonly purchasable: boolean;
  readonly unavailableReason: string | null;
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}

interface Product {
  readonly id: string;
  readonly slug: string;
  readonly published: boolean;
  readonly publishAt: string | null;
  readonly variantCount: number;
  readonly variants: readonly Variant[];
  readonly customFields: Record<string, unknown>;
  readonly metadata: Record<string, unknown> | null;
}

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}

const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';
const SIZES = (...values: string[]) => values.map((value) => [{ name: 'Size', value }]);

describe('Products for staff', () => {
  const t = useApi();
  let staff: GivenStaff | undefined;
  let counter = 0;
  const fresh = (word = 'thing') => `${word}-${(counter += 1)}`;

  const call = async <Body = Product>(
    method: string,
    path: string,
    body?: unknown,
    ifMatch?: string,
    by?: { readonly token: string },
  ) => {
    staff ??= await t.given.staff({ catalog: 'rwx' });
    return t.http<Body & Problem>(method, `/api/v1/admin/${path}`, {
      token: (by ?? staff).token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  };
  const create = async (more: object = {}) => {
    const answer = await call('POST', 'products', {
      name: fresh(),
      basePrice: '20.00',
      ...more,
    });
    expect(answer.text).toContain('"id"');
    return answer.body;
  };
  const withSizes = async (...sizes: string[]) => {
    await attribute('Size', ...sizes);
    return create({
      variants: SIZES(...sizes).map((attributes) => ({ attributes, stock: 3 })),
    });
  };
  const attribute = async (name: string, ...values: string[]) => {
    await t.owner.query(
      `WITH a AS (INSERT INTO attributes (name) VALUES ($1) ON CONFLICT (name) DO UPDATE SET name = $1 RETURNING id)
       INSERT INTO attribute_values (attribute_id, value) SELECT a.id, u FROM a, unnest($2::text[]) u ON CONFLICT DO NOTHING`,
      [name, values],
    );
  };
  const variantsOf = async (id: string) =>
    (await call<{ items: Variant[] }>('GET', `products/${id}/variants?limit=100`)).body.items;

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
    expect(made.headers.get('etag')).toBe(
      (await call('GET', `products/${made.body.id}`)).headers.get('etag'),
    );
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
  void NOWHERE;
  void withSizes;
  void variantsOf;
});
