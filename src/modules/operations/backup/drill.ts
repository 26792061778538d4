import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Env } from '../../../config/env.js';
import type { DoctorReport } from '../doctor/doctor.types.js';
import { examineShop } from '../doctor/examine-shop.js';
import { type FreshCluster, restoreFresh, type Target, untilPromoted } from './fresh-cluster.js';
import type { BackRest } from './pg-backrest.js';
import { differingTables, type TableChecksums, tableChecksums } from './table-checksums.js';

/** What a drill is made with. */
export interface Drill {
  /** The source as superuser: only such an account may set a restore point. */
  readonly adminUrl: string;
  readonly rest: BackRest;
  readonly env: Env;
  /** Where the restored files go for the time of the drill. */
  readonly folder: string;
  /** A moment of the past; the present when left out, and then all tables are compared. */
  readonly time?: Date;
  /** What is done to the restored database before it is looked at, such as erasing again. */
  readonly afterRestore?: (url: string) => Promise<void>;
  /** More to look at while the restored server runs. */
  readonly look?: (url: string) => Promise<void>;
  readonly onProgress?: (line: string) => void;
}

/** What a drill has shown. */
export interface DrillReport {
  readonly ok: boolean;
  readonly target: string;
  readonly seconds: { readonly restore: number; readonly all: number };
  /** How many tables were compared with the source; 0 for a moment of the past. */
  readonly tables: number;
  readonly differing: readonly string[];
  readonly doctor: DoctorReport;
}

const ARCHIVED_WITHIN_MS = 60_000;

/**
 * Restores the newest base backup and the write-ahead log since into a fresh server, compares every table with the source
 * at that very moment, and looks at all rules of the shop. The source goes on selling: it is held for the blink that two
 * snapshots take.
 */
export async function runDrill(drill: Drill): Promise<DrillReport> {
  const say = drill.onProgress ?? ((): void => undefined);
  const began = Date.now();
  const source = drill.time === undefined ? await markMoment(drill, say) : null;
  await untilArchived(drill.adminUrl);
  const target: Target =
    source === null
      ? { kind: 'time', time: drill.time ?? new Date() }
      : { kind: 'name', name: source.name };
  say('restoring base backup and write-ahead log …');
  const cluster = await restoreFresh(drill.rest, target, drill.folder);
  try {
    const url = restoredUrl(drill.adminUrl, cluster);
    await untilPromoted(url);
    const restored = Date.now();
    const differing = source === null ? [] : await compare(url, source.sums, say);
    await drill.afterRestore?.(url);
    say('looking at all rules of the shop …');
    const doctor = await examineRestored(url, drill.env);
    await drill.look?.(url);
    const isBroken = doctor.findings.some(({ severity }) => severity === 'error');
    return {
      ok: differing.length === 0 && !isBroken,
      target: target.kind === 'name' ? target.name : target.time.toISOString(),
      seconds: { restore: secondsSince(began, restored), all: secondsSince(began, Date.now()) },
      tables: source?.sums.size ?? 0,
      differing,
      doctor,
    };
  } finally {
    await cluster.remove();
  }
}

interface Moment {
  readonly name: string;
  readonly sums: TableChecksums;
}

/** A restore point, and the checksums of all tables as they were when it was set. */
async function markMoment({ adminUrl }: Drill, say: (line: string) => void): Promise<Moment> {
  const name = `drill-${randomUUID()}`;
  const [holder, reader] = [await connect(adminUrl), await connect(adminUrl)];
  try {
    await holder.query(`BEGIN; SET LOCAL lock_timeout = '2s'`);
    // Nobody writes between the restore point and the snapshot that is compared with it.
    await holder.query(`DO $$ DECLARE one text; BEGIN
      FOR one IN SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('public', 'bullmq') AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
      LOOP EXECUTE 'LOCK TABLE ' || one || ' IN SHARE MODE'; END LOOP; END $$`);
    await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1');
    await holder.query('SELECT pg_create_restore_point($1)', [name]);
    await holder.query('COMMIT');
    say('checksums of the source …');
    const sums = await tableChecksums(reader);
    await reader.query('COMMIT');
    return { name, sums };
  } finally {
    await Promise.all([holder.end(), reader.end()]);
  }
}

/** Has the server hand over the write-ahead file that it is at, and waits until it lies in the repository. */
async function untilArchived(adminUrl: string): Promise<void> {
  const client = await connect(adminUrl);
  try {
    const { rows } = await client.query<{ file: string }>(
      'SELECT pg_walfile_name(pg_switch_wal()) AS file',
    );
    const deadline = Date.now() + ARCHIVED_WITHIN_MS;
    for (;;) {
      const { rows: found } = await client.query<{ done: boolean }>(
        `SELECT coalesce(last_archived_wal, '') >= $1 AS done FROM pg_stat_archiver`,
        [rows[0]?.file ?? ''],
      );
      if (found[0]?.done === true) return;
      if (Date.now() > deadline) {
        throw new Error('The write-ahead log is not archived: see archive_command.');
      }
      await sleep(100);
    }
  } finally {
    await client.end();
  }
}

async function compare(
  url: string,
  source: TableChecksums,
  say: (line: string) => void,
): Promise<string[]> {
  say('checksums of the restored database …');
  const client = await connect(url);
  try {
    return differingTables(source, await tableChecksums(client));
  } finally {
    await client.end();
  }
}

async function examineRestored(url: string, env: Env): Promise<DoctorReport> {
  const client = await connect(url);
  try {
    await client.query('SET default_transaction_read_only = on');
    return await examineShop({
      // Neither its schedules nor its archiving nor its backups run: only what the rows say counts.
      env: { ...env, BACKUP_DIR: undefined, DATABASE_REPLICA_URL: undefined },
      areas: ['stock', 'orders', 'payments', 'discounts', 'people', 'configuration'],
      query: async <Row extends Record<string, unknown>>(
        { text }: { text: string },
        values: readonly unknown[] = [],
      ) => (await client.query<Row>(text, [...values])).rows,
    });
  } finally {
    await client.end();
  }
}

function restoredUrl(adminUrl: string, { port }: FreshCluster): string {
  const url = new URL(adminUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return url.toString();
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

function secondsSince(began: number, now: number): number {
  return Math.round((now - began) / 100) / 10;
}
