import type { Scene } from '../people/scene.js';
import type { IdKind, Recipe } from './recipe.js';

const PRODUCTS = Buffer.from('slug,name,price\nproof-thing,Thing,1.00\n');
const STOCK = Buffer.from('sku,quantity\nPROOF,1\n');

/** An import of which something has come and something is missing. */
async function newImport(scene: Scene, kind: string, status: string): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `WITH made AS (
       INSERT INTO imports (kind, format, status, options, size_bytes, chunks)
         VALUES ($1, 'csv', $2, '{"createMissing": false, "publish": false}', 4, 1) RETURNING id),
     file AS (INSERT INTO import_chunks (import_id, position, start_byte, content) SELECT id, 0, 0, 'sku,' FROM made)
     SELECT id FROM made`,
    [kind, status],
  );
  return rows[0]?.id ?? '';
}

async function newExport(scene: Scene, kind: string): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(
    `INSERT INTO exports (kind, format, status, expires_at)
     VALUES ($1, 'csv', 'ready', now() + interval '1 day') RETURNING id`,
    [kind],
  );
  return rows[0]?.id ?? '';
}

const IMPORTS = [
  ['Import', 'products'],
  ['StockImport', 'stock'],
] as const;
const EXPORTS = [
  ['Export', 'products'],
  ['StockExport', 'stock'],
  ['CustomersExport', 'customers'],
  ['OrdersExport', 'orders'],
] as const;

function imported(kind: string, status: string): IdKind {
  return { belongs: 'nobody', make: (scene) => newImport(scene, kind, status) };
}

/** Ids of imports and exports; staff of one area sees all of them. */
export const TRANSFER_IDS: Readonly<Record<string, IdKind>> = Object.fromEntries([
  ...IMPORTS.flatMap(([name, kind]) => [
    [`get${name}.importId`, imported(kind, 'completed')],
    [`list${name}Errors.importId`, imported(kind, 'completed')],
    [`run${name}.importId`, imported(kind, 'completed')],
    [`cancel${name}.importId`, imported(kind, 'queued')],
    [`continue${name}.importId`, imported(kind, 'uploading')],
  ]),
  ...EXPORTS.flatMap(([name, kind]) => {
    const id: IdKind = { belongs: 'nobody', make: (scene) => newExport(scene, kind) };
    return [`get${name}`, `fetch${name}`].map((operation) => [`${operation}.exportId`, id]);
  }),
]) as Record<string, IdKind>;

/** Files where the document only says that there is one. */
export const TRANSFER_RECIPES: Readonly<Record<string, Recipe>> = {
  startImport: sending(PRODUCTS, { kind: 'products' }),
  startStockImport: sending(STOCK, {}),
  continueImport: sending(PRODUCTS, { offset: '4' }),
  continueStockImport: sending(STOCK, { offset: '4' }),
};

function sending(body: Buffer, query: Readonly<Record<string, string>>): Recipe {
  return (_scene, _who, draft) =>
    Promise.resolve({
      headers: { ...draft.headers, 'content-type': 'text/csv' },
      query: { ...draft.query, ...query },
      body,
    });
}
