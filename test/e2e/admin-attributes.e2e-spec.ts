import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Value {
  readonly id: number;
  readonly code: string;
  readonly value: string;
  readonly variantCount: number;
}

interface Answered {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly values: readonly Value[];
  readonly details?: Record<string, unknown>;
  readonly items: readonly { id: number; productId: string; pinned: boolean }[];
  readonly nextCursor: string | null;
}

let counter = 0;

describe('Attributes and products of collections, for staff', () => {
  const t = useApi();
  let staff: GivenStaff;
  beforeAll(async () => {
    staff = await t.given.staff({ catalog: 'rw' });
  });
  const call = (method: string, path: string, body?: unknown, ifMatch?: string) =>
    t.http<Answered>(method, `/api/v1/admin/${path}`, {
      token: staff.token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const fresh = (name: string): string => `${name} ${(counter += 1)}`;
  const make = async (...values: string[]): Promise<Answered> => {
    const body = { name: fresh('Màu'), values: values.map((value) => ({ value })) };
    const { status, body: made } = await call('POST', 'attributes', body);
    expect(status).toBe(201);
    return made;
  };
  const give = (variantId: string, value: Value | undefined) =>
    t.owner.query(
      'INSERT INTO variant_attributes (variant_id, attribute_value_id) VALUES ($1, $2)',
      [variantId, value?.id],
    );

  it('are made with codes that stay, renamed and ordered under their ETag', async () => {
    const made = await make('Đỏ Đậm', 'đỏ đậm', '绿');
    const [red, other, green] = made.values;
    expect([made.code, red?.code, other?.code, green?.code]).toEqual([
      `mau-${counter}`,
      'do-dam',
      `do-dam-${other?.id}`,
      `value-${green?.id}`,
    ]);
    const path = `attributes/${made.id}`;
    const etag = (await call('GET', path)).headers.get('etag') ?? '';
    const name = fresh('Colour');
    const renamed = await call('PATCH', path, { name }, etag);
    expect(renamed.body).toMatchObject({ name, code: made.code });
    expect((await call('PATCH', path, { name }, etag)).status).toBe(412);
    const value = await call('PATCH', `${path}/values/${red?.id}`, { value: 'Crimson' });
    expect(value.body.values[0]).toMatchObject({ value: 'Crimson', code: 'do-dam' });
    const ids = [green?.id, red?.id];
    const ordered = await call('PUT', `${path}/values/order`, { ids });
    expect(ordered.body.values.map(({ id }) => id)).toEqual([...ids, other?.id]);
    const added = await call('POST', `${path}/values`, {
      values: [{ value: 'Teal', code: 'teal' }],
    });
    expect(added.body.values.at(-1)).toMatchObject({ value: 'Teal', code: 'teal' });

    const last = await make();
    expect((await call('PUT', 'attributes/order', { ids: [last.id, made.id] })).status).toBe(204);
    const { body } = await call('GET', 'attributes?limit=2');
    expect(body.items.map(({ id }) => id)).toEqual([last.id, made.id]);
    expect((await call('GET', 'attributes?q=colour')).body.items).toHaveLength(1);
  });

  it('refuse what is taken, missing or no value', async () => {
    const made = await make('S', 'M');
    const other = await make('L');
    const [small] = made.values;
    const path = `attributes/${made.id}`;
    const refused: [string, string, unknown, string][] = [
      ['POST', 'attributes', { name: made.name }, 'catalog.name_taken'],
      ['POST', 'attributes', { name: fresh('X'), code: made.code }, 'catalog.code_taken'],
      ['POST', `${path}/values`, { values: [{ value: 'S' }] }, 'catalog.name_taken'],
      ['POST', `${path}/values`, { values: [{ value: 'T', code: 'm' }] }, 'catalog.code_taken'],
      ['POST', `${path}/values`, { values: [{ value: 'a\0' }] }, 'request.invalid'],
      ['POST', `${path}/values`, { values: [] }, 'request.invalid'],
      ['PATCH', `${path}/values/${small?.id}`, { value: 'M' }, 'catalog.name_taken'],
      ['PATCH', path, { name: made.name, code: 'new' }, 'request.invalid'],
      [
        'PATCH',
        `${path}/values/${other.values[0]?.id}`,
        { value: 'N' },
        'catalog.attribute_value_not_found',
      ],
      ['PUT', `${path}/values/order`, { ids: [other.values[0]?.id] }, 'catalog.not_siblings'],
      [
        'POST',
        `${path}/values/${small?.id}/merge`,
        { into: other.values[0]?.id },
        'catalog.attribute_value_not_found',
      ],
      ['POST', `${path}/values/${small?.id}/merge`, { into: 1e12 }, 'request.invalid'],
      ['GET', 'attributes/2147483647', undefined, 'catalog.attribute_not_found'],
      ['GET', 'attributes/2147483648', undefined, 'request.not_found'],
      ['GET', 'attributes/abc', undefined, 'request.not_found'],
      ['GET', 'attributes?cursor=W10', undefined, 'request.invalid_cursor'],
    ];
    for (const [method, at, body, code] of refused) {
      const answer = await call(method, at, body);
      expect([method, at, answer.body.code]).toEqual([method, at, code]);
    }
  });

  it('are deleted when nothing uses them, with counts when something does', async () => {
    const made = await make('Red', 'Blue');
    const [red, blue] = made.values;
    const product = await t.given.product();
    await give(product.variantId, red);
    await t.owner.query(`INSERT INTO collections (name, slug, rules) VALUES ($1, $1, $2)`, [
      `blue-${made.id}`,
      { conditions: [{ field: 'attribute', code: made.code, in: ['blue'] }] },
    ]);
    const path = `attributes/${made.id}`;
    const counts = async (at: string) => (await call('DELETE', at)).body.details;
    expect(await counts(path)).toEqual({ variants: 1, collections: 1 });
    expect(await counts(`${path}/values/${red?.id}`)).toEqual({ variants: 1, collections: 0 });
    expect(await counts(`${path}/values/${blue?.id}`)).toEqual({ variants: 0, collections: 1 });
    await t.owner.query('UPDATE collections SET rules = NULL');
    expect((await call('DELETE', `${path}/values/${blue?.id}`)).status).toBe(204);
    const merged = await call('POST', `${path}/values`, { values: [{ value: 'Crimson' }] });
    const into = merged.body.values.at(-1)?.id;
    const { body } = await call('POST', `${path}/values/${red?.id}/merge`, { into });
    expect(body.values).toMatchObject([{ id: into, variantCount: 1 }]);
    await t.owner.query('DELETE FROM variant_attributes');
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });

  it('never lose a value that a variant is given while it is deleted', async () => {
    const made = await make('A', 'B', 'C', 'D');
    for (const value of made.values) {
      const { variantId } = await t.given.product();
      const [removed, given] = await Promise.allSettled([
        call('DELETE', `attributes/${made.id}/values/${value.id}`),
        give(variantId, value),
      ]);
      const isGone = removed.status === 'fulfilled' && removed.value.status === 204;
      expect([isGone, given.status]).toEqual([isGone, isGone ? 'rejected' : 'fulfilled']);
    }
  });

  it('are put into a collection by hand, ordered under an ETag, and taken out', async () => {
    const collection = await t.given.collection();
    const made = [];
    for (let n = 0; n < 4; n += 1) made.push((await t.given.product()).id);
    const [a = '', b = '', c = '', d = ''] = made;
    const path = `collections/${collection.id}/products`;
    const idsOf = ({ body }: { body: Answered }) => body.items.map(({ productId }) => productId);
    expect(idsOf(await call('POST', path, { productIds: [b, a] }))).toEqual([b, a]);
    const added = await call('POST', path, { productIds: [c, a] });
    expect(idsOf(added)).toEqual([b, a, c]);
    const etag = added.headers.get('etag') ?? '';
    const set = await call('PUT', path, { productIds: [d, b, a] }, etag);
    expect(idsOf(set)).toEqual([d, b, a]);
    expect((await call('PUT', path, { productIds: [a] }, etag)).status).toBe(412);
    const shop = await t.http('GET', `/api/v1/products?collection=${collection.slug}`);
    expect(shop.text.match(/"id":"[0-9a-f-]{36}","slug":"thing/g)).toHaveLength(3);
    const page = await call('GET', `${path}?limit=2`);
    expect(idsOf(page)).toEqual([d, b]);
    expect(idsOf(await call('GET', `${path}?limit=2&cursor=${page.body.nextCursor}`))).toEqual([a]);
    expect((await call('DELETE', `${path}/${b}`)).status).toBe(204);
    const codes = [];
    for (const [method, at, body] of [
      ['DELETE', `${path}/${b}`, undefined],
      ['POST', path, { productIds: [collection.id] }],
      ['POST', path, { productIds: [a, a] }],
      ['PUT', path, { productIds: ['a'] }],
      ['GET', `${path}?cursor=W10`, undefined],
      ['GET', `collections/${a}/products`, undefined],
    ] as const) {
      codes.push((await call(method, at, body)).body.code);
    }
    expect(codes).toEqual([
      'catalog.product_not_found',
      'catalog.products_unknown',
      'request.invalid',
      'request.invalid',
      'request.invalid_cursor',
      'catalog.collection_not_found',
    ]);
  });

  it('are picked by rules, and paged through by the public in their order', async () => {
    const brand = await t.given.brand();
    const prices = ['99999999.99', '0.01', '5.00', '0.02', '7.00'];
    for (const price of prices) await t.given.product({ brandId: brand.id, price });
    const rules = { conditions: [{ field: 'brand', in: [brand.id] }], sort: 'price', limit: 10 };
    const { body } = await call('POST', 'collections', { name: fresh('Picked'), rules });
    await t.owner.query('UPDATE collections SET published = true WHERE id = $1', [body.id]);
    const walked: string[] = [];
    let next = '';
    while (walked.length < prices.length) {
      const page = await t.http<{ items: { price: string }[]; nextCursor: string | null }>(
        'GET',
        `/api/v1/products?collection=picked-${counter}&limit=1${next}`,
      );
      expect(page.body.items).toHaveLength(1);
      walked.push(...page.body.items.map(({ price }) => price));
      next = `&cursor=${page.body.nextCursor}`;
    }
    expect([walked, next]).toEqual([prices.sort((a, b) => Number(a) - Number(b)), '&cursor=null']);
    const refused = await call('PATCH', `collections/${body.id}`, {
      rules: { conditions: [{ field: 'brand', in: [body.id] }] },
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'catalog.rules_invalid' } });
  });

  it('of groups: the public reads them in its language and is led on from old addresses', async () => {
    for (const [table, kind] of [
      ['categories', 'category'],
      ['brands', 'brand'],
      ['collections', 'collection'],
    ] as const) {
      const { id, slug } = await t.given[kind]({ name: fresh('Base') });
      const words = { name: fresh('Tiếng Việt'), slug: `tieng-viet-${counter}` };
      await t.owner.query(
        `INSERT INTO catalog_translations (${kind}_id, locale, name, slug) VALUES ($1, 'vi', $2, $3)`,
        [id, words.name, words.slug],
      );
      const headers = { 'accept-language': 'vi' };
      const read = (at: string) => t.http(`GET`, `/api/v1/${table}${at}`, { headers });
      expect((await read(`/${slug}`)).body).toMatchObject(words);
      expect((await read(`/${words.slug}`)).body).toMatchObject(words);
      expect((await read('')).text).toContain(words.name);
      expect((await t.http('GET', `/api/v1/${table}/${words.slug}`)).body.slug).toBe(slug);
      await call('PATCH', `${table}/${id}`, { slug: `new-${slug}` });
      const moved = await fetch(`${t.baseUrl}/api/v1/${table}/${slug}`, { redirect: 'manual' });
      expect([moved.status, moved.headers.get('location')]).toEqual([
        301,
        `/api/v1/${table}/new-${slug}`,
      ]);
    }
  });
});
