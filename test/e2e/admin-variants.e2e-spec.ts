import { describe, expect, it } from 'vitest';
import { useApi } from '../setup/test-api.js';
import { SIZES, productsDesk, type Variant } from './products-desk.js';

describe('Variants, fields and metadata for staff', () => {
  const t = useApi();
  const { fresh, call, create, withSizes, attribute, variantsOf } = productsDesk(t);

  it('keeps combinations unique, swaps them, and never loses the last variant', async () => {
    const { id, variants } = await withSizes('S', 'M');
    const [s, m] = variants.map((variant) => variant.id);
    const [sizeS, sizeM] = SIZES('S', 'M');
    const again = await call('POST', `products/${id}/variants`, { attributes: sizeS });
    expect(again.body).toMatchObject({
      code: 'catalog.combination_taken',
      errors: [{ pointer: '/attributes' }],
    });
    expect((await call('PATCH', `variants/${m}`, { attributes: sizeS })).status).toBe(409);
    const swapped = await call<{ results: { outcome: string }[] }>('POST', 'products/bulk', {
      rows: [
        {
          id,
          variants: [
            { id: s, attributes: sizeM },
            { id: m, attributes: sizeS },
          ],
        },
      ],
    });
    expect(swapped.body.results).toMatchObject([{ outcome: 'updated' }]);
    expect((await variantsOf(id)).map((one) => one.attributes[0]?.value)).toEqual(['M', 'S']);

    expect((await call('DELETE', `variants/${m}`)).status).toBe(204);
    expect((await call('DELETE', `variants/${s}`)).body.code).toBe('catalog.last_variant');
    expect((await call('POST', `products/${id}/variants`, { attributes: sizeS })).status).toBe(201);
    expect((await call('POST', `variants/${m}/restore`)).body.code).toBe(
      'catalog.combination_taken',
    );
    const both = await variantsOf(id);
    const race = await Promise.all(both.map((one) => call('DELETE', `variants/${one.id}`)));
    expect(race.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await call('POST', `variants/${m}/restore`)).status).toBe(
      race[1]?.status === 204 ? 200 : 409,
    );
  });

  it('brings a variant back without its SKU when another has that by now', async () => {
    const { id, variants } = await withSizes('S', 'M');
    const gone = variants[1]?.id ?? '';
    const sku = `TAKEN-${id.slice(0, 8)}`;
    expect((await call('PATCH', `variants/${gone}`, { sku })).status).toBe(200);
    expect((await call('DELETE', `variants/${gone}`)).status).toBe(204);
    const other = (await withSizes('S', 'M')).variants[0]?.id ?? '';
    expect((await call('PATCH', `variants/${other}`, { sku })).status).toBe(200);
    const restore = (body?: object) => call<Variant>('POST', `variants/${gone}/restore`, body);
    for (const body of [undefined, {}, { leaveTakenSkus: false }]) {
      expect((await restore(body)).body.code).toBe('catalog.sku_taken');
    }
    expect((await restore({ leaveTakenSkus: 'yes' })).status).toBe(400);
    const race = await Promise.all([1, 2, 3].map(() => restore({ leaveTakenSkus: true })));
    expect(race.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(race[0]?.body.sku).toBeNull();
    expect((await variantsOf(id)).map((one) => one.sku)).not.toContain(sku);
  });

  it('refuses variants of other products, and hides an inactive one from the public', async () => {
    const mine = await withSizes('S', 'M');
    const other = await withSizes('S', 'M');
    const [own] = mine.variants;
    const strange = other.variants[0]?.id ?? '';
    const ids = mine.variants.map((one) => one.id);
    const order = (variantIds: string[]) =>
      call('PUT', `products/${mine.id}/variants/order`, { variantIds });
    expect((await order([strange])).body.code).toBe('catalog.variant_not_found');
    expect((await order([...ids].reverse())).status).toBe(204);
    expect((await variantsOf(mine.id)).map((one) => one.id)).toEqual([...ids].reverse());
    const bulk = await call<{ results: { errors: { code: string }[] }[] }>(
      'POST',
      'products/bulk',
      {
        rows: [{ id: mine.id, variants: [{ id: strange, price: '1.00' }] }],
      },
    );
    expect(bulk.body.results[0]?.errors).toMatchObject([{ code: 'catalog.variant_not_found' }]);

    await call('POST', `products/${mine.id}/publish`);
    const before = await call<Variant>('GET', `variants/${own?.id}`);
    const changed = await call<Variant>(
      'PATCH',
      `variants/${own?.id}`,
      { isActive: false, weight: 0.5, costPerItem: '3.10' },
      before.headers.get('etag') ?? '',
    );
    expect(changed.body).toMatchObject({
      isActive: false,
      unavailableReason: 'variant_inactive',
      costPerItem: '3.10',
    });
    const page = await t.http<{ variantCount: number }>('GET', `/api/v1/products/${mine.slug}`);
    expect(page.body.variantCount).toBe(1);
    expect(
      (await call('PATCH', `variants/${own?.id}`, {}, before.headers.get('etag') ?? '')).status,
    ).toBe(412);
    // A sale moves stock, not what staff edits.
    await t.owner.query('UPDATE product_variants SET inventory_quantity = 1 WHERE id = $1', [
      own?.id,
    ]);
    expect(
      (await call('PATCH', `variants/${own?.id}`, {}, changed.headers.get('etag') ?? '')).status,
    ).toBe(200);
  });

  it('makes the combinations that are missing', async () => {
    await attribute('Colour', 'Navy Blue', 'Écru');
    const { id, slug } = await withSizes('S');
    const wish = {
      attributes: [
        { name: 'Colour', values: ['Navy Blue', 'Écru'] },
        { name: 'Size', values: ['S', 'M', 'L'] },
      ],
      skuPattern: '{slug}-{Colour}-{Size}',
      stock: 2,
    };
    const matrix = (more: object = {}) =>
      call<{ created: number; cells: { id: string | null; sku: string; outcome: string }[] }>(
        'POST',
        `products/${id}/variants/matrix`,
        { ...wish, ...more },
      );
    expect((await matrix()).body.code).toBe('catalog.attribute_unknown');
    const shown = await matrix({ createAttributes: true, dryRun: true });
    expect(shown.body).toMatchObject({ created: 6 });
    expect(shown.body.cells[0]).toMatchObject({
      id: null,
      sku: `${slug.toUpperCase()}-NAVY-BLUE-S`,
    });
    expect(await variantsOf(id)).toHaveLength(1);
    const made = await matrix({ createAttributes: true });
    expect(made.body.cells[5]).toMatchObject({
      outcome: 'created',
      sku: `${slug.toUpperCase()}-ECRU-L`,
    });
    expect(await variantsOf(id)).toHaveLength(7);
    expect((await matrix()).body).toMatchObject({
      created: 0,
      cells: [{ outcome: 'exists' }, {}, {}, {}, {}, {}],
    });
    expect(
      (await matrix({ skuPattern: '{nothing}', attributes: [{ name: 'Size', values: ['L'] }] }))
        .status,
    ).toBe(400);
    const twice = [wish.attributes[0], wish.attributes[0]];
    expect((await matrix({ attributes: twice })).body.code).toBe('catalog.attribute_repeated');
    const numbers = Array.from({ length: 15 }, (_, n) => String(n));
    const many = ['X', 'Y'].map((name) => ({ name, values: numbers }));
    expect((await matrix({ attributes: many, createAttributes: true })).body.code).toBe(
      'catalog.too_many_variants',
    );
  });

  it('stays quick with 200 variants', async () => {
    const { id, slug } = await create();
    const attributes = [
      { name: 'Row', values: Array.from({ length: 20 }, (_, n) => `r${n}`) },
      { name: 'Seat', values: Array.from({ length: 10 }, (_, n) => `s${n}`) },
    ];
    const body = { attributes, createAttributes: true, price: '5.00' };
    const made = await call<{ created: number }>('POST', `products/${id}/variants/matrix`, body);
    expect(made.body.created).toBe(200);
    await call('POST', `products/${id}/publish`);
    const start = performance.now();
    const page = await t.http<{ variants: unknown[]; variantCount: number }>(
      'GET',
      `/api/v1/products/${slug}`,
    );
    const staffPage = await call('GET', `products/${id}`);
    expect(performance.now() - start).toBeLessThan(1_000);
    expect([page.body.variants.length, page.body.variantCount]).toEqual([20, 201]);
    expect([staffPage.body.variants.length, staffPage.body.variantCount]).toEqual([20, 201]);
    const first = await call<{ items: Variant[]; nextCursor: string }>(
      'GET',
      `products/${id}/variants?limit=100`,
    );
    const second = await call<{ items: Variant[]; nextCursor: string }>(
      'GET',
      `products/${id}/variants?limit=100&cursor=${first.body.nextCursor}`,
    );
    const third = await call<{ items: Variant[]; nextCursor: null }>(
      'GET',
      `products/${id}/variants?limit=100&cursor=${second.body.nextCursor}`,
    );
    const ids = [first, second, third].flatMap(({ body: { items } }) => items.map((one) => one.id));
    expect([new Set(ids).size, third.body.nextCursor]).toEqual([201, null]);
    expect((await call('GET', `products/${id}/variants?cursor=nonsense`)).status).toBe(400);
  });

  it('holds custom fields to their types, and fields to their values', async () => {
    const field = (code: string, type: string, more: object = {}) =>
      call<{ id: string }>('POST', 'product-fields', { code, label: code, type, ...more });
    const finish = (await field('finish', 'choice', { choices: ['matt', 'glossy'] })).body.id;
    for (const type of ['text', 'integer', 'decimal', 'boolean', 'date'])
      await field(`a_${type}`, type);
    expect((await field('finish', 'text')).body.code).toBe('catalog.field_code_taken');
    for (const body of [
      ['__proto__', 'text'],
      ['Caps', 'text'],
      ['x', 'choice'],
      ['y', 'text', { choices: ['a'] }],
      ['z', 'map'],
    ] as [string, string, object?][]) {
      expect((await field(...body)).status).toBe(400);
    }
    const customFields = {
      finish: 'matt',
      a_text: 'x',
      a_integer: 7,
      a_decimal: 1.5,
      a_boolean: false,
      a_date: '2028-02-29',
    };
    const { id } = await create({ customFields });
    const set = (fields: object) => call('PATCH', `products/${id}`, { customFields: fields });
    expect((await set({ a_integer: 8, a_text: null })).body.customFields).toEqual({
      ...{ finish: 'matt', a_integer: 8, a_decimal: 1.5, a_boolean: false, a_date: '2028-02-29' },
    });
    const wrong = {
      finish: 'wet',
      a_text: 1,
      a_integer: 1.5,
      a_decimal: '1',
      a_boolean: 0,
      a_date: '2027-02-29',
      toString: 1,
    };
    const refused = await set(wrong);
    expect(refused.body.code).toBe('catalog.field_value_invalid');
    expect(refused.body.errors?.map(({ pointer }) => pointer)).toEqual(
      Object.keys(wrong).map((code) => `/customFields/${code}`),
    );
    const change = (body: object) =>
      call<{ choices: string[] }>('PATCH', `product-fields/${finish}`, body);
    expect((await change({ type: 'text', choices: null })).body.code).toBe('catalog.field_in_use');
    expect((await change({ choices: ['glossy'] })).body.code).toBe('catalog.field_in_use');
    expect((await change({ choices: ['matt', 'satin'] })).body.choices).toEqual(['matt', 'satin']);
    expect((await call('DELETE', `product-fields/${finish}`)).body.code).toBe(
      'catalog.field_in_use',
    );
    expect((await call('DELETE', `product-fields/${finish}?stripValues=true`)).status).toBe(204);
    expect((await call('GET', `products/${id}`)).body.customFields).not.toHaveProperty('finish');
    expect((await call('GET', `product-fields/${finish}`)).body.code).toBe(
      'catalog.field_not_found',
    );
  });

  it('holds metadata to the schema of the nearest category', async () => {
    const top = await t.given.category();
    const below = await t.given.category({ parentId: top.id });
    const schema = {
      type: 'object',
      required: ['material'],
      properties: { material: { type: 'string', pattern: '^(a+)+$' } },
      additionalProperties: false,
    };
    await t.owner.query('UPDATE categories SET metadata_schema = $2 WHERE id = $1', [
      top.id,
      schema,
    ]);
    const make = (metadata?: object) =>
      call('POST', 'products', {
        name: fresh(),
        basePrice: '1.00',
        category: below.slug,
        metadata,
      });
    expect((await make()).body).toMatchObject({
      code: 'catalog.metadata_invalid',
      errors: [{ pointer: '/metadata' }],
    });
    const start = performance.now();
    expect((await make({ material: `${'a'.repeat(9_000)}b` })).body.errors).toMatchObject([
      { pointer: '/metadata/material' },
    ]);
    expect(performance.now() - start).toBeLessThan(1_000);
    const { body } = await make({ material: 'aa' });
    expect(body.metadata).toEqual({ material: 'aa' });
    expect((await call('PATCH', `products/${body.id}`, { metadata: { other: 1 } })).status).toBe(
      422,
    );
    // The schema of a category counts from the next change of metadata or category on.
    await t.owner.query('UPDATE categories SET metadata_schema = $2 WHERE id = $1', [
      below.id,
      { required: ['x'] },
    ]);
    expect((await call('PATCH', `products/${body.id}`, { name: 'Renamed' })).status).toBe(200);
    expect((await call('PATCH', `products/${body.id}`, { category: below.slug })).status).toBe(422);
  });
});
