import pg from 'pg';
import type { ShopSource } from '../../proof-rig.js';
import type { ShopUnderTest } from '../../shop-under-test.js';
import { judged, type ProofRow } from '../../table.js';
import { openScene } from '../people/open-scene.js';
import { newOrder } from '../recipes/shopping.js';

const TASK = 'src/dev/proof/identity/program/task.js';
const CLI = 'src/cli.js';
const DENIED = '42501';

/** Statements by which the application's account would change what has happened. */
const FORGERIES: readonly string[] = [
  `UPDATE audit_log SET actor_id = NULL`,
  `UPDATE audit_log SET after = '{}' WHERE table_name = 'orders'`,
  `DELETE FROM audit_log`,
  `TRUNCATE audit_log`,
  `INSERT INTO audit_log (table_name, action, created_at) VALUES ('orders', 'insert', '2001-01-01')`,
  `INSERT INTO audit_log (table_name, action, seq) VALUES ('orders', 'insert', 1)`,
  `DELETE FROM audit_digests`,
  `UPDATE audit_digests SET digest = digest`,
  `INSERT INTO audit_seals (first_seq, last_seq, row_count, digest) VALUES (1, 2, 2, '\\x00')`,
  `UPDATE audit_seals SET digest = digest`,
  `DELETE FROM audit_seals`,
  `ALTER TABLE orders DISABLE TRIGGER ALL`,
  `DROP TRIGGER audit_orders ON orders`,
  `SET session_replication_role = replica`,
  `CREATE OR REPLACE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
];

/** Ways in which somebody with the owner's account would change it: one byte each. */
const TAMPERINGS: readonly (readonly [name: string, sql: string])[] = [
  [
    'one byte of what a row was',
    `UPDATE audit_log SET after = jsonb_set(after, '{status}', '"pendinh"')
      WHERE table_name = 'orders' AND action = 'insert'`,
  ],
  ['who did it', `UPDATE audit_log SET actor_id = gen_random_uuid() WHERE table_name = 'orders'`],
  [
    'when, by a microsecond',
    `UPDATE audit_log SET created_at = created_at + interval '1 microsecond' WHERE table_name = 'payments'`,
  ],
  ['an entry taken out', `DELETE FROM audit_log WHERE table_name = 'payments'`],
];

/** The application cannot change an entry, and one edited byte is found by `audit verify`. */
export async function sealedLog(source: ShopSource, broken: string | null): Promise<ProofRow[]> {
  const { scene } = await openScene(source, broken, {});
  const { shop } = scene;
  await newOrder(scene, await scene.person());
  if (broken === 'audit-grants') {
    await shop.owner.query('GRANT UPDATE, DELETE ON audit_log TO eshop_app');
  }
  const forged = await forge(shop);
  await shop.run(TASK, 'seal');
  const faults: string[] = [];
  const before = await shop.run(CLI, 'audit', 'verify');
  if (before.code !== 0) faults.push(`an untouched log is not accepted: ${before.output}`);
  for (const [name, sql] of TAMPERINGS) faults.push(...(await tamper(shop, name, sql)));
  const n = TAMPERINGS.length;
  return [
    judged("forgeries by the application's account", FORGERIES.length, 'all denied', forged),
    judged('edited bytes found by audit verify', n, `${n} edits of the owner`, faults),
  ];
}

async function forge(shop: ShopUnderTest): Promise<string[]> {
  const faults: string[] = [];
  const client = new pg.Client({ connectionString: shop.appUrl });
  await client.connect();
  const partitions = await client.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_log'::regclass`,
  );
  const all = [
    ...FORGERIES,
    ...partitions.rows.flatMap(({ name }) => [`DELETE FROM ${name}`, `TRUNCATE ${name}`]),
  ];
  for (const sql of all) {
    const code = await client.query(`BEGIN; ${sql}; ROLLBACK`).then(
      () => 'done',
      (error: { code?: string }) => error.code ?? '',
    );
    await client.query('ROLLBACK');
    if (code !== DENIED) faults.push(`${sql}: ${code}`);
  }
  await client.end();
  return faults;
}

/** Changes something behind the back of the shop, looks whether it is found, and puts it back. */
async function tamper(shop: ShopUnderTest, name: string, sql: string): Promise<string[]> {
  const { rows } = await shop.owner.query('SELECT to_jsonb(l) AS entry FROM audit_log l');
  const { rowCount } = await shop.owner.query(sql);
  if ((rowCount ?? 0) === 0) return [`${name}: there was nothing to change`];
  const { code, output } = await shop.run(CLI, 'audit', 'verify');
  await shop.owner.query('TRUNCATE audit_log');
  await shop.owner.query(
    `INSERT INTO audit_log SELECT (jsonb_populate_record(NULL::audit_log, e)).* FROM unnest($1::jsonb[]) e`,
    [(rows as { entry: unknown }[]).map(({ entry }) => JSON.stringify(entry))],
  );
  return code === 1 ? [] : [`${name}: audit verify ended with ${code}: ${output}`];
}
