import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findFreePort } from '../free-port.js';
import { Daemon, findProgram, plainAccount } from './daemon.js';

/** A PgBouncer of our own. */
export interface PgBouncer {
  readonly daemon: Daemon;
  readonly port: number;
  /** The same database and account through it. */
  through(databaseUrl: string): string;
}

export interface PgBouncerOptions {
  readonly program: string;
  /** Written anew; the account of the server has to pass to it. */
  readonly folder: string;
  /** Accounts and server that may be reached through it. */
  readonly urls: readonly string[];
  /** Settings as in `docker/pgbouncer.ini`, of which those of addresses and files are put in here. */
  readonly config: string;
  /** Left out: one that is free. */
  readonly port?: number;
  readonly onStarted?: (pid: number) => void;
}

/** Transaction mode; what a test needs to see two clients on one connection. */
export function transactionMode(poolSize: number): string {
  return `[pgbouncer]\npool_mode = transaction\nmax_client_conn = 200\ndefault_pool_size = ${poolSize}\n`;
}

/** The program, or null where it is not installed. */
export function findPgBouncer(): string | null {
  return findProgram('pgbouncer');
}

/** Starts one in front of a server. */
export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const { program, folder, urls, config, onStarted } = options;
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  const port = options.port ?? (await findFreePort());
  const [first] = urls.map((text) => new URL(text));
  if (first === undefined) throw new Error('PgBouncer needs a database to lead to');
  const users = urls.map((text) => {
    const { username, password } = new URL(text);
    return `"${decodeURIComponent(username)}" "${decodeURIComponent(password)}"`;
  });
  const userFile = join(folder, 'users.txt');
  await writeFile(userFile, `${users.join('\n')}\n`);
  const file = join(folder, 'pgbouncer.ini');
  const own = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: userFile,
    logfile: '',
    pidfile: '',
  };
  const server = `host=${first.hostname} port=${first.port || '5432'}`;
  await writeFile(file, withSettings(config, own, `* = ${server}`));
  const daemon = await Daemon.start({
    program,
    args: [file],
    port,
    account: plainAccount(),
    onStarted,
  });
  const through = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(port);
    url.search = '';
    return url.toString();
  };
  return { daemon, port, through };
}

/** The settings with ours in the place of those of the same name, and our line under `[databases]`. */
function withSettings(
  config: string,
  own: Readonly<Record<string, string>>,
  database: string,
): string {
  const section = config.slice(config.indexOf('[pgbouncer]'));
  const kept = section
    .split('\n')
    .filter((line) => !Object.hasOwn(own, line.split('=', 1)[0]?.trim() ?? ''));
  const lines = Object.entries(own).map(([name, value]) => `${name} = ${value}`);
  return ['[databases]', database, ...kept, ...lines, ''].join('\n');
}
