// Stands in for src/database/{roles,migrate}.ts until they are there.
import pg from 'pg';
import { DataSource } from 'typeorm';
import * as all from '../../migrations/index.js';

export async function setUpRoles(adminUrl: string) {
  const c = new pg.Client({ connectionString: adminUrl });
  await c.connect();
  const db = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  for (const r of ['eshop_owner', 'eshop_app', 'eshop_reader'])
    await c.query(
      `DO $$ BEGIN CREATE ROLE ${r} LOGIN PASSWORD 'test'; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    );
  await c.query(`ALTER DATABASE "${db}" OWNER TO eshop_owner; ALTER SCHEMA public OWNER TO eshop_owner;
    ALTER DEFAULT PRIVILEGES FOR ROLE eshop_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO eshop_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE eshop_owner GRANT USAGE, SELECT ON SEQUENCES TO eshop_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE eshop_owner GRANT EXECUTE ON FUNCTIONS TO eshop_app;
    ALTER DEFAULT PRIVILEGES FOR ROLE eshop_owner GRANT SELECT ON TABLES TO eshop_reader;`);
  await c.end();
  const as = (user: string) => {
    const u = new URL(adminUrl);
    u.username = user;
    u.password = 'test';
    return u.toString();
  };
  return { ownerUrl: as('eshop_owner'), appUrl: as('eshop_app'), readerUrl: as('eshop_reader') };
}
export async function runMigrations(ownerUrl: string) {
  const migrations = (all as { migrations?: never[] }).migrations ?? [];
  const ds = new DataSource({ type: 'postgres', url: ownerUrl, migrations });
  await ds.initialize();
  try {
    await ds.runMigrations({ transaction: 'each' });
  } finally {
    await ds.destroy();
  }
}
