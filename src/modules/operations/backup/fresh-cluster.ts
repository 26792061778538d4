import { randomUUID } from 'node:crypto';
import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type BackRest, backRest } from './pg-backrest.js';
import { postgresAccount, runTool } from './tools.js';

/** To which moment. */
export type Target =
  { readonly kind: 'time'; readonly time: Date } | { readonly kind: 'name'; readonly name: string };

/** A restored server on a port of its own. */
export interface FreshCluster {
  readonly port: number;
  readonly folder: string;
  /** Stops it and deletes its files. */
  remove(): Promise<void>;
}

const START_SECONDS = 120;

/**
 * Restores base backup and write-ahead log into a new folder and starts PostgreSQL there, on 127.0.0.1 and a free port,
 * archiving nothing. It ends its recovery at the target and can be written to.
 *
 * @param below the folder in which one of its own is made
 */
export async function restoreFresh(
  rest: BackRest,
  target: Target,
  below: string,
): Promise<FreshCluster> {
  const folder = join(below, `restored-${randomUUID()}`);
  const data = join(folder, 'data');
  const { uid, gid } = postgresAccount();
  for (const path of [folder, data]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
  }
  const ctl = (...args: string[]): Promise<string> =>
    runTool({ program: 'pg_ctl', args: ['-D', data, ...args], asPostgres: true });
  const remove = async (): Promise<void> => {
    await ctl('-m', 'immediate', '-w', 'stop').catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await backRest(rest, 'restore', `--pg1-path=${data}`, ...targetOptions(target));
    const port = await freePort();
    const config = await writeConfig(folder, port);
    // Said again here: what ALTER SYSTEM has set in the source would win over the file.
    const options = `-c config_file=${config} -c port=${port} -c archive_mode=off -c hot_standby=off`;
    await ctl('-o', options, '-l', join(folder, 'log'), '-t', String(START_SECONDS), '-w', 'start');
    return { port, folder, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Nothing of the source's own configuration, which may lie elsewhere and name what is not here. */
async function writeConfig(folder: string, port: number): Promise<string> {
  const [config, hba, ident] = ['postgresql.conf', 'pg_hba.conf', 'pg_ident.conf'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    hba_file: hba,
    ident_file: ident,
    max_connections: '30',
    timezone: 'UTC',
    // It is thrown away after the drill.
    fsync: 'off',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(config, `${lines.join('\n')}\n`);
  await writeFile(hba, 'host all all 127.0.0.1/32 scram-sha-256\n');
  await writeFile(ident, '');
  return config;
}

/** Waits until recovery has ended: then the server is at its target and can be written to. */
export async function untilPromoted(url: string): Promise<void> {
  const deadline = Date.now() + START_SECONDS * 1000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ busy: boolean }>('SELECT pg_is_in_recovery() AS busy');
      if (rows[0]?.busy === false) return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    if (Date.now() > deadline) throw new Error('The restored server has not ended its recovery.');
    await sleep(200);
  }
}

function targetOptions(target: Target): string[] {
  const value =
    target.kind === 'name'
      ? target.name
      : target.time.toISOString().replace('T', ' ').replace('Z', '+00');
  return [`--type=${target.kind}`, `--target=${value}`, '--target-action=promote'];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
