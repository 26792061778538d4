import { describe, expect, it } from 'vitest';
import { versionsIn } from '../../src/common/http/if-match.js';
import { useApi } from '../setup/test-api.js';
import { type Product, productsDesk } from './products-desk.js';

interface Category {
  readonly id: string;
  readonly slug: string;
}
interface Row {
  readonly slug: string | null;
  readonly outcome: string;
}
interface Cell {
  readonly id: string | null;
  readonly outcome: string;
  readonly attributes: readonly { readonly value: string }[];
}

describe('Edges of the catalogue', () => {
  const t = useApi();
  const { call, create } = productsDesk(t);
  const status = async (answer: Promise<{ status: number; body: { code?: string } }>) => {
    const { status: number, body } = await answer;
    return [number, body.code ?? null];
  };

  it('the tree has a bottom, for what is made, moved and inherited', async () => {
    const ids: string[] = [];
    for (let level = 1; level <= 32; level += 1) {
      const parentId = ids.at(-1) ?? null;
      const body = { name: `Level ${level}`, parentId };
      ids.push((await call<Category>('POST', 'categories', body)).body.id);
    }
    const below = { name: 'Level 33', parentId: ids[31] };
    const tooDeep = [422, 'catalog.category_too_deep'];
    expect(await status(call<object>('POST', 'categories', below))).toEqual(tooDeep);
    const { id } = (await call<Category>('POST', 'categories', { name: 'Beside' })).body;
    const leaf = { name: 'Below beside', parentId: id };
    await call<Category>('POST', 'categories', leaf);
    const to = (parentId: string | undefined) =>
      status(call<object>('POST', `categories/${id}/move`, { parentId }));
    expect(await to(ids[30])).toEqual(tooDeep);
    expect(await status(call<object>('DELETE', `categories/${id}?heir=${ids[31]}`))).toEqual(
      tooDeep,
    );
    expect(await to(ids[29])).toEqual([200, null]);
  });

  it('groups that are made at once get a slug and a place each, also beside translated slugs', async () => {
    const answers = await Promise.all(
      ['!', '.', '?', ',', ';', '&'].map((mark) =>
        call<Category & { displayOrder: number }>('POST', 'brands', { name: `Old Mill${mark}` }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(201));
    expect(new Set(answers.map(({ body }) => body.displayOrder)).size).toBe(6);
    const first = answers[0]?.body.id ?? '';
    const translated = { slug: 'co-xay' };
    await call<object>('PUT', `brands/${first}/translations/vi`, translated);
    const second = await call<Category>('POST', 'brands', { name: 'Co xay' });
    expect([second.status, second.body.slug]).toEqual([201, 'co-xay-2']);
  });

  it('two who order the same row at once see each other', async () => {
    const parent = await call<Category>('POST', 'categories', { name: 'Row' });
    const parentId = parent.body.id;
    const ids: string[] = [];
    for (const name of ['Row a', 'Row b', 'Row c']) {
      ids.push((await call<Category>('POST', 'categories', { name, parentId })).body.id);
    }
    const read = () => call<{ ids: string[] }>('GET', `categories/order?parent=${parentId}`);
    const seen = await read();
    expect(seen.body.ids).toEqual(ids);
    const tag = seen.headers.get('etag') ?? '';
    const put = (order: string[], ifMatch: string) =>
      call<object>('PUT', 'categories/order', { ids: order, parentId }, ifMatch);
    const [a = '', b = '', c = ''] = ids;
    const both = await Promise.all([put([c, a, b], tag), put([b, c, a], tag)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([204, 412]);
    const won = both.find((answer) => answer.status === 204);
    expect(won?.headers.get('etag')).toBe(versionsIn((await read()).headers.get('etag')));
    for (const kind of ['brands', 'collections']) {
      const { body, headers } = await call<{ ids: string[] }>('GET', `${kind}/order`);
      const group = await call<Category>('POST', kind, { name: `Row of ${kind}` });
      const order = { ids: [group.body.id, ...body.ids] };
      const stale = headers.get('etag') ?? '';
      expect((await call<object>('PUT', `${kind}/order`, order, stale)).status).toBe(412);
      expect((await call<object>('PUT', `${kind}/order`, order)).status).toBe(204);
      expect((await call<typeof order>('GET', `${kind}/order`)).body).toEqual(order);
    }
  });

  it('a deleted product comes back under another slug and without the SKUs that others have', async () => {
    const { id, slug } = await create({ sku: 'EDGE-1', variants: [{ sku: 'EDGE-1-A' }] });
    await call('DELETE', `products/${id}`);
    await create({ slug, sku: 'EDGE-1', variants: [{ sku: 'EDGE-1-A' }] });
    const restore = (body?: object) => call('POST', `products/${id}/restore`, body);
    expect(await status(restore())).toEqual([409, 'catalog.sku_taken']);
    expect(await status(restore({ leaveTakenSkus: true }))).toEqual([409, 'catalog.slug_taken']);
    expect(await status(restore({ slug: 'A B' }))).toEqual([400, 'request.invalid']);
    const back = await restore({ slug: `${slug}-again`, leaveTakenSkus: true });
    expect(back.status).toBe(200);
    expect(back.body).toMatchObject({
      slug: `${slug}-again`,
      sku: null,
      variants: [{ sku: null }],
    });
  });

  it('blanks around the values of a matrix are no other values', async () => {
    const { id } = await create();
    const make = (...values: string[]) =>
      call<{ cells: Cell[] }>('POST', `products/${id}/variants/matrix`, {
        attributes: [{ name: 'Size', values }],
        createAttributes: true,
      });
    expect((await make(' Edge ', 'Edge')).body.cells).toMatchObject([
      { outcome: 'created', attributes: [{ value: 'Edge' }] },
    ]);
    const again = await make('Edge\t');
    expect(again.status).toBe(200);
    expect(again.body.cells).toMatchObject([{ outcome: 'exists' }]);
  });

  it('no product is published on the 30th of February', async () => {
    const { id } = await create();
    const body = { publishAt: '2032-02-30T06:00:00Z' };
    expect(await status(call('PUT', `products/${id}/schedule`, body))).toEqual([
      400,
      'request.invalid',
    ]);
    const day = { publishAt: '2032-02-29T06:00:00Z' };
    expect((await call('PUT', `products/${id}/schedule`, day)).body.publishAt).toBe(
      '2032-02-29T06:00:00.000Z',
    );
  });

  it('rows that are refused for their slug do not say that it is empty', async () => {
    const [one, other] = [await create(), await create()];
    const rows = [
      { id: one.id, slug: other.slug },
      { id: other.id, slug: one.slug },
    ];
    const { body } = await call<{ results: Row[] }>('POST', 'products/bulk', { rows });
    expect(body.results).toMatchObject([
      { outcome: 'refused', slug: null },
      { outcome: 'refused', slug: null },
    ]);
  });

  it('labels of the shop’s own fields are translated', async () => {
    const field = await call<{ id: string }>('POST', 'product-fields', {
      code: 'edge_origin',
      label: 'Origin',
      type: 'text',
    });
    const path = `product-fields/${field.body.id}/translations/vi`;
    expect((await call<object>('PUT', path, { name: 'Xuất xứ' })).status).toBe(200);
    expect(await status(call<object>('PUT', path, { slug: 'xuat-xu' }))).toEqual([
      422,
      'catalog.not_translatable',
    ]);
    const { id, slug } = await create({ customFields: { edge_origin: 'Đà Lạt' } });
    await call('POST', `products/${id}/publish`);
    const label = async (locale: string) => {
      const page = await t.http<Omit<Product, 'customFields'> & { customFields: object[] }>(
        'GET',
        `/api/v1/products/${slug}?locale=${locale}`,
      );
      return page.body.customFields;
    };
    expect(await label('vi')).toMatchObject([{ code: 'edge_origin', label: 'Xuất xứ' }]);
    expect(await label('en')).toMatchObject([{ code: 'edge_origin', label: 'Origin' }]);
    const gone = await call('DELETE', `product-fields/${field.body.id}?stripValues=true`);
    expect(gone.status).toBe(204);
    const nobody = `product-fields/${field.body.id}/translations`;
    expect(await status(call<object>('GET', nobody))).toEqual([404, 'catalog.field_not_found']);
  });
});
