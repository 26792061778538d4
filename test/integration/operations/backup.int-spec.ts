import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackupCommand } from '../../../src/cli/backup.command.js';
import { parseKeyRing } from '../../../src/config/secrets.js';
import { Db } from '../../../src/database/db.js';
import { runMigrations } from '../../../src/database/migrate.js';
import { runDrill } from '../../../src/modules/operations/backup/drill.js';
import { listDumps, pruneDumps } from '../../../src/modules/operations/backup/dump-files.js';
import {
  checkDump,
  type DumpStore,
  restoreDump,
  takeDump,
} from '../../../src/modules/operations/backup/dumps.js';
import { listBases, takeBase } from '../../../src/modules/operations/backup/pg-backrest.js';
import {
  differingTables,
  tableChecksums,
} from '../../../src/modules/operations/backup/table-checksums.js';
import { UpkeepReads } from '../../../src/modules/operations/metrics/upkeep-reads.js';
import { OrdersHttpModule } from '../../../src/modules/orders/orders.http.module.js';
import { runHere, runProgram } from '../../setup/command-line.js';
import {
  type DebianCluster,
  hasBackupTools,
  startDebianCluster,
} from '../../setup/debian-cluster.js';
import { createGiven } from '../../setup/given/index.js';
import { useIntegration } from '../../setup/test-app.js';
import { builtFile } from '../../setup/test-build.js';
import type { TestBase } from '../../setup/test-context.js';

const KEY = `b1:${Buffer.alloc(32, 7).toString('base64')}`;
const ring = parseKeyRing(KEY);

describe.runIf(hasBackupTools('test/integration/operations/backup.int-spec.ts'))(
  'Backups of a shop that sells',
  () => {
    const variables: Record<string, string> = {};
    const folder = mkdtempSync(join(tmpdir(), 'eshop-test-backup-'));
    const store: DumpStore = { folder, keys: typeof ring === 'string' ? [] : ring };
    let cluster: DebianCluster;
    let owner: pg.Pool;

    // Before the context, which then belongs to this server and not to the one of the run.
    beforeAll(async () => {
      cluster = await startDebianCluster();
      const { appUrl, ownerUrl, readerUrl } = cluster.roles;
      Object.assign(variables, {
        DATABASE_URL: appUrl,
        DATABASE_OWNER_URL: ownerUrl,
        DATABASE_READER_URL: readerUrl,
      });
      await runMigrations(ownerUrl);
      owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
      owner.on('error', () => undefined);
    }, 60_000);
    const t = useIntegration({ only: [OrdersHttpModule], env: variables });
    afterAll(async () => {
      await owner.end();
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const shop = () => {
      const base = {
        ...({} as TestBase),
        owner,
        db: owner,
        env: t.env,
        get: t.get.bind(t),
      } as TestBase;
      return createGiven(base);
    };
    const surroundings = (): Record<string, string> => ({
      ...t.variables,
      BACKUP_DIR: folder,
      BACKUP_KEYS: KEY,
      PGBACKREST_CONFIG: cluster.rest.config ?? '',
    });
    const backup = (...args: string[]) =>
      runProgram(builtFile('src/cli.js'), ['backup', ...args], surroundings(), folder);
    const backupHere = (...args: string[]) =>
      runHere(createBackupCommand(), [...args, '--json'], surroundings());
    const rowsOf = async <Row extends pg.QueryResultRow>(
      url: string,
      text: string,
    ): Promise<Row[]> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<Row>(text);
      await client.end();
      return rows;
    };
    const ordersIn = async (url: string): Promise<string[]> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ id: string }>('SELECT id FROM orders');
      await client.end();
      return rows.map(({ id }) => id);
    };

    it(
      'come back as they were at a moment between two orders, and as they are now',
      { timeout: 120_000 },
      async () => {
        const given = shop();
        const base = await takeBase(cluster.rest, 'full');
        expect(base).toMatchObject({ type: 'full', hasError: false });
        // pgBackRest knows the end of a backup to the second, and a moment of that second is none after it.
        await sleep(1_000);
        const first = await given.order();
        await sleep(50);
        const { rows } = await owner.query<{ now: Date }>('SELECT clock_timestamp() AS now');
        await sleep(50);
        const second = await given.order();
        const drill = {
          adminUrl: cluster.adminUrl,
          rest: cluster.rest,
          env: t.env,
          folder: cluster.folder,
        };

        let restored: string[] = [];
        const look = async (url: string): Promise<void> => {
          restored = await ordersIn(url);
        };
        const past = await runDrill({ ...drill, time: rows[0]?.now ?? new Date(), look });
        expect(past).toMatchObject({ ok: true, tables: 0 });
        expect(restored).toEqual([first.id]);

        const command = await backup('drill', '--admin-url', cluster.adminUrl, '--json');
        expect(command).toMatchObject({ code: 0 });
        const present = JSON.parse(command.output) as { tables: number };
        expect(present).toMatchObject({ ok: true, differing: [] });
        expect(present.tables).toBeGreaterThan(90);
        expect((await ordersIn(cluster.adminUrl)).sort()).toEqual([first.id, second.id].sort());
        expect(await listBases(cluster.rest)).toHaveLength(1);
      },
    );

    it(
      'dump into a file that only its key opens, and that comes back equal',
      { timeout: 60_000 },
      async () => {
        const dump = await takeDump(store, cluster.roles.ownerUrl);
        const text = readFileSync(dump.file);
        expect(text.includes(Buffer.from('PGDMP'))).toBe(false);
        await checkDump(store, dump);
        const admin = new pg.Client({ connectionString: cluster.adminUrl });
        await admin.connect();
        await admin.query('CREATE DATABASE again_test');
        const again = cluster.adminUrl.replace('/eshop_test', '/again_test');
        await restoreDump(store, dump.file, again);
        const other = new pg.Client({ connectionString: again });
        await other.connect();
        expect(differingTables(await tableChecksums(admin), await tableChecksums(other))).toEqual(
          [],
        );
        await other.query(
          `UPDATE users SET first_name = 'Somebody' WHERE id = (SELECT id FROM users LIMIT 1)`,
        );
        expect(differingTables(await tableChecksums(admin), await tableChecksums(other))).toContain(
          'public.users',
        );
        await Promise.all([admin.end(), other.end()]);

        await expect(
          checkDump({ ...store, keys: [{ id: 'b1', key: Buffer.alloc(32, 8) }] }, dump),
        ).rejects.toThrow(/changed or cut off/);
        await expect(checkDump({ ...store, keys: [] }, dump)).rejects.toThrow(/no key b1/);
        const whole = readFileSync(dump.file);
        truncateSync(dump.file, whole.length - 1);
        await expect(checkDump(store, dump)).rejects.toThrow(/digest/);
        writeFileSync(dump.file, whole);
        await checkDump(store, dump);
      },
    );

    it('keep what the retention says, and never count what is not whole', async () => {
      const [dump] = await listDumps(folder);
      const manifest = readFileSync(`${dump?.file}.json`, 'utf8');
      // Halves: one beside whole ones, and one that is the newest of its month.
      const halves = ['20200102', '20200204'];
      for (const day of ['20200101', '20200203', ...halves]) {
        writeFileSync(join(folder, `dump-${day}T031500Z.enc`), 'x');
        if (!halves.includes(day))
          writeFileSync(join(folder, `dump-${day}T031500Z.enc.json`), manifest);
      }
      const gone = await pruneDumps(folder, { daily: 1, weekly: 0, monthly: 2 });
      expect(gone.map((file) => basename(file)).sort()).toEqual(
        ['20200101', '20200102', '20200204'].map((day) => `dump-${day}T031500Z.enc`),
      );
      expect(await listDumps(folder)).toHaveLength(2);
    });

    it(
      'are commands; who was erased since the dump is erased again where it is restored',
      { timeout: 120_000 },
      async () => {
        const given = shop();
        const [gone, stays] = [await given.customer(), await given.customer()];
        const full = await backup('full', '--json');
        expect(full).toMatchObject({ code: 0 });
        const { file } = JSON.parse(full.output) as { file: string };
        await owner.query('INSERT INTO erasures (user_id) VALUES ($1)', [gone.id]);

        await rowsOf(cluster.adminUrl, 'CREATE DATABASE restored_test');
        const url = cluster.adminUrl.replace('/eshop_test', '/restored_test');
        const restored = await backup('restore', '--file', file, '--to', url, '--json');
        expect(restored).toMatchObject({ code: 0 });
        expect(JSON.parse(restored.output)).toMatchObject({ file });
        const people = await rowsOf<{ id: string; email: string }>(
          url,
          `SELECT id, email FROM users WHERE id IN ('${gone.id}', '${stays.id}') AND deleted_at IS NULL`,
        );
        expect(people).toEqual([{ id: stays.id, email: stays.email }]);
        expect(await rowsOf(url, `SELECT FROM users WHERE email = '${gone.email}'`)).toEqual([]);
      },
    );

    it(
      'note in the books how they went, and refuse what cannot be',
      { timeout: 90_000 },
      async () => {
        expect(await backupHere('base')).toMatchObject({ type: 'diff', hasError: false });
        expect(await backupHere('wal')).toEqual({ ok: true });
        expect(await backupHere('prune')).toBeDefined();
        expect(await backupHere('list')).toBeDefined();
        const books = 'SELECT name FROM job_runs WHERE last_success_at IS NOT NULL ORDER BY name';
        const { rows } = await owner.query<{ name: string }>(books);
        expect(rows.map(({ name }) => name)).toEqual([
          'backup.base',
          'backup.drill',
          'backup.full',
          'backup.wal',
        ]);
        await expect(backupHere('restore', '--to', cluster.adminUrl)).rejects.toThrow('has tables');
        await expect(
          backupHere('drill', '--admin-url', cluster.adminUrl, '--time', 'soon'),
        ).rejects.toThrow('is not a time');
        writeFileSync(cluster.rest.config ?? '', '[global]\nrepo1-path=/nowhere\n');
        await expect(backupHere('wal')).rejects.toThrow(/pgbackrest/);
        const alarms = await owner.query(`SELECT subject FROM alarms WHERE kind = 'backup-failed'`);
        expect(alarms.rows).toEqual([{ subject: 'backup.wal' }]);
      },
    );

    it('are noticed to be stuck when the server cannot hand over its log', async () => {
      const reads = new UpkeepReads(t.get(Db));
      writeFileSync(cluster.rest.config ?? '', '[global]\nrepo1-path=/nowhere\n');
      const began = new Date();
      const [written] = await rowsOf<{ file: string }>(
        cluster.adminUrl,
        `SELECT pg_walfile_name(pg_logical_emit_message(false, 'test', 'x')) AS file`,
      );
      await rowsOf(cluster.adminUrl, 'SELECT pg_switch_wal()');
      const stuck = () => reads.stuckArchiving(0);
      await expect.poll(stuck, { timeout: 15_000 }).toMatchObject([{ file: written?.file }]);
      expect((await stuck())[0]?.since.getTime()).toBeLessThan(began.getTime());
      // Not for long enough: the server tries again by itself.
      expect(await reads.archiving()).toEqual([]);
    });
  },
);
