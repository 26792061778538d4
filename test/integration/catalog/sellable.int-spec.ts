import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { Db } from '../../../src/database/db.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { CatalogModule } from '../../../src/modules/catalog/catalog.module.js';
import { CatalogService } from '../../../src/modules/catalog/catalog.service.js';
import { useIntegration } from '../../setup/test-app.js';

describe('CatalogService.findSellable', () => {
  const t = useIntegration({ only: [CatalogModule] });
  const find = (ids: readonly string[]) => t.get(CatalogService).findSellable(t.get(Db), ids);

  it('tells all that cart and orders need', async () => {
    const top = await t.given.category();
    const leaf = await t.given.category({ parentId: top.id });
    const brand = await t.given.brand();
    const collection = await t.given.collection();
    const product = await t.given.product({
      name: 'Linen Shirt',
      price: '49.90',
      stock: 7,
      categoryId: leaf.id,
      brandId: brand.id,
      collectionId: collection.id,
    });
    await t.owner.query(`UPDATE categories SET tax_class = 'clothes' WHERE id = $1`, [top.id]);
    await t.owner.query(`UPDATE products SET weight = 0.3 WHERE id = $1`, [product.id]);
    await t.owner.query(
      `WITH a AS (INSERT INTO attributes (name) VALUES ('Size') RETURNING id),
       v AS (INSERT INTO attribute_values (attribute_id, value) SELECT id, 'M' FROM a RETURNING id)
       INSERT INTO variant_attributes (variant_id, attribute_value_id) SELECT $1, id FROM v`,
      [product.variantId],
    );
    const found = (await find([product.variantId])).get(product.variantId);
    expect(found).toEqual({
      variantId: product.variantId,
      productId: product.id,
      productName: 'Linen Shirt',
      productSlug: product.slug,
      variantName: 'Variant 1',
      sku: `${product.slug.toUpperCase()}-1`,
      attributes: { Size: 'M' },
      unitPrice: 4990,
      stock: 7,
      backorderRoom: 0,
      availableOn: null,
      purchasable: true,
      unavailableReason: null,
      requiresShipping: true,
      taxable: true,
      taxClass: 'clothes',
      weight: 30,
      brandId: brand.id,
      categoryIds: [top.id, leaf.id],
      collectionIds: [collection.id],
      imageUrl: null,
    });
  });

  it.each([
    [`UPDATE products SET published = false WHERE id = $1`, 'product_unpublished'],
    [`UPDATE products SET status = 'inactive' WHERE id = $1`, 'product_inactive'],
    [`UPDATE products SET status = 'discontinued' WHERE id = $1`, 'discontinued'],
    [`UPDATE products SET status = 'out_of_stock' WHERE id = $1`, 'out_of_stock_editorial'],
    [`UPDATE products SET deleted_at = now() WHERE id = $1`, 'deleted'],
    [`UPDATE product_variants SET deleted_at = now() WHERE product_id = $1`, 'deleted'],
    [`UPDATE product_variants SET is_active = false WHERE product_id = $1`, 'variant_inactive'],
  ])('after "%s" says %s', async (sql, reason) => {
    const product = await t.given.product();
    await t.owner.query(sql, [product.id]);
    const found = (await find([product.variantId])).get(product.variantId);
    expect(found).toMatchObject({ purchasable: false, unavailableReason: reason });
  });

  it('finds many in a transaction and leaves out what never existed', async () => {
    const product = await t.given.product({ variants: 30 });
    const ids = [...product.variantIds, randomUUID()];
    const found = await t
      .get(UnitOfWork)
      .run(systemContext('test'), (tx) => t.get(CatalogService).findSellable(tx, ids));
    expect([...found.keys()].sort()).toEqual([...product.variantIds].sort());
    expect(await find([])).toEqual(new Map());
  });
});
