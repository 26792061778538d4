import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../setup/test-database.js';
import { Rows } from '../schema/rows.js';

/** Tables of the shop whose rows no public answer of the catalogue shows, or that follow from others. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  category_listings: 'written with product_listings',
  product_sales: 'shown and sorted by as product_listings.sold_count',
  search_changes: 'products whose words follow; announced by product_search then',
  search_runs: 'upkeep',
  search_tiers: 'upkeep; announced by product_search when it is applied',
  collection_rule_changes: 'collections to be filled; announced by collection_products then',
  slug_history: 'leads to redirects, which are not kept',
  variant_price_history: 'written by the statement that changes the price',
  listing_changes: 'lives inside of one transaction',
  stock_movements: 'the record of moves, which are announced by the variant where they matter',
  stock_movements_archive: 'the same, older',
  stock_reservations: 'public answers know only what is free to sell',
  stock_locations: 'where pieces lie is told to nobody',
  stock_levels: 'the same',
  stock_level_movements: 'the same',
  exchange_rates: 'prices of carts; public answers convert nothing',
  price_lists:
    'made empty; a change tells of all products; deleting one deletes its prices, which tell',
  product_alerts: 'wishes of customers',
  product_rating_stars: 'counted from ratings in the same transaction',
  rating_reports: 'for moderators',
  outside_answers: 'answers of carriers and tax engines to carts',
  rating_votes: 'counted in ratings.helpful_count',
};

describe('The catalogue announces its changes', () => {
  const database = useDatabase();
  const rows = new Rows(() => database.owner);
  let listener: pg.Client;
  let heard: string[] = [];

  beforeAll(async () => {
    listener = new pg.Client({ connectionString: database.url });
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.connect();
    await listener.query('LISTEN eshop_catalogue');
  });
  afterAll(() => listener.end());
  beforeEach(async () => {
    await listener.query('SELECT 1');
    heard = [];
  });

  /** What was sent by what was committed so far: delivered before the answer to a later question. */
  async function said(): Promise<string[]> {
    await listener.query('SELECT 1');
    return [...heard].sort();
  }

  const run = (sql: string, values: unknown[] = []): Promise<pg.QueryResult> =>
    database.db.query(sql, values);

  it('the reviews of somebody who has another name', async () => {
    const product = await rows.product({ published: true });
    const user = await rows.user();
    await rows.insert('ratings', { product_id: product, user_id: user, rating: 5 });
    await said();
    heard = [];
    await database.owner.query(`UPDATE users SET username = username || 1 WHERE id = $1`, [user]);
    expect(await said()).toEqual([]);
    await database.owner.query(`UPDATE users SET first_name = 'Grace' WHERE id = $1`, [user]);
    expect(await said()).toEqual([`review:${product}`]);
  });

  it('a product by its id, once for all changes of a transaction', async () => {
    const id = await rows.product({ published: true });
    const variant = await rows.variant({ product_id: id, inventory_quantity: 5 });
    expect(new Set(await said())).toEqual(new Set(['lists', `product:${id}`]));
    heard = [];
    await run('UPDATE products SET name = name || 1 WHERE id = $1', [id]);
    await run('UPDATE product_variants SET price = price + 1 WHERE id = $1', [variant]);
    expect(await said()).toEqual(['lists', 'lists', `product:${id}`, `product:${id}`]);
    heard = [];
    const client = await database.db.connect();
    await client.query('BEGIN');
    await client.query('UPDATE products SET name = name || 1 WHERE id = $1', [id]);
    await client.query('UPDATE product_variants SET price = price + 1 WHERE id = $1', [variant]);
    expect(await said()).toEqual([]);
    await client.query('COMMIT');
    client.release();
    expect(await said()).toEqual(['lists', `product:${id}`]);
  });

  it('stock only where it runs out and where it comes back', async () => {
    const id = await rows.product({ published: true });
    const variant = await rows.variant({ product_id: id, inventory_quantity: 3 });
    await said();
    heard = [];
    const sell = (): Promise<unknown> =>
      run('UPDATE product_variants SET inventory_quantity = inventory_quantity - 1 WHERE id = $1', [
        variant,
      ]);
    await sell();
    await sell();
    expect(await said()).toEqual([]);
    await sell();
    expect(await said()).toEqual([`product:${id}`]);
    heard = [];
    await run('UPDATE product_variants SET inventory_quantity = 9 WHERE id = $1', [variant]);
    expect(await said()).toEqual([`product:${id}`]);
  });

  it('prices of lists, and lists that are switched on, moved in time or deleted', async () => {
    const id = await rows.product({ published: true });
    const variant = await rows.variant({ product_id: id });
    const list = await rows.insert('price_lists', { name: 'Autumn' });
    await said();
    heard = [];
    await run(
      'INSERT INTO price_list_prices (price_list_id, variant_id, price) VALUES ($1, $2, 1)',
      [list, variant],
    );
    await run('UPDATE price_list_prices SET price = 2 WHERE variant_id = $1', [variant]);
    expect(await said()).toEqual([`product:${id}`, `product:${id}`]);
    heard = [];
    await run('UPDATE price_lists SET is_active = true WHERE id = $1', [list]);
    expect(await said()).toEqual(['products']);
    heard = [];
    await run('DELETE FROM price_lists WHERE id = $1', [list]);
    expect(await said()).toEqual([`product:${id}`]);
  });

  it('groups and what belongs to no product as a change of all', async () => {
    const category = await rows.insert('categories', { name: 'Lamps', slug: 'lamps' });
    await said();
    heard = [];
    await run('UPDATE categories SET name = name || 1 WHERE id = $1', [category]);
    await run('INSERT INTO catalog_translations (category_id, locale, name) VALUES ($1, $2, $3)', [
      category,
      'vi',
      'Đèn',
    ]);
    expect(await said()).toEqual(['groups', 'groups']);
    heard = [];
    await run('UPDATE categories SET name = name WHERE false');
    expect(await said()).toEqual([]);
  });

  it('many products of one transaction as one message', async () => {
    const category = await rows.insert('categories', { name: 'Many', slug: 'many' });
    await run(
      `INSERT INTO products (name, slug, base_price, category_id)
       SELECT 'Thing ' || n, 'thing-' || n, 1, $1 FROM generate_series(1, 500) n`,
      [category],
    );
    await said();
    heard = [];
    await run('UPDATE products SET name = name || 1 WHERE category_id = $1', [category]);
    expect(await said()).toEqual(['products']);
    heard = [];
    const client = await database.db.connect();
    await client.query('BEGIN');
    const { rows: some } = await client.query<{ id: string }>(
      'SELECT id FROM products WHERE category_id = $1 LIMIT 40',
      [category],
    );
    for (const { id } of some)
      await client.query('UPDATE products SET name = name || 1 WHERE id = $1', [id]);
    await client.query('COMMIT');
    client.release();
    const messages = await said();
    expect(messages).toContain('products');
    expect(messages.length).toBeLessThanOrEqual(33);
  });

  it('every column of a variant that may show, and the stock where it matters', async () => {
    const { rows: found } = await run(
      `SELECT a.attname AS name FROM pg_attribute a
       WHERE a.attrelid = 'product_variants'::regclass AND a.attnum > 0 AND NOT a.attisdropped
         AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = a.attrelid
           AND t.tgname LIKE 'announce\\_%' AND a.attnum = ANY (t.tgattr::int2[]))`,
    );
    const silent = (found as { name: string }[]).map(({ name }) => name).sort();
    // Public answers say neither what a variant costs the shop nor how few are few.
    const hidden = ['cost_per_item', 'created_at', 'id', 'low_stock_threshold', 'updated_at'];
    expect(silent).toEqual(hidden);
  });

  it('every table of the catalogue, or a reason why not', async () => {
    const { rows: found } = await run(
      `SELECT c.relname AS name, count(*) FILTER (WHERE t.tgname LIKE 'announce\\_%')::int AS triggers
       FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND (c.relname ~ '^(products?|categor|brands|collections?|attribute|variant|image|catalog|rating|review|listing|search|slug|price|stock)')
       GROUP BY c.relname`,
    );
    const silent = (found as { name: string; triggers: number }[])
      .filter(({ name, triggers }) => triggers < 3 && NOT_SHOWN[name] === undefined)
      .map(({ name }) => name);
    expect(silent).toEqual([]);
  });
});
