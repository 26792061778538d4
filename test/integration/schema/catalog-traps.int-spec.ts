import { describe, expect, it } from 'vitest';
import { useDatabase } from '../../setup/test-database.js';
import { Rows } from './rows.js';

describe('Traps of the catalogue tables', () => {
  const database = useDatabase();
  const rows = new Rows(() => database.owner);
  const category = (name: string, parent: string | null = null): Promise<string> =>
    rows.insert('categories', { name, slug: name.toLowerCase(), parent_id: parent });

  it('slugs, SKUs, names and e-mails can be used again after a soft delete', async () => {
    const first = await rows.product({ slug: 'desk', sku: 'DESK-1' });
    await expect(rows.product({ slug: 'desk' })).rejects.toMatchObject({
      constraint: 'uq_products_slug',
    });
    await database.owner.query('UPDATE products SET deleted_at = now() WHERE id = $1', [first]);
    await rows.product({ slug: 'desk', sku: 'DESK-1' });

    const user = await rows.user({ email: 'used@example.com' });
    await database.owner.query('UPDATE users SET deleted_at = now() WHERE id = $1', [user]);
    await rows.user({ email: 'used@example.com' });

    const variant = await rows.variant({ sku: 'V-1' });
    await database.owner.query('UPDATE product_variants SET deleted_at = now() WHERE id = $1', [
      variant,
    ]);
    await rows.variant({ sku: 'V-1' });
    const old = await category('Lamps');
    await database.owner.query('UPDATE categories SET deleted_at = now() WHERE id = $1', [old]);
    await category('Lamps');
  });

  it('categories are a tree: paths follow a move, and a cycle is refused also by two moves at once', async () => {
    const root = await category('Home');
    const child = await category('Kitchen', root);
    const leaf = await category('Knives', child);
    const other = await category('Garden');
    await database.owner.query('UPDATE categories SET parent_id = $2 WHERE id = $1', [
      child,
      other,
    ]);
    const moved = await rows.one<{ path: string }>('SELECT path FROM categories WHERE id = $1', [
      leaf,
    ]);
    expect(moved.path).toBe(`/${other}/${child}/${leaf}/`);
    await expect(
      database.owner.query('UPDATE categories SET parent_id = $2 WHERE id = $1', [other, leaf]),
    ).rejects.toMatchObject({ constraint: 'ck_categories_no_cycle' });

    const move = (id: string, parent: string): Promise<unknown> =>
      database.owner.query('UPDATE categories SET parent_id = $2 WHERE id = $1', [id, parent]);
    const both = await Promise.allSettled([move(root, other), move(other, root)]);
    expect(both.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('stock never goes below zero, and each move, the first too, is a row that cannot be changed', async () => {
    const variant = await rows.variant({ inventory_quantity: 3 });
    const take = (): Promise<{ rowCount: number | null }> =>
      database.db.query(
        `WITH taken AS (UPDATE product_variants SET inventory_quantity = inventory_quantity - 1
            WHERE id = $1 AND inventory_quantity >= 1 RETURNING id)
         INSERT INTO stock_movements (variant_id, quantity, cause) SELECT id, -1, 'adjustment' FROM taken`,
        [variant],
      );
    const results = await Promise.all(Array.from({ length: 10 }, take));
    expect(results.filter((result) => result.rowCount === 1)).toHaveLength(3);
    await expect(
      database.db.query('UPDATE product_variants SET inventory_quantity = -1 WHERE id = $1', [
        variant,
      ]),
    ).rejects.toMatchObject({ constraint: 'ck_product_variants_inventory_quantity' });
    const ledger = await rows.one<{ sum: number; quantity: number; causes: string[] }>(
      `SELECT sum(m.quantity)::int, v.inventory_quantity AS quantity, array_agg(DISTINCT m.cause) AS causes
         FROM product_variants v JOIN stock_movements m ON m.variant_id = v.id WHERE v.id = $1 GROUP BY v.id`,
      [variant],
    );
    expect(ledger).toEqual({ sum: 0, quantity: 0, causes: ['adjustment', 'initial'] });
    await expect(
      database.owner.query('UPDATE stock_movements SET quantity = 9 WHERE variant_id = $1', [
        variant,
      ]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('the weighted search vector and its two indexes are used', async () => {
    const brand = await rows.insert('brands', { name: 'Cà Phê Sữa', slug: 'ca-phe-sua' });
    const product = await rows.product({
      name: 'Ceramic dripper',
      sku: 'DRIP-77',
      brand_id: brand,
      short_description: 'Slow mornings',
    });
    for (const words of ['dripper', 'DRIP-77', 'ca phe', 'cà phê', 'morning']) {
      const { rows: found } = await database.db.query<{ id: string }>(
        `SELECT product_id AS id FROM product_search WHERE vector @@
           (websearch_to_tsquery('eshop', $1) || array_to_tsvector(ARRAY[search_code($1)])::text::tsquery)`,
        [words],
      );
      expect(
        found.map((row) => row.id),
        words,
      ).toContain(product);
    }
    await database.owner.query(`UPDATE brands SET name = 'Moka House' WHERE id = $1`, [brand]);
    const renamed = await rows.one<{ hit: boolean }>(
      `SELECT vector @@ websearch_to_tsquery('eshop', 'moka') AS hit FROM product_search WHERE product_id = $1`,
      [product],
    );
    expect(renamed.hit).toBe(true);
    const plans = [
      [
        'product_search',
        `vector @@ websearch_to_tsquery('eshop', 'dripper')`,
        'idx_product_search_vector',
      ],
      [
        'products',
        `to_tsvector('english', name || ' ' || COALESCE(description, '')) @@ websearch_to_tsquery('english', 'x')`,
        'idx_products_search',
      ],
    ] as const;
    const client = await database.owner.connect();
    await client.query('SET enable_seqscan = off');
    for (const [table, condition, index] of plans) {
      const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT 1 FROM ${table} WHERE ${condition}`,
      );
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain(`on ${index}`);
    }
    await client.query('RESET enable_seqscan');
    client.release();
  });

  it('an index is rebuilt while others write', async () => {
    const writer = await database.owner.connect();
    await writer.query('BEGIN');
    await writer.query(`UPDATE products SET featured = true`);
    const rebuild = database.owner.query('REINDEX INDEX CONCURRENTLY idx_products_status');
    const second = await rows.product();
    expect(second).not.toBe('');
    await writer.query('COMMIT');
    writer.release();
    await rebuild;
  });

  it('the status of a product is editorial: stock does not write it', async () => {
    const product = await rows.product({ status: 'active' });
    const variant = await rows.variant({ product_id: product, inventory_quantity: 1 });
    await database.db.query('UPDATE product_variants SET inventory_quantity = 0 WHERE id = $1', [
      variant,
    ]);
    const row = await rows.one<{ status: string }>('SELECT status FROM products WHERE id = $1', [
      product,
    ]);
    expect(row.status).toBe('active');
  });

  it('helpful votes count one per person, and the average follows the published reviews', async () => {
    const product = await rows.product();
    const review = (rating: number, values: Record<string, unknown> = {}): Promise<string> =>
      rows
        .user()
        .then((user) =>
          rows.insert('ratings', { product_id: product, user_id: user, rating, ...values }),
        );
    const [first] = await Promise.all([
      review(5),
      review(4),
      review(4),
      review(1, { status: 'pending' }),
    ]);
    const voters = await Promise.all(Array.from({ length: 6 }, () => rows.user()));
    const vote = (user: string): Promise<string> =>
      rows.insert('rating_votes', { rating_id: first, user_id: user });
    await Promise.all(voters.map(vote));
    await expect(vote(voters[0] ?? '')).rejects.toMatchObject({
      constraint: 'rating_votes_rating_id_user_id_key',
    });
    const kept = await rows.one<{ helpful: number; count: number; average: string }>(
      `SELECT r.helpful_count AS helpful, p.rating_count AS count, p.rating_average AS average
         FROM ratings r JOIN products p ON p.id = r.product_id WHERE r.id = $1`,
      [first],
    );
    expect(kept).toEqual({ helpful: 6, count: 3, average: '4.33' });
  });

  it('every table has created_at and updated_at, and a trigger keeps the latter', async () => {
    const { rows: tables } = await database.owner.query<{
      name: string;
      created: boolean;
      updated: boolean;
      kept: boolean;
    }>(
      `SELECT c.relname AS name,
          EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'created_at') AS created,
          EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'updated_at') AS updated,
          EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
            AND pg_get_triggerdef(t.oid) ~ 'BEFORE UPDATE ON .*(update_updated_at_column|refuse_update)') AS kept
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
    );
    // The log and its digests are written once; the archive keeps the stamps of the moved rows.
    const exempt = /^(audit_log|audit_digests|migrations|typeorm_metadata)$|_archive$/;
    const lacking = tables
      .filter((table) => !exempt.test(table.name))
      .filter((table) => !(table.created && table.updated && table.kept))
      .map((table) => table.name);
    expect(lacking).toEqual([]);
  });
});
