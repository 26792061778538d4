import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { setUpRoles, type RoleUrls } from '../../src/database/roles.js';
import { findFreePort } from '../../src/dev/free-port.js';
import type { BackRest } from '../../src/modules/operations/backup/pg-backrest.js';
import { findTool, postgresAccount, runTool } from '../../src/modules/operations/backup/tools.js';
import { noteNotRun, registerProcess, testRun } from './test-run.js';

/** A server of Debian's PostgreSQL that archives its write-ahead log by pgBackRest. */
export interface DebianCluster {
  readonly adminUrl: string;
  readonly roles: RoleUrls;
  readonly rest: BackRest;
  readonly folder: string;
  stop(): Promise<void>;
}

const NEEDED = ['initdb', 'pg_ctl', 'pg_dump', 'pgbackrest'];

/** False where one of the programs is missing; then the summary says so. */
export function hasBackupTools(spec: string): boolean {
  const missing = NEEDED.filter((name) => findTool(name) === null);
  if (missing.length === 0) return true;
  noteNotRun(testRun().folder, `${spec}: what needs Debian's ${missing.join(', ')}`);
  return false;
}

/** Makes and starts one, with the three accounts and an empty database. The caller stops it. */
export async function startDebianCluster(): Promise<DebianCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'eshop-test-cluster-'));
  const data = join(folder, 'data');
  const { uid, gid } = postgresAccount();
  const own = (path: string): void => {
    if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  };
  own(folder);
  for (const name of ['repo', 'log', 'lock', 'spool']) {
    mkdirSync(join(folder, name));
    own(join(folder, name));
  }
  const port = await findFreePort();
  const config = join(folder, 'pgbackrest.conf');
  writeFileSync(config, restConfig(folder, port));
  const run = (program: string, ...args: string[]): Promise<string> =>
    runTool({ program, args, asPostgres: true });
  writeFileSync(join(folder, 'password'), 'only-for-tests\n');
  own(join(folder, 'password'));
  await run(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    `--pwfile=${join(folder, 'password')}`,
  );
  writeFileSync(join(data, 'postgresql.auto.conf'), serverConfig(folder, port, config));
  own(join(data, 'postgresql.auto.conf'));
  await run('pg_ctl', '-D', data, '-l', join(folder, 'server.log'), '-w', 'start');
  registerProcess(
    testRun().folder,
    Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
  );
  const server = `postgres://postgres:only-for-tests@127.0.0.1:${port}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query('CREATE DATABASE eshop_test');
  await client.end();
  const adminUrl = `${server}/eshop_test`;
  const stop = async (): Promise<void> => {
    await run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop').catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    adminUrl,
    roles: await setUpRoles(adminUrl),
    rest: { stanza: 'eshop', config },
    folder,
    stop,
  };
}

function restConfig(folder: string, port: number): string {
  return `[global]
repo1-path=${folder}/repo
repo1-cipher-type=aes-256-cbc
repo1-cipher-pass=only-for-tests-only-for-tests
repo1-retention-full=2
log-path=${folder}/log
lock-path=${folder}/lock
spool-path=${folder}/spool
log-level-file=off
start-fast=y
archive-timeout=20
[eshop]
pg1-path=${folder}/data
pg1-port=${port}
pg1-user=postgres
pg1-socket-path=${folder}
`;
}

function serverConfig(folder: string, port: number, config: string): string {
  return `port = ${port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '${folder}'
wal_level = replica
archive_mode = on
archive_command = 'pgbackrest --config=${config} --stanza=eshop --log-level-console=off archive-push %p'
fsync = off
synchronous_commit = off
max_wal_senders = 2
shared_buffers = 32MB
min_wal_size = 32MB
`;
}
