import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { CatalogHttpModule } from '../../../src/modules/catalog/catalog.http.module.js';
import { ChangeCollectionProducts } from '../../../src/modules/catalog/groups/use-cases/change-collection-products.js';
import { CreateGroup } from '../../../src/modules/catalog/groups/use-cases/create-group.js';
import { DeleteGroup } from '../../../src/modules/catalog/groups/use-cases/delete-group.js';
import { MergeAttributeValues } from '../../../src/modules/catalog/groups/use-cases/merge-attribute-values.js';
import { RestoreGroup } from '../../../src/modules/catalog/groups/use-cases/restore-group.js';
import { UpdateGroup } from '../../../src/modules/catalog/groups/use-cases/update-group.js';
import { useIntegration } from '../../setup/test-app.js';

let counter = 0;

describe('Collections with rules', () => {
  const t = useIntegration({ only: [CatalogHttpModule] });
  const sql = (text: string, values: unknown[] = []) => t.db.query<{ id: string }>(text, values);
  const collection = async (rules: object): Promise<string> => {
    counter += 1;
    const name = `Rules ${counter}`;
    const made = await t.get(CreateGroup).execute(systemContext('rules'), 'collections', {
      name,
      rules: rules as Record<string, unknown>,
    });
    return made.id;
  };
  const of = (conditions: object[], more: object = {}) => collection({ conditions, ...more });
  const members = async (id: string, more = 'true'): Promise<string[]> => {
    const { rows } = await t.db.query<{ product_id: string }>(
      `SELECT product_id FROM collection_products WHERE collection_id = $1 AND ${more} ORDER BY position, product_id`,
      [id],
    );
    return rows.map((row) => row.product_id);
  };
  /** Members, whatever their order, of the products that a test is about. */
  const among = async (id: string, products: readonly { id: string }[]): Promise<number[]> => {
    const inside = await members(id);
    return products.flatMap((product, index) => (inside.includes(product.id) ? [index] : []));
  };
  const update = (id: string, rules: object | null) =>
    t
      .get(UpdateGroup)
      .execute(
        systemContext('rules'),
        'collections',
        id,
        { rules: rules as Record<string, unknown> },
        null,
      );

  it('pick by each of their conditions, and by its opposite', async () => {
    const top = await t.given.category();
    const leaf = await t.given.category({ parentId: top.id });
    const brand = await t.given.brand();
    const made = [
      await t.given.product({ categoryId: leaf.id, price: '5.00', featured: true }),
      await t.given.product({ brandId: brand.id, variants: ['30.00', '20.00'] }),
      await t.given.product({ createdAt: '2020-01-01T00:00:00Z', price: '9.99' }),
      await t.given.product({ published: false, categoryId: top.id, brandId: brand.id }),
      await t.given.product({ status: 'discontinued', featured: true }),
    ];
    await sql(
      `INSERT INTO product_fields (code, label, type) VALUES ('voltage', 'Voltage', 'integer'), ('made', 'Made', 'date')`,
    );
    await sql(
      `UPDATE products SET custom_fields = '{"voltage": 230, "made": "2024-05-01"}', rating_average = 4.5 WHERE id = $1`,
      [made[0]?.id],
    );
    await sql(
      `UPDATE products SET custom_fields = '{"voltage": "12.5", "made": 7}' WHERE id = $1`,
      [made[1]?.id],
    );
    await sql(`UPDATE product_variants SET compare_at_price = 40 WHERE id = $1`, [
      made[1]?.variantId,
    ]);
    await sql(
      `WITH a AS (INSERT INTO attributes (name) VALUES ('Màu sắc') RETURNING id),
         v AS (INSERT INTO attribute_values (attribute_id, value) SELECT id, 'Đỏ đậm' FROM a RETURNING id)
       INSERT INTO variant_attributes (variant_id, attribute_value_id) SELECT $1, id FROM v`,
      [made[2]?.variantId],
    );
    const cases: [object, number[]][] = [
      [{ field: 'category', in: [top.id] }, [0]],
      [{ field: 'category', in: [leaf.id.toUpperCase()] }, [0]],
      [{ field: 'brand', in: [brand.id] }, [1]],
      [{ field: 'price', min: '9.99', max: '20.00' }, [1, 2]],
      [{ field: 'price', max: '5' }, [0]],
      [{ field: 'attribute', code: 'mau-sac', in: ['do-dam'] }, [2]],
      [{ field: 'custom', code: 'voltage', in: [230, 110] }, [0]],
      [{ field: 'custom', code: 'voltage', min: 12, max: 229.5 }, [1]],
      [{ field: 'custom', code: 'made', min: '2024-05-01' }, [0, 1]],
      [{ field: 'custom', code: 'made', max: '2024-05-01' }, [0]],
      [{ field: 'publishedSince', since: '2020-01-02T00:00:00+07:00' }, [0, 1]],
      [{ field: 'rating', min: 4.5 }, [0]],
      [{ field: 'featured', is: true }, [0]],
      [{ field: 'onSale', is: true }, [1]],
    ];
    for (const [condition, expected] of cases) {
      const told = JSON.stringify(condition);
      expect([told, await among(await of([condition]), made)]).toEqual([told, expected]);
      const others = [0, 1, 2].filter((index) => !expected.includes(index));
      const opposite = await of([{ ...condition, not: true }]);
      expect([told, await among(opposite, made)]).toEqual([told, others]);
    }
    const both = [cases[1]?.[0] ?? {}, cases[2]?.[0] ?? {}];
    expect(await among(await of(both), made)).toEqual([]);
    expect(await among(await of(both, { match: 'any' }), made)).toEqual([0, 1]);
  });

  it('follow every kind of change when its transaction ends', async () => {
    const [inside, outside] = [await t.given.category(), await t.given.category()];
    const leaf = await t.given.category({ parentId: outside.id });
    const id = await of([
      { field: 'category', in: [inside.id] },
      { field: 'price', max: '10.00' },
    ]);
    const product = await t.given.product({ categoryId: leaf.id, price: '50.00' });
    const isIn = async () => (await members(id)).includes(product.id);
    const steps: [string, unknown[], boolean][] = [
      ['UPDATE categories SET parent_id = $1 WHERE id = $2', [inside.id, leaf.id], false],
      ['UPDATE product_variants SET price = 9 WHERE product_id = $1', [product.id], true],
      ['UPDATE products SET published = false WHERE id = $1', [product.id], false],
      ['UPDATE products SET published = true WHERE id = $1', [product.id], true],
      ['UPDATE product_variants SET is_active = false WHERE product_id = $1', [product.id], false],
      [
        `INSERT INTO product_variants (product_id, name, price) VALUES ($1, 'Cheap', 8)`,
        [product.id],
        true,
      ],
      ['UPDATE products SET deleted_at = now() WHERE id = $1', [product.id], false],
      ['UPDATE products SET deleted_at = NULL WHERE id = $1', [product.id], true],
      ['UPDATE categories SET parent_id = NULL WHERE id = $1', [leaf.id], false],
      ['UPDATE products SET category_id = $2 WHERE id = $1', [product.id, inside.id], true],
      ['DELETE FROM products WHERE id = $1', [product.id], false],
    ];
    for (const [text, values, expected] of steps) {
      await sql(text, values);
      expect([text, await isIn()]).toEqual([text, expected]);
    }
    const { rows } = await t.owner.query('SELECT 1 FROM collection_rule_changes');
    expect(rows).toEqual([]);
  });

  it('do not look at a sale', async () => {
    await of([{ field: 'price', min: '1.00' }]);
    const { variantId } = await t.given.product();
    const client = await t.owner.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE product_variants SET inventory_quantity = 3 WHERE id = $1', [
        variantId,
      ]);
      const { rows } = await client.query('SELECT 1 FROM collection_rule_changes');
      expect(rows).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('sort, and keep to a limit that what is put in by hand does not count to', async () => {
    const brand = await t.given.brand();
    const made = [];
    for (const [day, price] of [
      '4.00',
      '3.99',
      '10.01',
      '99999999.99',
      '10.00',
      '7.00',
    ].entries()) {
      const createdAt = `2024-01-0${day + 1}`;
      made.push(await t.given.product({ brandId: brand.id, price, createdAt }));
    }
    const [a, b, c, d, e, f] = made.map((product) => product.id);
    const pick = [{ field: 'brand', in: [brand.id] }];
    const all = await of(pick, { sort: 'price' });
    expect(await members(all)).toEqual([b, a, f, e, c, d]);
    expect(await members(await of(pick, { sort: '-price' }))).toEqual([d, c, e, f, a, b]);
    expect(await members(await of(pick, { sort: 'publishedAt' }))).toEqual([a, b, c, d, e, f]);
    expect(await members(await of(pick))).toEqual([f, e, d, c, b, a]);

    const two = await of(pick, { sort: 'price', limit: 2 });
    expect(await members(two)).toEqual([b, a]);
    await sql('UPDATE product_variants SET price = 1 WHERE product_id = $1', [d]);
    expect(await members(two)).toEqual([d, b]);
    expect(await members(all)).toEqual([d, b, a, f, e, c]);
    const hand = (change: Parameters<ChangeCollectionProducts['execute']>[2]) =>
      t.get(ChangeCollectionProducts).execute(systemContext('rules'), two, change, null);
    await hand({ add: [c ?? '', b ?? ''] });
    expect(await members(two)).toEqual([c, b, d, a]);
    expect(await members(two, 'by_rule')).toEqual([d, a]);
    await sql('UPDATE products SET published = false WHERE id = $1', [c]);
    await hand({ set: [f ?? '', c ?? ''] });
    expect(await members(two)).toEqual([f, c, d, b]);
    await hand({ remove: f ?? '' });
    expect(await members(two)).toEqual([c, d, b]);
  });

  it('stop and begin again, and leave what they picked when they are taken away', async () => {
    const brand = await t.given.brand();
    const rules = { conditions: [{ field: 'brand', in: [brand.id] }], sort: 'price' };
    const cheap = await t.given.product({ brandId: brand.id, price: '1.00' });
    const id = await collection(rules);
    await t.get(DeleteGroup).execute(systemContext('rules'), 'collections', id, null, null);
    const dear = await t.given.product({ brandId: brand.id, price: '2.00' });
    expect(await members(id)).toEqual([cheap.id]);
    await t.get(RestoreGroup).execute(systemContext('rules'), 'collections', id, {});
    expect(await members(id)).toEqual([cheap.id, dear.id]);
    await update(id, null);
    await sql('UPDATE products SET brand_id = NULL WHERE brand_id = $1', [brand.id]);
    expect(await members(id, 'NOT by_rule')).toEqual([cheap.id, dear.id]);
    await update(id, rules);
    expect(await members(id)).toEqual([cheap.id, dear.id]);
  });

  it('name the heir of a brand, and the value that another one was merged into', async () => {
    const [gone, heir] = [await t.given.brand(), await t.given.brand()];
    const [first, second] = [
      await t.given.product({ brandId: gone.id, createdAt: '2024-01-01' }),
      await t.given.product({ brandId: heir.id, createdAt: '2024-01-02' }),
    ];
    const byBrand = await of([{ field: 'brand', in: [gone.id] }], { sort: 'publishedAt' });
    expect(await members(byBrand)).toEqual([first.id]);
    await t.get(DeleteGroup).execute(systemContext('rules'), 'brands', gone.id, heir.id, null);
    expect(await members(byBrand)).toEqual([first.id, second.id]);

    const { rows } = await t.owner.query<{ attribute: number; navy: number; blue: number }>(
      `WITH a AS (INSERT INTO attributes (name) VALUES ('Shade') RETURNING id),
         v AS (INSERT INTO attribute_values (attribute_id, value) SELECT a.id, x FROM a, unnest('{Navy,Blue}'::text[]) x RETURNING id, value)
       SELECT a.id AS attribute, n.id AS navy, b.id AS blue FROM a, v n, v b WHERE n.value = 'Navy' AND b.value = 'Blue'`,
    );
    const { attribute, navy, blue } = rows[0] ?? { attribute: 0, navy: 0, blue: 0 };
    const give = (variant: string, value: number) =>
      sql('INSERT INTO variant_attributes (variant_id, attribute_value_id) VALUES ($1, $2)', [
        variant,
        value,
      ]);
    await give(first.variantId, navy);
    await give(second.variantId, blue);
    const byValue = await of([{ field: 'attribute', code: 'shade', in: ['navy'] }], {
      sort: 'publishedAt',
    });
    expect(await members(byValue)).toEqual([first.id]);
    const merge = () =>
      t.get(MergeAttributeValues).execute(systemContext('rules'), attribute, navy, blue, null);
    const twins = await t.given.product({ variants: 2 });
    await give(twins.variantIds[0] ?? '', navy);
    await give(twins.variantIds[1] ?? '', blue);
    await expect(merge()).rejects.toMatchObject({
      code: 'catalog.values_collide',
      details: { products: 1 },
    });
    await sql('DELETE FROM product_variants WHERE product_id = $1', [twins.id]);
    expect((await merge()).values?.map(({ code, variantCount }) => [code, variantCount])).toEqual([
      ['blue', 2],
    ]);
    expect(await members(byValue)).toEqual([first.id, second.id]);
  });

  it.each([
    ['no conditions', { conditions: [] }],
    ['an unknown field', { conditions: [{ field: 'cost', max: '1' }] }],
    ['an unknown name', { conditions: [{ field: 'featured', is: true, or: 1 }] }],
    ['a price that is none', { conditions: [{ field: 'price', min: '1e9' }] }],
    ['SQL in a code', { conditions: [{ field: 'attribute', code: `x' OR 1=1`, in: ['a'] }] }],
    [
      'a day that is none',
      { conditions: [{ field: 'publishedSince', since: '2024-13-45T00:00:00Z' }] },
    ],
    ['NUL', { conditions: [{ field: 'custom', code: 'voltage', in: ['\0'] }] }],
    ['both forms', { conditions: [{ field: 'custom', code: 'voltage', in: [1], min: 1 }] }],
    ['no limit', { conditions: [{ field: 'featured', is: true }], limit: 1e9 }],
    [
      'too many',
      { conditions: Array.from({ length: 21 }, () => ({ field: 'featured', is: true })) },
    ],
    ['a brand that is not there', { conditions: [{ field: 'brand', in: [randomUUID()] }] }],
    ['a field that is not there', { conditions: [{ field: 'custom', code: 'nothing', in: [1] }] }],
  ])('are refused with %s', async (_, rules) => {
    const refused = {
      code: 'catalog.rules_invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({ pointer: expect.stringMatching(/^\/rules/) as string }),
      ]) as object[],
    };
    await expect(collection(rules)).rejects.toMatchObject(refused);
  });

  describe('with many writers at once', () => {
    const PRODUCTS = 12;
    let brands: string[];
    let products: { id: string; variantId: string }[];
    beforeAll(async () => {
      brands = [(await t.given.brand()).id, (await t.given.brand()).id];
      products = [];
      for (let n = 0; n < PRODUCTS; n += 1) {
        products.push(
          await t.given.product({ price: `${n + 1}.00`, brandId: brands[n % 2] ?? '' }),
        );
      }
    });
    const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

    /** Some changes in one transaction; a deadlock is nobody's fault and leaves nothing behind. */
    const write = async (): Promise<void> => {
      const client = await t.owner.connect();
      try {
        await client.query('BEGIN');
        const two = [any(products), any(products)].sort((a, b) => (a.id < b.id ? -1 : 1));
        for (const { id, variantId } of two) {
          const price = 1 + Math.floor(Math.random() * 20);
          await any([
            () =>
              client.query('UPDATE products SET brand_id = $2 WHERE id = $1', [id, any(brands)]),
            () =>
              client.query('UPDATE product_variants SET price = $2 WHERE id = $1', [
                variantId,
                price,
              ]),
            () => client.query('UPDATE products SET published = NOT published WHERE id = $1', [id]),
          ])();
        }
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        if (!(error instanceof Error && 'code' in error && error.code === '40P01')) throw error;
      } finally {
        client.release();
      }
    };
    /** What the rules say now, asked without any trigger. */
    const truth = async (limit: number | null, brandId: string): Promise<string[]> => {
      const { rows } = await t.db.query<{ id: string }>(
        `SELECT p.id FROM products p JOIN LATERAL (SELECT min(v.price) AS price FROM product_variants v WHERE v.product_id = p.id) v ON true
         WHERE p.published AND p.brand_id = $1 AND v.price <= 15 ORDER BY v.price, p.id LIMIT $2`,
        [brandId, limit],
      );
      return rows.map((row) => row.id);
    };

    it('hold exactly what they say, with and without a limit, when the rules change too', async () => {
      const rulesOf = (brandId: string, limit: number | null) => ({
        conditions: [
          { field: 'brand', in: [brandId] },
          { field: 'price', max: '15.00' },
        ],
        sort: 'price',
        limit,
      });
      const [first = '', second = ''] = brands;
      const all = await collection(rulesOf(first, null));
      const some = await collection(rulesOf(first, 3));
      for (let round = 0; round < 4; round += 1) {
        const brandId = round % 2 === 0 ? second : first;
        const writers = Array.from({ length: 8 }, write);
        await Promise.all([
          ...writers,
          update(all, rulesOf(brandId, null)),
          update(some, rulesOf(brandId, 3)),
        ]);
        expect(await members(all)).toEqual(await truth(null, brandId));
        expect(await members(some)).toEqual(await truth(3, brandId));
      }
    });
  });
});
