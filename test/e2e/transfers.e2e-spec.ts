import { beforeAll, describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { RunFileExport } from '../../src/modules/transfers/use-cases/run-file-export.js';
import { RunImport } from '../../src/modules/transfers/use-cases/run-import.js';
import { TransfersWorkerModule } from '../../src/modules/transfers/transfers.worker.module.js';
import { MEDUSA, SHOPIFY, VENDURE } from './transfers/foreign-files.js';
import { useApi } from '../setup/test-api.js';

type Import = Readonly<{ id: string; status: string; sizeBytes: number }>;

const IMPORTS = '/api/v1/admin/imports';

describe('Imports and exports', () => {
  const t = useApi({
    imports: [TransfersWorkerModule],
    env: { CURRENCIES: 'EUR' },
  });
  let token = '';

  /** Sends a file as it is. */
  const upload = async (
    path: string,
    body: string | Buffer,
    options: { token?: string; type?: string; method?: string } = {},
  ): Promise<{ status: number; body: Import & { code?: string; detail?: string } }> => {
    const answer = await fetch(`${t.baseUrl}${path}`, {
      method: options.method ?? 'POST',
      headers: {
        'content-type': options.type ?? 'text/csv',
        authorization: `Bearer ${options.token ?? token}`,
      },
      body: new Uint8Array(Buffer.from(body)),
    });
    return { status: answer.status, body: (await answer.json()) as Import };
  };

  beforeAll(async () => {
    token = (await t.given.staff({ catalog: 'rwx', inventory: 'rwx' })).token;
  });

  it('takes a file in pieces and goes on where it broke off', async () => {
    const first = await upload(`${IMPORTS}?kind=products&complete=false`, 'slug,name\na,A\n');
    expect(first).toMatchObject({ status: 202, body: { status: 'uploading', sizeBytes: 14 } });
    const { id } = first.body;
    const wrong = await upload(`${IMPORTS}/${id}/file?offset=3`, 'b,B\n', { method: 'PUT' });
    expect(wrong).toMatchObject({
      status: 409,
      body: { code: 'transfers.upload_offset_mismatch' },
    });
    const second = await upload(`${IMPORTS}/${id}/file?offset=14`, 'b,B\n', { method: 'PUT' });
    expect(second).toMatchObject({ status: 202, body: { status: 'queued', sizeBytes: 18 } });
    expect(await t.outboxOf('run-import')).toHaveLength(1);
    expect((await t.http('GET', IMPORTS, { token })).text).toContain(id);
  });
  it('says what is wrong with a file that is no UTF-8 text', async () => {
    const cases: [Buffer, RegExp][] = [
      [Buffer.from('\ufeffslug,name\n', 'utf16le'), /UTF-16/],
      [Buffer.from('slug,name\n', 'utf16le'), /UTF-16/],
      [Buffer.from('PK\u0003\u0004xxxx', 'latin1'), /Excel/],
      [Buffer.from('slug,name\nx,Caf\xe9 bar\n', 'latin1'), /code page/],
      [Buffer.from('slug,name\nx,a\0b\n'), /zero bytes/],
    ];
    for (const [file, words] of cases) {
      const answer = await upload(`${IMPORTS}?kind=products`, file);
      expect(answer).toMatchObject({ status: 422, body: { code: 'transfers.not_utf8' } });
      expect(answer.body.detail).toMatch(words);
    }
    expect((await upload(`${IMPORTS}?kind=products`, '')).body.code).toBe('transfers.empty_file');
  });

  type Counts = Record<'read' | 'created' | 'updated' | 'unchanged' | 'failed', number>;
  type Result = Import & {
    readonly rows: Counts;
    readonly layout: { unknownColumns: string[]; notes: string[] } | null;
    readonly secondsLeft: number | null;
  };
  type RowError = Readonly<{
    row: number;
    column: string | null;
    code: string;
    value: string | null;
  }>;

  /** Works as the worker does, until nothing is left to do. */
  const work = async (id: string, sliceMs?: number): Promise<void> => {
    while (await t.get(RunImport).execute(systemContext('test'), id, undefined, sliceMs));
  };
  const run = async (
    query: string,
    file: string,
    path = IMPORTS,
    type?: string,
  ): Promise<Result> => {
    const sent = await upload(`${path}?${query}`, file, type === undefined ? {} : { type });
    expect(sent.status, JSON.stringify(sent.body)).toBe(202);
    await work(sent.body.id);
    return (await t.http<Result>('GET', `${path}/${sent.body.id}`, { token })).body;
  };
  const errorsOf = async ({ id }: Import, path = IMPORTS): Promise<RowError[]> =>
    (await t.http<{ items: RowError[] }>('GET', `${path}/${id}/errors?limit=100`, { token })).body
      .items;
  const one = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>> =>
    (await t.owner.query<Record<string, unknown>>(sql, values)).rows[0] ?? {};

  const FILE = [
    'slug,name,description,brand,category,published,sku,price:USD,price:EUR,option:Size,stock,name@vi,colour of the box',
    'lamp,"Lamp, large",,Lumen,Home > Light,yes,LAMP-S,19.90,18.50,S,5,Đèn,blue',
    'lamp,,,,,,LAMP-L,29.90,,L,3,,',
    'vase,Vase,"Vase ""Ida""\r\nof glass",,Home,no,VASE,9.00,,,1,,',
    'bad,Bad,,,,,BAD,12.345,,,1,,',
  ].join('\r\n');

  it('imports products with variants, prices, words and stock, and says what was wrong', async () => {
    const done = await run('kind=products&createMissing=true', `\ufeff${FILE}\r\n`);
    expect(done).toMatchObject({
      status: 'completed',
      percentage: 100,
      rows: { read: 4, created: 3, updated: 0, unchanged: 0, failed: 1 },
      layout: { unknownColumns: ['colour of the box'] },
    });
    expect(await errorsOf(done)).toMatchObject([
      { row: 5, column: 'price:USD', code: 'money.invalid', value: '12.345' },
    ]);
    const lamp = await one(
      `SELECT p.name, p.published, b.name AS brand, c.slug AS category, parent.name AS above,
         (SELECT count(*)::int FROM product_variants v WHERE v.product_id = p.id) AS variants,
         (SELECT w.name FROM catalog_translations w WHERE w.product_id = p.id) AS words,
         (SELECT r.price FROM variant_prices r JOIN product_variants v ON v.id = r.variant_id WHERE v.sku = 'LAMP-S') AS euro
       FROM products p JOIN brands b ON b.id = p.brand_id JOIN categories c ON c.id = p.category_id
       JOIN categories parent ON parent.id = c.parent_id WHERE p.slug = 'lamp'`,
    );
    expect(lamp).toEqual({
      name: 'Lamp, large',
      published: true,
      brand: 'Lumen',
      category: 'light',
      above: 'Home',
      variants: 2,
      words: 'Đèn',
      euro: '18.50',
    });
    const vase = await one(`SELECT description FROM products WHERE slug = 'vase'`);
    expect(vase).toEqual({ description: 'Vase "Ida"\r\nof glass' });
    const again = await run('kind=products&createMissing=true', FILE);
    expect(again.rows).toEqual({ read: 4, created: 0, updated: 0, unchanged: 3, failed: 1 });
    const csv = await t.http('GET', `${IMPORTS}/${done.id}/errors?format=csv`, { token });
    expect(csv.text).toContain('5,price:USD,money.invalid');
    const audit = await one(
      `SELECT actor_id IS NOT NULL AS known FROM audit_log WHERE table_name = 'products' AND after ->> 'slug' = 'lamp'`,
    );
    expect(audit).toEqual({ known: true });
  });

  it('a dry run says the same and writes nothing; afterwards it runs for good', async () => {
    const file = FILE.replaceAll('lamp', 'torch')
      .replaceAll('LAMP', 'TORCH')
      .replace(/^vase.*\r\n.*$/m, '');
    const dry = await run(
      'kind=products&createMissing=true&dryRun=true',
      file.replaceAll('VASE', 'V2'),
    );
    expect(dry.status).toBe('completed');
    expect(dry.rows.created).toBeGreaterThanOrEqual(2);
    expect(await one(`SELECT count(*)::int AS n FROM products WHERE slug = 'torch'`)).toEqual({
      n: 0,
    });
    const started = await t.http('POST', `${IMPORTS}/${dry.id}/run`, { token });
    expect(started.status).toBe(202);
    await work(dry.id);
    const done = await t.http<Result>('GET', `${IMPORTS}/${dry.id}`, { token });
    expect(done.body.rows).toEqual(dry.rows);
    expect(await one(`SELECT count(*)::int AS n FROM products WHERE slug = 'torch'`)).toEqual({
      n: 1,
    });
  });

  it('sets stock and moves it, and the movements still sum up', async () => {
    const path = `${IMPORTS}/stock`;
    const file =
      'sku;quantity;delta;note\nLAMP-S;7;;counted\nLAMP-L;;-2;\nLAMP-L;;10;\nLAMP-S;;-99;\nNONE;1;;\n';
    const done = await run('', file, path);
    expect(done.rows).toEqual({ read: 5, created: 0, updated: 3, unchanged: 0, failed: 2 });
    expect((await errorsOf(done, path)).map(({ row, code }) => [row, code])).toEqual([
      [5, 'inventory.impossible_quantity'],
      [6, 'catalog.variant_not_found'],
    ]);
    const { rows } = await t.owner.query(
      `SELECT v.sku, v.inventory_quantity AS stock, (SELECT sum(m.quantity)::int FROM stock_movements m WHERE m.variant_id = v.id) AS moved
       FROM product_variants v WHERE v.sku LIKE 'LAMP-%' ORDER BY v.sku`,
    );
    expect(rows).toEqual([
      { sku: 'LAMP-L', stock: 11, moved: 11 },
      { sku: 'LAMP-S', stock: 7, moved: 7 },
    ]);
    const hidden = await t.http('GET', `${IMPORTS}/${done.id}`, { token });
    expect(hidden.status).toBe(404);
  });

  it('changes prices by SKU, several variants of a product at once', async () => {
    const file = 'sku,price,price:EUR,compare_at_price\nLAMP-S,21.00,20.00,25.00\nLAMP-L,31.00,,\n';
    const done = await run('kind=prices', file);
    expect(done.rows).toMatchObject({ updated: 2, failed: 0 });
    const { rows } = await t.owner.query(
      `SELECT v.sku, v.price, v.compare_at_price, r.price AS euro FROM product_variants v
       LEFT JOIN variant_prices r ON r.variant_id = v.id WHERE v.sku LIKE 'LAMP-%' ORDER BY v.sku`,
    );
    expect(rows).toEqual([
      { sku: 'LAMP-L', price: '31.00', compare_at_price: null, euro: null },
      { sku: 'LAMP-S', price: '21.00', compare_at_price: '25.00', euro: '20.00' },
    ]);
  });

  /** Makes an export as the worker does and fetches its file. */
  const exported = async (path: string, body: object, as = token): Promise<string> => {
    const made = await t.http<Import>('POST', `/api/v1/admin/${path}`, { token: as, body });
    expect(made.status, made.text).toBe(202);
    const early = await t.http('GET', `/api/v1/admin/${path}/${made.body.id}/file`, { token: as });
    expect(early).toMatchObject({ status: 409, body: { code: 'transfers.export_not_ready' } });
    while (await t.get(RunFileExport).execute(systemContext('test'), made.body.id, undefined, 0));
    const file = await fetch(`${t.baseUrl}/api/v1/admin/${path}/${made.body.id}/file`, {
      headers: { authorization: `Bearer ${as}` },
    });
    expect(file.status).toBe(200);
    // Not text(): that takes the byte order mark away.
    return Buffer.from(await file.arrayBuffer()).toString();
  };

  it('an export that is imported again changes nothing, also into a shop without these products', async () => {
    const group = await t.given.collection({ name: 'Summer', slug: 'summer' });
    await t.owner.query(
      `INSERT INTO collection_products (collection_id, product_id) SELECT $1, id FROM products WHERE slug = 'lamp'`,
      [group.id],
    );
    await t.owner.query(
      `INSERT INTO product_fields (code, label, type) VALUES ('material', 'Material', 'text'), ('year', 'Year', 'integer')`,
    );
    await t.owner.query(
      `UPDATE products SET metadata = '{"made":"in Porto"}', dimensions = '{"width":10.5,"unit":"cm"}', featured = true,
         custom_fields = '{"material":"=oak","year":1999}', description = '+1 "quoted";' || chr(10) || 'line, two',
         short_description = '''=was a formula', weight = 1.25, publish_at = NULL, unpublish_at = date_trunc('second', now()) + interval '9 days',
         tax_class = 'reduced', sku = 'LAMP' WHERE slug = 'lamp'`,
    );
    await t.owner.query(
      `UPDATE product_variants SET barcode = '00123', cost_per_item = 4.20, weight = 0.30, taxable = false, position = 7, is_active = false
       WHERE sku = 'LAMP-L'`,
    );
    const files = async (): Promise<string[]> => [
      await exported('exports', { kind: 'products', format: 'csv' }),
      await exported('exports', { kind: 'products', format: 'jsonl' }),
      await exported('exports', { kind: 'variants', format: 'csv' }),
      await exported('exports', { kind: 'prices', format: 'csv' }),
      await exported('exports/stock', { format: 'csv' }),
    ];
    const before = await files();
    const [csv = '', jsonl = '', variants = '', prices = '', stock = ''] = before;
    expect(csv.startsWith('\ufeffslug,name')).toBe(true);
    expect(csv).toContain(`'+1 ""quoted"";`);
    const imports = [
      await run('kind=products', csv),
      await run('kind=products&format=jsonl', jsonl, IMPORTS, 'application/x-ndjson'),
      await run('kind=variants', variants),
      await run('kind=prices', prices),
      await run('', stock, `${IMPORTS}/stock`),
    ];
    for (const done of imports) {
      expect(done, JSON.stringify(done)).toMatchObject({
        status: 'completed',
        layout: { unknownColumns: [] },
      });
      expect(done.rows).toEqual({
        read: done.rows.read,
        created: 0,
        updated: 0,
        unchanged: done.rows.read,
        failed: 0,
      });
    }
    for (const [query, file, type] of [
      ['kind=products', csv, 'text/csv'],
      ['kind=products&format=jsonl', jsonl, 'application/x-ndjson'],
    ] as const) {
      await t.owner.query(
        'UPDATE product_variants SET deleted_at = now() WHERE deleted_at IS NULL',
      );
      await t.owner.query('UPDATE products SET deleted_at = now() WHERE deleted_at IS NULL');
      await t.owner.query('DELETE FROM catalog_translations');
      const done = await run(query, file, IMPORTS, type);
      expect(await errorsOf(done)).toEqual([]);
      expect(done.rows).toMatchObject({ updated: 0, unchanged: 0, failed: 0 });
      expect(await files()).toEqual(before);
    }
  });

  it('reads the products of Shopify, Medusa and Vendure, and fetches no picture', async () => {
    const create = 'kind=products&createMissing=true';
    const shopify = await run(`${create}&format=shopify`, SHOPIFY);
    expect(await errorsOf(shopify)).toEqual([]);
    expect(shopify).toMatchObject({
      rows: { read: 4, created: 4 },
      layout: { unknownColumns: [] },
    });
    expect(shopify.layout?.notes.join(' ')).toContain('fetches nothing');
    const medusa = await run(`${create}&format=medusa`, MEDUSA);
    expect(await errorsOf(medusa)).toEqual([]);
    const vendure = await run(`${create}&format=vendure`, VENDURE);
    expect(await errorsOf(vendure)).toEqual([]);
    expect([medusa.layout?.unknownColumns, vendure.layout?.unknownColumns]).toEqual([[], []]);
    const { rows } = await t.owner.query<{ line: string }>(
      `SELECT concat_ws(' ', p.slug, p.published, b.name, c.name, v.sku, v.price, v.compare_at_price, v.inventory_quantity, v.weight,
         (SELECT string_agg(a.name || '=' || av.value, '|' ORDER BY a.name) FROM variant_attributes va
           JOIN attribute_values av ON av.id = va.attribute_value_id JOIN attributes a ON a.id = av.attribute_id
           WHERE va.variant_id = v.id),
         (SELECT string_agg(r.currency || r.price, '') FROM variant_prices r WHERE r.variant_id = v.id)) AS line
       FROM product_variants v JOIN products p ON p.id = v.product_id LEFT JOIN brands b ON b.id = p.brand_id
       LEFT JOIN categories c ON c.id = p.category_id
       WHERE p.slug IN ('tee', 'card', 'mug', 'laptop') ORDER BY v.sku`,
    );
    expect(rows.map(({ line }) => line)).toEqual([
      'card f Nord CARD 5.00 1',
      'laptop f Volt Tech LAP-1 899.00 5 RAM=8GB|screen=13',
      'laptop f Volt Tech LAP-2 999.00 6 RAM=8GB|screen=15',
      'mug t MUG-B 11.00 2 Colour=Blue EUR9.50',
      'mug t MUG-R 10.50 3 Colour=Red EUR9.00',
      'tee t Nord Shirts TEE-M 20.00 0 0.19 Size=M',
      'tee t Nord Shirts TEE-S 20.00 25.00 4 0.18 Size=S',
    ]);
  });

  it('exports customers and orders to those who may see them, encrypted where it waits', async () => {
    const reader = (await t.given.staff({ users: 'r', orders: 'r' })).token;
    const customer = await t.given.customer();
    expect(
      (await t.http('POST', '/api/v1/admin/exports/customers', { token, body: {} })).status,
    ).toBe(403);
    const { rows } = await t.owner.query<{ email: string }>(
      'SELECT email FROM users WHERE id = $1',
      [customer.id],
    );
    const customers = await exported('exports/customers', {}, reader);
    expect(customers).toContain(rows[0]?.email ?? 'nobody');
    expect(customers).toContain("'+");
    expect(await exported('exports/orders', { format: 'jsonl' }, reader)).toBe('');
    expect(await one(`SELECT 1 FROM export_parts WHERE content LIKE '%@%'`)).toEqual({});
    const audit = await one(
      `SELECT count(*)::int AS n FROM audit_log WHERE table_name = 'exports' AND after ->> 'kind' = 'customers' AND actor_id IS NOT NULL`,
    );
    expect(audit).toEqual({ n: 2 });
  });

  it('goes on where a run was killed, and two runs at once are one', async () => {
    const lines = Array.from(
      { length: 1_300 },
      (_, index) => `k${index},K ${index},K-${index},1.00,2`,
    );
    const sent = await upload(
      `${IMPORTS}?kind=products`,
      ['slug,name,sku,price,stock', ...lines].join('\n'),
    );
    const importer = t.get(RunImport);
    const ctx = (): ReturnType<typeof systemContext> => systemContext('test');
    // A run that dies in its second batch: what that batch wrote is gone, the lease stays.
    let steps = 0;
    const died = importer.execute(ctx(), sent.body.id, () => {
      steps += 1;
      return steps === 2 ? new Promise(() => undefined) : Promise.resolve();
    });
    void died;
    await expect.poll(() => steps, { timeout: 20_000 }).toBe(2);
    expect(await importer.execute(ctx(), sent.body.id)).toBe(false);
    const path = `${IMPORTS}/${sent.body.id}`;
    const halfway = await t.http<Result>('GET', path, { token });
    expect(halfway.body).toMatchObject({
      status: 'running',
      rows: { read: 1_000, created: 1_000 },
    });
    expect(halfway.body.secondsLeft).not.toBeNull();
    await t.owner.query(
      `UPDATE imports SET leased_until = now() - interval '1 second' WHERE id = $1`,
      [sent.body.id],
    );
    await Promise.all([work(sent.body.id), work(sent.body.id)]);
    await work(sent.body.id);
    const done = await t.http<Result>('GET', path, { token });
    expect(done.body.rows).toEqual({
      read: 1_300,
      created: 1_300,
      updated: 0,
      unchanged: 0,
      failed: 0,
    });
    expect(await one(`SELECT count(*)::int AS n FROM products WHERE slug ~ '^k\\d+$'`)).toEqual({
      n: 1_300,
    });
    expect(
      await one(
        `SELECT sum(quantity)::int AS n FROM stock_movements m JOIN product_variants v ON v.id = m.variant_id WHERE v.sku ~ '^K-\\d+$'`,
      ),
    ).toEqual({ n: 2_600 });
  });
});
