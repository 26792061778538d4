import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import {
  appendFile,
  chown,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findFreePort, isPortFree } from './free-port.js';
import { findPostgres, folderOutsideHome, type PostgresInstallation } from './postgres-binaries.js';
import { runCommand } from './run-command.js';
import { messageOf, StartupProblem } from './startup-problem.js';

/** A running private server. It outlives the process that started it until `stop` is called. */
export interface EmbeddedPostgres {
  /** Superuser URL of the database `postgres`. */
  readonly adminUrl: string;
  readonly port: number;
  readonly pid: number;
  /** The folder really used; not the one asked for when that lies in a closed home. */
  readonly folder: string;
  /** True when a server of an earlier start was found running. */
  readonly isReused: boolean;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly folder: string;
  /** Used when the server's account cannot enter `folder`; by default one under /var/lib. */
  readonly fallbackFolder?: string;
  /** False gives up crash safety for speed: only for databases that are thrown away. */
  readonly isDurable?: boolean;
  /** Server settings by name, beside the ones every embedded server gets. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface ServerFile {
  readonly port: number;
  readonly password: string;
}

const START_SECONDS = 60;
const PORT_TRIES = 3;
const SUPERUSER = 'postgres';
/** Small memory, no socket file, only this machine may connect; statements are counted, without commands' values. */
const BASE_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '150',
  shared_buffers: '64MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_wal_size: '512MB',
  // Helper processes that one person's shop has no work for.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track_utility': 'off',
};
const UNSAFE_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
};

/**
 * Starts PostgreSQL in a folder of its own, or finds the one that an earlier (even killed) process left running there.
 * Throws `StartupProblem` with one sentence when it cannot.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const fallback = options.fallbackFolder ?? folderOutsideHome(options.folder);
  const found = await findPostgres(options.folder, fallback);
  const data = join(realpathSync(found.folder), 'data');
  const isNew = !existsSync(join(data, 'PG_VERSION'));
  const known = isNew ? null : await readServerFile(found.folder);
  if (isNew) await initialise(found, data, options.isDurable ?? true);
  else await refuseOtherVersion(found, data);

  const running = known === null ? null : await findRunning(found, data, known);
  if (running !== null) return running;

  const server = await startOnFreePort(found, data, options);
  return describeServer(found, data, server, false);
}

/** Between finding a port and listening on it somebody else may have taken it: then another one. */
async function startOnFreePort(
  found: PostgresInstallation,
  data: string,
  options: EmbeddedPostgresOptions,
): Promise<ServerFile> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await chooseServer(found.folder);
    const settings = {
      ...BASE_SETTINGS,
      ...(options.isDurable === false ? UNSAFE_SETTINGS : {}),
      ...options.settings,
      port: String(server.port),
    };
    await writeFile(join(data, 'eshop.conf'), configText(settings));
    try {
      await startServer(found, data);
      return server;
    } catch (error) {
      if (attempt === PORT_TRIES || (await isPortFree(server.port))) throw error;
    }
  }
}

async function initialise(
  found: PostgresInstallation,
  data: string,
  isDurable: boolean,
): Promise<void> {
  const server: ServerFile = {
    port: await findFreePort(),
    password: randomBytes(24).toString('base64url'),
  };
  const draft = `${data}.new`;
  const passwordFile = join(found.folder, 'password');
  await rm(draft, { recursive: true, force: true });
  await writeFile(passwordFile, server.password, { mode: 0o600 });
  if (found.account !== null) await chown(passwordFile, found.account.uid, found.account.gid);

  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C';
  const args = ['-D', draft, '-U', SUPERUSER, `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  args.push('--auth=scram-sha-256', `--locale=${locale}`);
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!isDurable) args.push('--no-sync');
  const made = await runCommand(join(found.bin, 'initdb'), args, found.account);
  await rm(passwordFile, { force: true });
  if (made.code !== 0) {
    throw new StartupProblem(`PostgreSQL could not be set up: ${lastLine(made.output)}`);
  }

  await appendFile(join(draft, 'postgresql.conf'), "\ninclude_if_exists = 'eshop.conf'\n");
  await writeServerFile(found.folder, server);
  // Renamed at the end: a set-up that was interrupted is never taken for a finished one.
  await rename(draft, data);
}

async function refuseOtherVersion(found: PostgresInstallation, data: string): Promise<void> {
  const version = Number((await readFile(join(data, 'PG_VERSION'), 'utf8')).trim());
  if (version === found.major) return;
  throw new StartupProblem(
    `The data in ${data} belong to PostgreSQL ${version} and the installed one is ${found.major}; ` +
      'move the folder away to start with an empty database.',
  );
}

/** Looks for a live server; removes a lock file whose process is gone, a zombie, or something else by now. */
async function findRunning(
  found: PostgresInstallation,
  data: string,
  known: ServerFile,
): Promise<EmbeddedPostgres | null> {
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    const pid = await readPid(data);
    if (pid === null) return null;
    if (!(await isServerOf(data, pid))) break;
    // A server found while it recovers from a crash, or while it stops, refuses connections for some seconds.
    const refusal = await tryConnect(known);
    if (refusal === null) return describeServer(found, data, known, true);
    if (Date.now() > deadline) {
      throw new StartupProblem(`PostgreSQL (process ${pid}) runs but does not answer: ${refusal}`);
    }
    await sleep(200);
  }
  await waitForOrphans(data);
  await rm(join(data, 'postmaster.pid'), { force: true });
  return null;
}

/** Backends of a killed server end by themselves; a second server beside them would damage the files. */
async function waitForOrphans(data: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while ((await processesIn(data)).length > 0) {
    if (Date.now() > deadline) {
      const pids = (await processesIn(data)).join(', ');
      throw new StartupProblem(`Processes ${pids} of a killed PostgreSQL still use ${data}.`);
    }
    await sleep(100);
  }
}

async function startServer(found: PostgresInstallation, data: string): Promise<void> {
  const log = join(found.folder, 'server.log');
  const args = ['-D', data, '-l', log, '-w', '-t', String(START_SECONDS), 'start'];
  const started = await runCommand(join(found.bin, 'pg_ctl'), args, found.account);
  if (started.code === 0) return;
  const text = existsSync(log) ? await readFile(log, 'utf8') : started.output;
  const reason =
    text
      .split('\n')
      .filter((line) => /FATAL|PANIC/.test(line))
      .at(-1) ?? text;
  throw new StartupProblem(`PostgreSQL did not start: ${lastLine(reason)} (see ${log})`);
}

async function describeServer(
  found: PostgresInstallation,
  data: string,
  server: ServerFile,
  isReused: boolean,
): Promise<EmbeddedPostgres> {
  const stop = async (): Promise<void> => {
    const args = ['-D', data, '-w', '-t', '20', 'stop', '-m'];
    const ctl = join(found.bin, 'pg_ctl');
    const stopped = await runCommand(ctl, [...args, 'fast'], found.account);
    if (stopped.code !== 0) await runCommand(ctl, [...args, 'immediate'], found.account);
  };
  return {
    adminUrl: urlOf(server),
    port: server.port,
    pid: (await readPid(data)) ?? 0,
    folder: found.folder,
    isReused,
    stop,
  };
}

/** Null when the server lets us in, else why not. */
async function tryConnect(server: ServerFile): Promise<string | null> {
  const client = new pg.Client({ connectionString: urlOf(server), connectionTimeoutMillis: 3000 });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return messageOf(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function chooseServer(folder: string): Promise<ServerFile> {
  const known = await readServerFile(folder);
  const server = { ...known, port: await findFreePort(known.port) };
  if (server.port !== known.port) await writeServerFile(folder, server);
  return server;
}

async function readServerFile(folder: string): Promise<ServerFile> {
  try {
    return JSON.parse(await readFile(join(folder, 'server.json'), 'utf8')) as ServerFile;
  } catch {
    throw new StartupProblem(
      `${join(folder, 'server.json')} is missing or damaged, so the database beside it cannot be opened; ` +
        'move the folder away to start with an empty database.',
    );
  }
}

async function writeServerFile(folder: string, server: ServerFile): Promise<void> {
  await writeFile(join(folder, 'server.json'), `${JSON.stringify(server)}\n`, { mode: 0o600 });
}

async function readPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** PostgreSQL's processes live in their data folder; that tells them from a stranger that got the old number. */
async function isServerOf(data: string, pid: number): Promise<boolean> {
  if (existsSync('/proc/self/cwd'))
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === data;
  const listed = await runCommand('ps', ['-p', String(pid), '-o', 'comm=']);
  return listed.code === 0 && listed.output.includes('postgres');
}

async function processesIn(data: string): Promise<number[]> {
  if (!existsSync('/proc/self/cwd')) return [];
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const uses = await Promise.all(pids.map((pid) => isServerOf(data, pid)));
  return pids.filter((_pid, index) => uses[index]);
}

function configText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return `# Written at each start.\n${lines.join('\n')}\n`;
}

function urlOf(server: ServerFile): string {
  return `postgres://${SUPERUSER}:${server.password}@127.0.0.1:${server.port}/postgres`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
