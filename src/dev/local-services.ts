import { join } from 'node:path';
import pg from 'pg';
import { searchPath, type Variables } from '../config/given-env.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { findRedisServer, startEmbeddedRedis } from './embedded-redis.js';
import { findFreePort } from './free-port.js';
import { startSimulatorProcess } from './gateway-simulator/simulator-process.js';
import { readOrMakeSecrets } from './secrets-file.js';
import { checkDatabase, checkReachable } from './start-checks.js';

/** One part of the shop's surroundings: the given one or ours. */
export interface LocalService {
  /** What API and workers are told. */
  readonly variables: Variables;
  /** One line for the banner. */
  readonly description: string;
  /** True when it ran before and should go on running after a short visit. */
  readonly wasRunning: boolean;
  stop(): Promise<void>;
}

const DATABASE = 'eshop';
const SMTP_PORT = 1025;
const INBOX_PORT = 8025;
const GATEWAYS_PORT = 4010;
/** Memory before speed, as for the other children. */
const GATEWAYS_FLAGS = [
  '--max-old-space-size=96',
  '--max-semi-space-size=2',
  '--optimize-for-size',
];

/** The server of DATABASE_URL, else our own with an empty database in it. */
export async function localDatabase(given: Variables, folder: string): Promise<LocalService> {
  const url = given['DATABASE_URL'];
  if (url !== undefined) {
    await checkDatabase('DATABASE_URL', url);
    const owner = given['DATABASE_OWNER_URL'];
    if (owner !== undefined) await checkDatabase('DATABASE_OWNER_URL', owner);
    return outside('PostgreSQL of DATABASE_URL');
  }
  const server = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
  const databaseUrl = await makeDatabase(server.adminUrl);
  const found = server.isReused ? ', found running' : '';
  return {
    variables: { DATABASE_URL: databaseUrl },
    description: `embedded PostgreSQL (${server.folder}, port ${server.port}${found})`,
    wasRunning: server.isReused,
    stop: () => server.stop(),
  };
}

/** The server of REDIS_URL, else a private redis-server, else none: then the queues run on PostgreSQL. */
export async function localRedis(given: Variables, folder: string): Promise<LocalService> {
  const url = given['REDIS_URL'];
  if (url !== undefined) {
    await checkReachable('REDIS_URL', url, 6379);
    return outside('Redis of REDIS_URL');
  }
  const program = findRedisServer(searchPath());
  if (program === null) {
    return outside('PostgreSQL (no redis-server on PATH and no REDIS_URL)');
  }
  const server = await startEmbeddedRedis({ program, folder: join(folder, 'redis') });
  return {
    variables: { REDIS_URL: server.url },
    description: `private redis-server (port ${server.port})`,
    wasRunning: server.isReused,
    stop: () => server.stop(),
  };
}

/** The server of SMTP_URL, else an inbox that shows the mails in the browser. */
export async function localMail(given: Variables): Promise<LocalService> {
  const url = given['SMTP_URL'];
  if (url !== undefined) {
    await checkReachable('SMTP_URL', url, 25);
    return outside('server of SMTP_URL');
  }
  // Loaded here: its mail parser is large, and a given SMTP_URL does without.
  const { startMailInbox } = await import('./mail-inbox.js');
  const inbox = await startMailInbox({
    smtpPort: await findFreePort(SMTP_PORT),
    webPort: await findFreePort(INBOX_PORT),
  });
  return {
    variables: { SMTP_URL: inbox.smtpUrl },
    description: inbox.webUrl,
    wasRunning: false,
    stop: () => inbox.stop(),
  };
}

/** What each gateway's variables begin with. */
const GATEWAY_PREFIXES = ['STRIPE_', 'PAYPAL_', 'VNPAY_', 'MOMO_', 'SANDBOX_GATEWAY_URL'];

/**
 * Simulated payment gateways, a process of its own; a gateway whose variables are given is the given one. None in
 * production.
 *
 * @param shopUrl where their callbacks go
 * @param sandboxSecret what the test bank shares with the shop
 */
export async function localGateways(
  given: Variables,
  folder: string,
  shopUrl: string,
  sandboxSecret: string,
): Promise<LocalService> {
  const isGiven = (prefix: string): boolean =>
    Object.keys(given).some((name) => name.startsWith(prefix));
  const simulated = GATEWAY_PREFIXES.filter((prefix) => !isGiven(prefix));
  if (given['NODE_ENV'] === 'production' || simulated.length === 0) {
    return outside('as the environment says');
  }
  const gateways = await startSimulatorProcess({
    callbackBase: shopUrl,
    sandboxSecret,
    port: await findFreePort(GATEWAYS_PORT),
    stateFile: join(folder, 'gateways.state'),
    execArgv: GATEWAYS_FLAGS,
  });
  const variables = Object.entries(gateways.env).filter(([name]) =>
    simulated.some((prefix) => name.startsWith(prefix)),
  );
  return {
    variables: Object.fromEntries(variables),
    description: `simulated at ${gateways.url}`,
    wasRunning: false,
    stop: () => gateways.stop(),
  };
}

/** Secrets of this clone, below whatever is given. */
export async function localSecrets(given: Variables, folder: string): Promise<Variables> {
  return { ...(await readOrMakeSecrets(folder)), ...given };
}

/** A part that somebody else runs. */
function outside(description: string): LocalService {
  return { variables: {}, description, wasRunning: true, stop: () => Promise.resolve() };
}

async function makeDatabase(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  return url.toString();
}
