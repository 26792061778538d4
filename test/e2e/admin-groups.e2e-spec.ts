import { beforeAll, describe, expect, it } from 'vitest';
import type { GivenStaff } from '../setup/given/staff.js';
import { useApi } from '../setup/test-api.js';

interface Group {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly published: boolean;
  readonly displayOrder: number;
  readonly deletedAt: string | null;
  readonly productCount: number;
  readonly parentId: string | null;
  readonly childCount: number;
  readonly descendantProductCount: number;
  readonly breadcrumbs: readonly { id: string; name: string }[];
  readonly rules: object | null;
}

interface Problem {
  readonly code: string;
  readonly details?: Record<string, unknown>;
  readonly errors?: readonly { pointer: string }[];
}

type Answered = Group &
  Problem & { readonly items: readonly Group[]; readonly nextCursor: string | null };

const NOWHERE = '7f4df5a5-6a5b-4a3f-8f7e-0d2f1a3b4c5d';
let counter = 0;

describe('Groups, for staff', () => {
  const t = useApi();
  let staff: GivenStaff;
  beforeAll(async () => {
    staff = await t.given.staff({ catalog: 'rwx' });
  });

  const call = <Body = Answered>(
    method: string,
    path: string,
    body?: unknown,
    ifMatch?: string,
  ): Promise<{ status: number; body: Body; headers: Headers }> =>
    t.http<Body>(method, `/api/v1/admin/${path}`, {
      token: staff.token,
      body,
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });
  const fresh = (name: string): string => `${name} ${(counter += 1)}`;
  const make = async (table: string, more: object = {}): Promise<Group> => {
    const { status, body } = await call('POST', table, { name: fresh('Group'), ...more });
    expect(status).toBe(201);
    return body;
  };
  const category = (parentId: string | null = null) => make('categories', { parentId });
  const get = async (path: string): Promise<Group> => (await call('GET', path)).body;
  const codes = async (answers: Promise<{ status: number; body: Problem }>[]) =>
    (await Promise.all(answers)).map(({ status, body }) => body.code ?? status);

  describe.each(['categories', 'brands', 'collections'])('%s', (table) => {
    it('are made hidden, published, changed under their ETag, hidden, deleted and restored', async () => {
      const name = fresh('Cà Phê Sữa Đá');
      const made = await call('POST', table, { name, description: 'a\nb' });
      const slug = `ca-phe-sua-da-${counter}`;
      expect(made).toMatchObject({ status: 201, body: { slug, published: false } });
      const path = `${table}/${made.body.id}`;
      const shown = () => t.http('GET', `/api/v1/${table}/${made.body.slug}`);
      expect((await shown()).status).toBe(404);
      expect((await call('POST', `${path}/publish`)).body.published).toBe(true);
      expect(await shown()).toMatchObject({ status: 200, body: { name } });

      const etag = (await call('GET', path)).headers.get('etag') ?? '';
      const renamed = await call('PATCH', path, { name: `${name}!` }, etag);
      expect(renamed).toMatchObject({ status: 200, body: { name: `${name}!`, slug } });
      expect(await codes([call('PATCH', path, { name }, etag)])).toEqual([
        'request.precondition_failed',
      ]);
      expect((await call('POST', `${path}/unpublish`)).body.published).toBe(false);
      expect((await shown()).status).toBe(404);

      expect((await call('DELETE', path)).status).toBe(204);
      expect((await get(path)).deletedAt).not.toBeNull();
      const notFound = (await call('PATCH', path, { name })).body.code;
      expect(notFound).toMatch(/^catalog\.(category|brand|collection)_not_found$/);
      const twice = await codes([
        call('POST', `${path}/restore`, {}),
        call('POST', `${path}/restore`, {}),
      ]);
      expect(twice.sort()).toEqual([200, 'catalog.not_deleted']);
    });

    it('keep names and slugs apart, and find another slug for a name that is spelled alike', async () => {
      const name = fresh('Gốm');
      const first = await make(table, { name });
      const [sameName, sameSlug] = [{ name }, { name: fresh('Other'), slug: first.slug }];
      expect(await codes([call('POST', table, sameName), call('POST', table, sameSlug)])).toEqual([
        'catalog.name_taken',
        'catalog.slug_taken',
      ]);
      expect((await make(table, { name: name.replace('ố', 'o') })).slug).toBe(`${first.slug}-2`);
    });

    it('come back under another name and slug when their own are taken by now', async () => {
      const old = await make(table);
      await call('DELETE', `${table}/${old.id}`);
      await make(table, { name: old.name, slug: old.slug });
      const restore = (body: object) => call('POST', `${table}/${old.id}/restore`, body);
      expect((await restore({})).body.code).toBe('catalog.name_taken');
      const name = fresh('Back');
      expect((await restore({ name })).body.code).toBe('catalog.slug_taken');
      expect(await restore({ name, slug: `back-${counter}` })).toMatchObject({
        status: 200,
        body: { name, slug: `back-${counter}`, deletedAt: null },
      });
    });

    it('take an order of their own and say where it is no order', async () => {
      const [a, b, c] = [await make(table), await make(table), await make(table)];
      const parent = table === 'categories' ? { parentId: null } : {};
      const order = (ids: string[]) => call('PUT', `${table}/order`, { ids, ...parent });
      expect((await order([c.id, a.id, b.id])).status).toBe(204);
      const { body } = await call('GET', `${table}?limit=3`);
      expect(body.items.map(({ id }) => id)).toEqual([c.id, a.id, b.id]);
      expect((await order([a.id, NOWHERE])).body).toMatchObject({
        code: 'catalog.not_siblings',
        details: { ids: [NOWHERE] },
      });
      expect((await order([a.id, a.id])).status).toBe(400);
    });

    it('are listed in pages, searched without accents, deleted ones on request', async () => {
      const made = [];
      for (const word of ['Nến thơm', 'nen dai', 'Khác']) {
        made.push(await make(table, { name: `${fresh(word)} ${table}` }));
      }
      const ids = made.map(({ id }) => id);
      const list = async (query: string): Promise<string[]> => {
        const { body } = await call('GET', `${table}?limit=100&${query}`);
        return body.items.map(({ id }) => id).filter((id) => ids.includes(id));
      };
      expect(await list('q=NEN')).toEqual(ids.slice(0, 2));
      await call('DELETE', `${table}/${ids[0]}`);
      expect([await list('q=nen'), await list('deleted=only'), await list('deleted=with')]).toEqual(
        [[ids[1]], [ids[0]], ids],
      );
      expect(await list('published=true')).toEqual([]);
      const walked: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Answered = (
          await call('GET', `${table}?limit=2&cursor=${cursor}`.replace(/&cursor=$/, ''))
        ).body;
        walked.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(new Set(walked).size).toBe(walked.length);
      expect(walked).toEqual(expect.arrayContaining(ids.slice(1)));
    });

    it('refuse what cannot be stored with a code, never with a 500', async () => {
      const { id } = await make(table);
      const texts = ['\0', 'a\ud800', '', '   ', 'a\nb', 'x'.repeat(256), 7, null, {}, []];
      const bodies = [
        ...texts.map((name) => ({ name })),
        { name: 'x', slug: 'Not A Slug' },
        { name: 'x', slug: 'a'.repeat(256) },
        { name: 'x', description: '\0' },
        { name: 'x', displayOrder: 1e9 },
        { name: 'x', displayOrder: 1.5 },
        { name: 'x', imageUrl: 'https://example.com/a.png' },
        JSON.parse('{ "name": "x", "__proto__": { "a": 1 } }'),
      ];
      for (const body of bodies) {
        const { status } = await call('POST', table, body);
        expect([JSON.stringify(body), status]).toEqual([JSON.stringify(body), 400]);
      }
      for (const name of [
        `Robert'); DROP TABLE brands;--`,
        '<script>x</script>',
        '𝕏 🎁 ﷽',
        '%_\\',
      ]) {
        const unique = fresh(name);
        const made = await call('POST', table, { name: unique });
        expect(made).toMatchObject({ status: 201, body: { name: unique } });
        const found = await call('GET', `${table}?q=${encodeURIComponent(unique)}`);
        expect(found.body.items.map(({ name: found }) => found)).toEqual([unique]);
      }
      const paths = [
        `${table}/nothing`,
        `${table}?cursor=eA`,
        `${table}?limit=1e9`,
        `${table}?deleted=yes`,
      ];
      expect(await codes(paths.map((path) => call('GET', path)))).toEqual(
        paths.map((path) => (path.includes('eA') ? 'request.invalid_cursor' : 'request.invalid')),
      );
      expect((await call('GET', `${table}/${NOWHERE}`)).status).toBe(404);
      expect((await get(`${table}/${id}`)).id).toBe(id);
    });

    it('need the right for each thing', async () => {
      const { id } = await make(table);
      const as = async (rights: string, method: string, path: string, body?: object) => {
        const { token } = await t.given.staff({ catalog: rights });
        return (await t.http(method, `/api/v1/admin/${path}`, { token, body })).status;
      };
      expect(await as('r', 'GET', table)).toBe(200);
      expect(await as('r', 'POST', table, { name: fresh('No') })).toBe(403);
      expect(await as('rw', 'POST', `${table}/${id}/publish`)).toBe(403);
      expect(await as('rx', 'DELETE', `${table}/${id}`)).toBe(403);
      expect((await t.http('GET', `/api/v1/admin/${table}`)).status).toBe(401);
    });
  });

  describe('The tree of categories', () => {
    it('has breadcrumbs, and counts products below', async () => {
      const top = await category();
      const middle = await category(top.id);
      const leaf = await category(middle.id);
      for (const { id } of [top, leaf, leaf]) await t.given.product({ categoryId: id });
      await t.given.product({ categoryId: leaf.id, published: false });
      expect(await get(`categories/${middle.id}`)).toMatchObject({
        productCount: 0,
        childCount: 1,
        descendantProductCount: 3,
        breadcrumbs: [{ id: top.id }, { id: middle.id }],
      });
      type Node = Group & { children: Node[] };
      const { body } = await call<{ items: Node[] }>('GET', 'categories/tree');
      const node = body.items.find(({ id }) => id === top.id);
      expect(node).toMatchObject({ productCount: 1, descendantProductCount: 4 });
      expect(node?.children[0]).toMatchObject({ id: middle.id, descendantProductCount: 3 });
    });

    it('moves a category with all below it, and to a place', async () => {
      const [from, to] = [await category(), await category()];
      const moved = await category(from.id);
      const leaf = await category(moved.id);
      const others = [await category(to.id), await category(to.id)];
      const product = await t.given.product({ categoryId: leaf.id });
      for (const { id } of [from, to, moved, leaf]) await call('POST', `categories/${id}/publish`);
      const path = `categories/${moved.id}/move`;
      const answer = await call('POST', path, { parentId: to.id, position: 1 });
      expect(answer.body.breadcrumbs.map(({ id }) => id)).toEqual([to.id, moved.id]);
      const children = await call('GET', `categories?parent=${to.id}`);
      expect(children.body.items.map(({ id }) => id)).toEqual([
        others[0]?.id,
        moved.id,
        others[1]?.id,
      ]);
      const listed = (slug: string) => t.http('GET', `/api/v1/products?category=${slug}`);
      expect((await listed(to.slug)).text).toContain(product.id);
      expect((await listed(from.slug)).text).not.toContain(product.id);
      expect((await call('POST', path, { parentId: null })).body.parentId).toBeNull();
      expect(
        await codes([
          call('POST', path, { parentId: leaf.id }),
          call('POST', path, { parentId: moved.id }),
          call('POST', path, { parentId: NOWHERE }),
          call('POST', path, {}),
        ]),
      ).toEqual([
        'catalog.category_below_itself',
        'catalog.category_below_itself',
        'catalog.parent_unusable',
        'request.invalid',
      ]);
    });

    it('never ends in a circle when two moves meet', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b] = [await category(), await category()];
        const outcome = await codes([
          call('POST', `categories/${a.id}/move`, { parentId: b.id }),
          call('POST', `categories/${b.id}/move`, { parentId: a.id }),
        ]);
        expect(outcome.sort()).toEqual([200, 'catalog.category_below_itself']);
      }
    });

    it('deletes what is empty, or hands it to an heir', async () => {
      const [gone, heir] = [await category(), await category()];
      const [child, own] = [await category(gone.id), await category(heir.id)];
      const leaf = await category(child.id);
      const product = await t.given.product({ categoryId: gone.id });
      const path = `categories/${gone.id}`;
      expect((await call('DELETE', path)).body).toMatchObject({
        code: 'catalog.group_in_use',
        details: { products: 1, children: 1 },
      });
      const deleted = await category();
      await call('DELETE', `categories/${deleted.id}`);
      const unfit = [gone, child, leaf, deleted, { id: NOWHERE }];
      expect(await codes(unfit.map(({ id }) => call('DELETE', `${path}?heir=${id}`)))).toEqual(
        unfit.map(() => 'catalog.heir_unusable'),
      );
      expect((await call('DELETE', `${path}?heir=${heir.id}`)).status).toBe(204);
      expect(await get(`categories/${heir.id}`)).toMatchObject({ productCount: 1, childCount: 2 });
      const children = (await call('GET', `categories?parent=${heir.id}`)).body.items;
      expect(children.map(({ id }) => id)).toEqual([own.id, child.id]);
      expect((await get(`categories/${leaf.id}`)).breadcrumbs.map(({ id }) => id)).toEqual([
        heir.id,
        child.id,
        leaf.id,
      ]);
      const { rows } = await t.owner.query('SELECT category_id FROM products WHERE id = $1', [
        product.id,
      ]);
      expect(rows).toEqual([{ category_id: heir.id }]);
    });

    it('restores below a parent that is there', async () => {
      const parent = await category();
      const child = await category(parent.id);
      await call('DELETE', `categories/${child.id}`);
      await call('DELETE', `categories/${parent.id}`);
      const restore = (body: object) => call('POST', `categories/${child.id}/restore`, body);
      expect((await restore({})).body.code).toBe('catalog.parent_unusable');
      expect((await restore({ parentId: null })).body.parentId).toBeNull();
    });

    it('keeps a product out of a category that is deleted at the same time', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { id } = await category();
        const [removed, put] = await Promise.allSettled([
          call('DELETE', `categories/${id}`),
          t.given.product({ categoryId: id }),
        ]);
        const isDeleted = removed.status === 'fulfilled' && removed.value.status === 204;
        expect([isDeleted, put.status]).toEqual([isDeleted, isDeleted ? 'rejected' : 'fulfilled']);
      }
    });

    it('takes a schema for metadata and a tax class, and no schema that is none', async () => {
      const schema = { type: 'object', properties: { voltage: { type: 'integer' } } };
      const made = await make('categories', { metadataSchema: schema, taxClass: 'reduced' });
      expect(made).toMatchObject({ metadataSchema: schema, taxClass: 'reduced' });
      const path = `categories/${made.id}`;
      expect((await call('PATCH', path, { name: fresh('Named') })).body).toMatchObject({
        metadataSchema: schema,
      });
      const wrong = [{ $ref: 'http://127.0.0.1/x' }, { type: 'nothing' }, { properties: 7 }];
      expect(
        await codes(wrong.map((metadataSchema) => call('PATCH', path, { metadataSchema }))),
      ).toEqual(wrong.map(() => 'catalog.metadata_schema_invalid'));
      expect(
        (await call('PATCH', path, { metadataSchema: null, taxClass: null })).body,
      ).toMatchObject({ metadataSchema: null, taxClass: null });
    });

    it('puts a thousand siblings into another order in one statement', async () => {
      const parent = await category();
      const { rows } = await t.owner.query<{ id: string }>(
        `INSERT INTO categories (name, slug, parent_id) SELECT 'Sibling ' || n, 'sibling-' || n, $1
         FROM generate_series(1, 1000) n RETURNING id`,
        [parent.id],
      );
      const ids = rows.map(({ id }) => id).sort();
      const answer = await call('PUT', 'categories/order', { ids, parentId: parent.id });
      expect(answer.status).toBe(204);
      const { rows: stored } = await t.owner.query<{ id: string }>(
        'SELECT id FROM categories WHERE parent_id = $1 ORDER BY display_order',
        [parent.id],
      );
      expect(stored.map(({ id }) => id)).toEqual(ids);
    });
  });

  it('hands the products of a brand to its heir', async () => {
    const [gone, heir] = [await make('brands'), await make('brands')];
    await t.given.product({ brandId: gone.id });
    expect((await call('DELETE', `brands/${gone.id}`)).body).toMatchObject({
      code: 'catalog.group_in_use',
      details: { products: 1 },
    });
    expect(await codes([call('DELETE', `brands/${gone.id}?heir=${gone.id}`)])).toEqual([
      'catalog.heir_unusable',
    ]);
    expect((await call('DELETE', `brands/${gone.id}?heir=${heir.id}`)).status).toBe(204);
    expect((await get(`brands/${heir.id}`)).productCount).toBe(1);
  });
});
