import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrations } from '../../../migrations/index.js';
import { runMigrations } from '../../database/migrate.js';
import { type RoleUrls, setUpRoles } from '../../database/roles.js';
import { seedDemo } from '../demo-data/seed-demo.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../embedded-postgres.js';
import { loadLargeCatalogue, setSearchTiers } from './large-catalogue/load-large.js';

/** Changes with what is generated: databases of another one are made again. */
const GENERATOR = '2';
const NAMES = migrations.map((migration) => migration.name);
const VERSION = [GENERATOR, ...NAMES].join(' ');
const DEMO_PRODUCTS = 24;

/** A catalogue of a size, through each of the roles. */
export interface BenchDatabase extends RoleUrls {
  readonly adminUrl: string;
  readonly products: number;
}

/** PostgreSQL of the measurements, with databases that stay for the next time. */
export class BenchServer {
  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly folder: string,
    private readonly say: (line: string) => void,
  ) {}

  /** @param folder where everything lies that is made once, such as `.data/bench` */
  static async open(folder: string, say: (line: string) => void): Promise<BenchServer> {
    await mkdir(folder, { recursive: true });
    const postgres = await startEmbeddedPostgres({
      folder: join(folder, 'postgres'),
      isDurable: false,
      settings: {
        shared_buffers: '1GB',
        // Indexes are built without a word in the log, and nobody waits for a checkpoint.
        wal_level: 'minimal',
        max_wal_senders: '0',
        max_wal_size: '16GB',
        checkpoint_timeout: '1h',
        autovacuum: 'off',
        jit: 'off',
      },
    });
    return new BenchServer(postgres, folder, say);
  }

  /** The catalogue of this size: the one of an earlier time, with the migrations that have come since. */
  async catalogue(products: number): Promise<BenchDatabase> {
    const name = `bench_${products}`;
    const adminUrl = withDatabase(this.postgres.adminUrl, name);
    const known = await this.versionOf(name);
    if (known === null || !isUsable(known)) {
      await this.make(name, products, adminUrl);
    } else if (known !== VERSION) {
      await this.migrate(name, adminUrl);
    }
    return { ...(await setUpRoles(adminUrl)), adminUrl, products };
  }

  /** A copy of a catalogue to write in, made anew each time. */
  async copyOf(products: number, name: string): Promise<BenchDatabase> {
    const { ownerUrl } = await this.catalogue(products);
    const source = new URL(ownerUrl).pathname.slice(1);
    await this.run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await this.run(`CREATE DATABASE ${name} TEMPLATE ${source}`);
    const adminUrl = withDatabase(this.postgres.adminUrl, name);
    return { ...(await setUpRoles(adminUrl)), adminUrl, products };
  }

  async close(): Promise<void> {
    await this.postgres.stop();
  }

  private async migrate(name: string, adminUrl: string): Promise<void> {
    this.say(`Migrating ${name} …`);
    const { ownerUrl } = await setUpRoles(adminUrl);
    await runMigrations(ownerUrl);
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query('SET statement_timeout = 0');
      await setSearchTiers(client);
    } finally {
      await client.end();
    }
    await this.noteVersion(name);
  }

  private async make(name: string, products: number, adminUrl: string): Promise<void> {
    this.say(`Making ${name} …`);
    const startedAt = performance.now();
    await this.run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await this.run(`CREATE DATABASE ${name}`);
    const { ownerUrl } = await setUpRoles(adminUrl);
    await runMigrations(ownerUrl);
    const mediaDir = join(this.folder, 'media');
    await seedDemo({ url: ownerUrl, products: Math.min(products, DEMO_PRODUCTS), mediaDir });
    await loadLargeCatalogue({
      adminUrl,
      products: Math.max(0, products - DEMO_PRODUCTS),
      say: this.say,
    });
    // Last: a database that was not finished has no version.
    await this.noteVersion(name);
    this.say(`${name} made in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  }

  private async noteVersion(name: string): Promise<void> {
    await this.run(`COMMENT ON DATABASE ${name} IS ${pg.escapeLiteral(VERSION)}`);
  }

  private async versionOf(name: string): Promise<string | null> {
    const [row] = await this.run<{ version: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS version FROM pg_database
       WHERE datname = ${pg.escapeLiteral(name)}`,
    );
    return row?.version ?? null;
  }

  private async run<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.postgres.adminUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }
}

/** Of the same generator, and without a migration that is no longer there. */
function isUsable(version: string): boolean {
  const [generator, ...done] = version.split(' ');
  return generator === GENERATOR && done.every((name) => NAMES.includes(name));
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
