import { chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { Daemon, findProgram, plainAccount } from '../../../daemons/daemon.js';
import { runCommand } from '../../../run-command.js';
import { relocate } from './compose-file.js';

const POSTGRES_15 = '/usr/lib/postgresql/15/bin';
const START_OF_REPLICA_MS = 60_000;

/** Programs of the system that the run needs, by name; null where one is missing. */
export interface Programs {
  readonly postgres: string;
  readonly pgbouncer: string;
  readonly nginx: string;
  readonly redis: string;
  readonly redisCli: string;
}

/** @returns the programs, or the name of the first one that is not installed */
export function findPrograms(): Programs | string {
  const postgres = existsSync(join(POSTGRES_15, 'postgres')) ? POSTGRES_15 : null;
  const found = {
    'PostgreSQL 15': postgres,
    pgbouncer: findProgram('pgbouncer'),
    nginx: findProgram('nginx'),
    'redis-server': findProgram('redis-server'),
    'redis-cli': findProgram('redis-cli'),
  };
  const missing = Object.entries(found).find(([, path]) => path === null);
  if (missing !== undefined) return missing[0];
  return {
    postgres: postgres ?? '',
    pgbouncer: found.pgbouncer ?? '',
    nginx: found.nginx ?? '',
    redis: found['redis-server'] ?? '',
    redisCli: found['redis-cli'] ?? '',
  };
}

/** Where a server keeps its things and listens. */
export interface Place {
  readonly folder: string;
  readonly port: number;
  /** Told the process id of everything that is started. */
  readonly onStarted?: (pid: number) => void;
}

/**
 * The primary with the settings of compose's command, and the account of the replica as its script makes it.
 *
 * @param scripts `docker/postgres`
 */
export async function startPrimary(
  bin: string,
  { folder, port }: Place,
  settings: readonly string[],
  variables: { readonly password: string; readonly replication: string; readonly scripts: string },
): Promise<Daemon> {
  const account = plainAccount('postgres');
  const data = join(folder, 'primary');
  const wal = join(folder, 'wal');
  const passwordFile = join(folder, 'password');
  await mkdir(wal, { recursive: true });
  await writeFile(passwordFile, variables.password);
  if (account !== null) {
    for (const path of [folder, wal, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const init = ['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  const made = await runCommand(
    join(bin, 'initdb'),
    [...init, '--auth=scram-sha-256', '--locale=C.UTF-8', '--no-sync'],
    account,
  );
  if (made.code !== 0) throw new Error(`No primary: ${made.output}`);
  const daemon = await Daemon.start({
    program: join(bin, 'postgres'),
    // `postgres` itself stands first in compose's command.
    args: [
      '-D',
      data,
      ...settings.slice(1).map((text) => text.replaceAll('/wal/', `${wal}/`)),
    ].concat(own(port)),
    port,
    account,
  });
  const adminUrl = `postgres://postgres:${variables.password}@127.0.0.1:${port}/postgres`;
  await untilAnswers(adminUrl);
  const script = await runCommand(
    '/usr/bin/env',
    [
      `PATH=${bin}:/usr/bin:/bin`,
      ...[`PGHOST=127.0.0.1`, `PGPORT=${port}`, `PGPASSWORD=${variables.password}`],
      ...[`PGDATA=${data}`, 'POSTGRES_USER=postgres'],
      `REPLICATION_DB_PASSWORD=${variables.replication}`,
      ...['sh', join(variables.scripts, 'replication.sh')],
    ],
    account,
  );
  if (script.code !== 0) throw new Error(`No account for the replica: ${script.output}`);
  await asAdmin(adminUrl, ['SELECT pg_reload_conf()', 'CREATE DATABASE eshop']);
  return daemon;
}

/** The replica by compose's own script: it copies the primary and follows it. */
export async function startReplica(
  bin: string,
  { folder, port }: Place,
  settings: readonly string[],
  primaryUrl: string,
  scripts: string,
): Promise<Daemon> {
  const account = plainAccount('postgres');
  const data = join(folder, 'replica');
  const daemon = await Daemon.start({
    program: '/bin/sh',
    args: [join(scripts, 'replica.sh'), ...settings, ...own(port)],
    port,
    account,
    readyMs: START_OF_REPLICA_MS,
    env: { PATH: `${bin}:/usr/bin:/bin`, PGDATA: data, PRIMARY_URL: primaryUrl },
  });
  return daemon;
}

/** nginx with `docker/nginx.conf`, where its addresses lead here. */
export async function startNginx(
  program: string,
  { folder, port, onStarted }: Place,
  config: string,
  addresses: ReadonlyMap<string, string>,
): Promise<Daemon> {
  await mkdir(folder, { recursive: true });
  const text = relocate(await readFile(config, 'utf8'), addresses)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replaceAll('/tmp/nginx', join(folder, 'nginx'));
  const file = join(folder, 'nginx.conf');
  await writeFile(file, text);
  return Daemon.start({ program, args: ['-c', file, '-g', 'daemon off;'], port, onStarted });
}

/** A server that accepts connections may still be starting. */
async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_OF_REPLICA_MS;
  for (;;) {
    try {
      await asAdmin(url, ['SELECT 1']);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

export async function asAdmin(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const text of statements) await client.query(text);
  } finally {
    await client.end();
  }
}

/** What only a machine that others use at the same time needs. */
function own(port: number): string[] {
  return [
    `-cport=${port}`,
    '-clisten_addresses=127.0.0.1',
    '-cunix_socket_directories=',
    '-cmax_connections=150',
    '-cshared_buffers=64MB',
    '-cfsync=off',
  ];
}

/** The folder of `docker/` beside the built program. */
export function dockerFolder(dist: string): string {
  return join(dirname(dist.replace(/\/$/, '')), 'docker');
}
