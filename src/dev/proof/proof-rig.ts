import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { runMigrations } from '../../database/migrate.js';
import { setUpRoles, type RoleUrls } from '../../database/roles.js';
import { searchPath } from '../../config/given-env.js';
import { seedDemo } from '../demo-data/seed-demo.js';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres.js';
import { findRedisServer, startEmbeddedRedis, type EmbeddedRedis } from '../embedded-redis.js';
import {
  type SimulatorProcess,
  startSimulatorProcess,
} from '../gateway-simulator/simulator-process.js';
import { startMailInbox, type MailInbox } from '../mail-inbox.js';
import { ShopUnderTest } from './shop-under-test.js';

/** The folder of the running program: what the proof starts is the same build. */
export const DIST = fileURLToPath(new URL('../../../', import.meta.url));
const TEMPLATE = 'proof_template';
const DEMO_PRODUCTS = 24;

/** Where a part of a proof gets its shops from. */
export interface ShopSource {
  /** Null where no Redis can be had. */
  readonly redisUrl: string | null;
  /** A shop on a database of its own with demo data; nothing of it runs yet. */
  shop(options?: ShopOptions): Promise<ShopUnderTest>;
  /** A Redis that may be stopped in the middle; null where none can be had. */
  startRedis(): Promise<StoppableRedis | null>;
}

/** What a shop stands on beside its database. */
export interface ShopOptions {
  /** On the Redis of all shops. */
  readonly isOnRedis?: boolean;
  /** On a Redis of its own. */
  readonly redisUrl?: string;
  /** Further variables of every process. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Characters of each process's log that are kept; left out: its end. */
  readonly keptLog?: number;
}

export interface StoppableRedis {
  readonly url: string;
  stop(): Promise<void>;
  /** Starts it again at the same address, with nothing in it. */
  readonly restart?: () => Promise<void>;
}

/** The surroundings of a proof: servers of our own in a folder of our own, gone at the end. */
export class ProofRig implements ShopSource {
  private databases = 0;
  private closing: Promise<void> | null = null;
  private readonly shops: ShopUnderTest[] = [];
  private readonly servers: (EmbeddedRedis | null)[] = [];

  private constructor(
    private readonly folder: string,
    private readonly postgres: EmbeddedPostgres,
    private readonly template: RoleUrls,
    private readonly redis: EmbeddedRedis | null,
    private readonly mail: MailInbox,
    private readonly bank: SimulatorProcess,
    private readonly seed: number,
  ) {}

  /** Starts PostgreSQL, Redis where there is one, a mail server, a test bank, and makes the database that rows clone. */
  static async open(seed: number): Promise<ProofRig> {
    const folder = await mkdtemp(join(tmpdir(), 'eshop-proof-'));
    // Root hands PostgreSQL over to an account of its own, which has to pass through.
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
    try {
      const template = await makeTemplate(postgres.adminUrl, folder);
      const redis = await startRedis(join(folder, 'redis'));
      const [mail, bank] = [await startMailInbox({}), await startSimulatorProcess()];
      return new ProofRig(folder, postgres, template, redis, mail, bank, seed);
    } catch (error) {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get redisUrl(): string | null {
    return this.redis?.url ?? null;
  }

  async startRedis(): Promise<StoppableRedis | null> {
    const folder = join(this.folder, `redis-${this.servers.length}`);
    const server = await startRedis(folder);
    this.servers.push(server);
    if (server === null) return null;
    return { ...server, restart: async () => void (await startRedis(folder)) };
  }

  async shop(options: ShopOptions = {}): Promise<ShopUnderTest> {
    this.databases += 1;
    const name = `proof_${this.databases}`;
    await asAdmin(this.postgres.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
    const redisUrl = options.redisUrl ?? (options.isOnRedis === true ? this.redis?.url : undefined);
    const shop = await ShopUnderTest.open({
      dist: DIST,
      ownerUrl: withDatabase(this.template.ownerUrl, name),
      appUrl: withDatabase(this.template.appUrl, name),
      smtpUrl: this.mail.smtpUrl,
      seed: this.seed,
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...(options.keptLog === undefined ? {} : { keptLog: options.keptLog }),
      variables: {
        QUEUE_PREFIX: `{${name}}`,
        MEDIA_DIR: join(this.folder, 'media'),
        SANDBOX_GATEWAY_URL: this.bank.url,
        ...options.variables,
      },
    });
    this.shops.push(shop);
    return shop;
  }

  /** The database of a shop by an account that none of its rules binds. */
  superuserUrl(shop: ShopUnderTest): string {
    return withDatabase(this.postgres.adminUrl, new URL(shop.ownerUrl).pathname.slice(1));
  }

  /** Ends everything that was started and removes the folder; once, however often it is asked to. */
  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    await Promise.all(this.shops.map((shop) => shop.close()));
    await this.mail.stop();
    await this.bank.stop();
    await Promise.all([this.redis, ...this.servers].map(async (server) => server?.stop()));
    await this.postgres.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function startRedis(folder: string): Promise<EmbeddedRedis | null> {
  const program = findRedisServer(searchPath());
  return program === null ? null : startEmbeddedRedis({ program, folder, isDurable: false });
}

async function makeTemplate(adminUrl: string, folder: string): Promise<RoleUrls> {
  await asAdmin(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
  const urls = await setUpRoles(withDatabase(adminUrl, TEMPLATE));
  await runMigrations(urls.ownerUrl);
  await seedDemo({ url: urls.ownerUrl, products: DEMO_PRODUCTS, mediaDir: join(folder, 'media') });
  return urls;
}

async function asAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
