import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnv } from '../../../src/config/env.js';
import { givenEnv } from '../../../src/config/given-env.js';
import { FieldCipher } from '../../../src/common/crypto/field-cipher.js';
import { PasswordHasher } from '../../../src/common/crypto/password-hasher.js';
import { composeProducts } from '../../../src/dev/demo-data/compose-product.js';
import { DEMO_PASSWORD } from '../../../src/dev/demo-data/insert-people.js';
import { seedDemo } from '../../../src/dev/demo-data/seed-demo.js';
import { toDiscountRule } from '../../../src/modules/discounts/discount-rules.js';
import { AddressBox } from '../../../src/modules/users/address-box.js';
import type { AddressRow } from '../../../src/modules/users/users.types.js';
import { useDatabase } from '../../setup/test-database.js';

const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+/);

describe('Demo data', () => {
  const database = useDatabase();
  const mediaDir = mkdtempSync(join(tmpdir(), 'eshop-demo-'));
  const shop = () => loadEnv({ ...givenEnv(), DATABASE_URL: database.ownerUrl, CURRENCIES: 'EUR' });
  const seed = (products?: number) =>
    seedDemo({
      url: database.ownerUrl,
      mediaDir,
      env: shop(),
      ...(products === undefined ? {} : { products }),
    });
  const rows = async <Row extends object>(sql: string): Promise<Row[]> =>
    (await database.owner.query<Row>(sql)).rows;
  const count = async (sql: string): Promise<number> =>
    Number((await rows<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`))[0]?.n);

  beforeAll(async () => {
    expect(await seed()).toEqual({ created: true, products: 300 });
  });
  afterAll(() => rmSync(mediaDir, { recursive: true }));

  it.each([
    ['product_listings', 300],
    ['brands', 20],
    ['collections', 6],
    ['discounts', 6],
    ['payment_methods', 7],
    ['shipping_methods', 2],
    ['users', 4],
    ['user_addresses', 2],
  ])('has in %s %d', async (table, expected) => {
    expect(await count(table)).toBe(expected);
  });

  it('has a tree of categories three levels deep, each with something in it', async () => {
    expect(await count('categories')).toBeGreaterThanOrEqual(12);
    const depth = await rows<{ depth: number }>(
      `SELECT max(length(path) - length(replace(path, '/', '')) - 1) AS depth FROM categories`,
    );
    expect(depth).toEqual([{ depth: 3 }]);
    expect(
      await count(
        'categories c WHERE NOT EXISTS (SELECT 1 FROM category_listings l WHERE l.category_id = c.id)',
      ),
    ).toBe(0);
  });

  it('has Vietnamese words and prices in euros where the shop offers them', async () => {
    expect(
      await rows(`SELECT p.slug, tr.name, tr.slug AS vi FROM catalog_translations tr
        JOIN products p ON p.id = tr.product_id ORDER BY p.slug LIMIT 2`),
    ).toEqual([
      { slug: 'ca-phe-phin', name: 'Cà phê phin', vi: 'ca-phe-rang-xay-pha-phin' },
      { slug: 'linen-shirt', name: 'Áo sơ mi vải lanh', vi: 'ao-so-mi-lanh' },
    ]);
    const named = 'catalog_translations tr WHERE tr.category_id = c.id';
    expect(await count(`categories c WHERE NOT EXISTS (SELECT 1 FROM ${named})`)).toBe(0);
    expect(
      await rows(`SELECT v.sku, e.price, count(*) OVER ()::int AS n FROM product_variants v
        JOIN variant_prices e ON e.variant_id = v.id AND e.currency = 'EUR'
        WHERE v.sku = 'LINEN-SHIRT-WHITE-M'`),
    ).toEqual([{ sku: 'LINEN-SHIRT-WHITE-M', price: '46.00', n: 1 }]);
    expect(
      await count(`product_variants v WHERE NOT EXISTS (SELECT 1 FROM variant_prices e
        WHERE e.variant_id = v.id AND (e.compare_at_price IS NULL) = (v.compare_at_price IS NULL))`),
    ).toBe(0);
  });

  it('has 1 to 12 variants per product, some of them sold out, and reviews', async () => {
    const range = await rows<{ least: string; most: string }>(
      `SELECT min(n) AS least, max(n) AS most FROM (SELECT count(*) AS n FROM product_variants GROUP BY product_id) v`,
    );
    expect(range).toEqual([{ least: '1', most: '12' }]);
    expect(await count('product_variants WHERE inventory_quantity = 0')).toBeGreaterThan(20);
    expect(await count('ratings')).toBeGreaterThan(50);
    expect(await count('products WHERE rating_count > 0')).toBeGreaterThan(50);
    expect(await count('collection_products')).toBeGreaterThan(60);
  });

  it('repeats neither a name nor a sentence', async () => {
    const texts = await rows<{ name: string; text: string }>(
      `SELECT name, short_description || ' ' || description AS text FROM products`,
    );
    expect(new Set(texts.map(({ name }) => name)).size).toBe(300);
    const said = texts.flatMap(({ text }) => sentences(text));
    expect(said.length).toBeGreaterThanOrEqual(1_200);
    expect(said.filter((sentence, index) => said.indexOf(sentence) !== index)).toEqual([]);
    expect(said.filter((sentence) => /[{}]|undefined|\b(\w+) \1\b/.test(sentence))).toEqual([]);
    const reviews = await rows<{ content: string }>('SELECT content FROM ratings');
    expect(new Set(reviews.map(({ content }) => content)).size).toBe(reviews.length);
  });

  it('has every picture it names', async () => {
    const urls = await rows<{ url: string }>(
      `SELECT url FROM images UNION SELECT image_url FROM categories UNION SELECT image_url FROM brands
       UNION SELECT image_url FROM collections`,
    );
    const missing = urls.filter(
      ({ url }) => !existsSync(join(mediaDir, url.slice('/media/'.length))),
    );
    expect(missing).toEqual([]);
    expect(
      await count('products p WHERE NOT EXISTS (SELECT 1 FROM images i WHERE i.product_id = p.id)'),
    ).toBe(0);
  });

  it('has the facts that examples name', async () => {
    const variants = await rows<{ sku: string; id: string; price: string; stock: number }>(
      `SELECT sku, id, price, inventory_quantity AS stock FROM product_variants
       WHERE sku IN ('LINEN-SHIRT-WHITE-M', 'LINEN-SHIRT-BLUE-S', 'TRAIL-LANTERN') ORDER BY sku`,
    );
    expect(variants).toEqual([
      expect.objectContaining({ sku: 'LINEN-SHIRT-BLUE-S', price: '49.90', stock: 0 }),
      {
        sku: 'LINEN-SHIRT-WHITE-M',
        id: 'b64ad76b-8a5e-4cfc-af76-7e65be7bfe75',
        price: '49.90',
        stock: 500,
      },
      {
        sku: 'TRAIL-LANTERN',
        id: '1e405bd5-7b73-4df6-a099-fed71b73ae03',
        price: '24.00',
        stock: 40,
      },
    ]);
  });

  it('has accounts that can log in and addresses that can be read', async () => {
    const env = loadEnv({ DATABASE_URL: database.url });
    const [alice] = await rows<{ id: string; hashed_password: string; verified_email: boolean }>(
      `SELECT id, hashed_password, verified_email FROM users WHERE email = 'alice@example.com'`,
    );
    expect(alice?.verified_email).toBe(true);
    const hasher = new PasswordHasher(env);
    expect(await hasher.verify(DEMO_PASSWORD, alice?.hashed_password ?? null)).toBe(true);
    const [address] = await rows<AddressRow>(
      `SELECT a.* FROM user_addresses a JOIN users u ON u.id = a.user_id WHERE u.username = 'alice'`,
    );
    expect(address?.street).not.toContain('Alder');
    const box = new AddressBox(new FieldCipher(env));
    expect(address && box.open(address).street).toBe('118 SE Alder Street, Apt 4');
  });

  it('has discounts whose rules are understood', async () => {
    const discounts = await rows<{ type: 'tiered'; value: string; rules: unknown }>(
      'SELECT type, value, rules FROM discounts',
    );
    const types = discounts.map((row) => toDiscountRule(row, 'USD').type);
    expect(new Set(types)).toEqual(
      new Set(['buy_x_get_y', 'fixed_amount', 'free_shipping', 'percentage', 'tiered']),
    );
  });

  it('knows the words of its names', async () => {
    expect(await count(`search_vocabulary WHERE word IN ('linen', 'shirt', 'northlight')`)).toBe(3);
  });

  it('changes nothing when it is made again, and adds what is missing when more is asked for', async () => {
    const state = () =>
      rows(`SELECT (SELECT md5(string_agg(p::text, ',' ORDER BY p.id)) FROM products p) AS products,
        (SELECT md5(string_agg(u::text, ',' ORDER BY u.id)) FROM users u) AS users,
        (SELECT count(*) FROM audit_log) AS audited, (SELECT count(*) FROM stock_movements) AS moved`);
    const before = await state();
    expect(await seed()).toEqual({ created: false, products: 0 });
    expect(await state()).toEqual(before);
    expect(await seed(310)).toEqual({ created: true, products: 10 });
    expect(await count('product_listings')).toBe(310);
  });

  it('is the same on every machine', () => {
    const first = [...composeProducts(60)];
    expect([...composeProducts(60)]).toEqual(first);
    expect([...composeProducts(24)]).toEqual(first.slice(0, 24));
  });
});
