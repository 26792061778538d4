import { Command, Option } from 'commander';
import type { Env } from '../config/env.js';
import type { DumpFile } from '../modules/operations/backup/dump-files.js';
import type { BaseBackup } from '../modules/operations/backup/pg-backrest.js';
import { createDrillCommand } from './backup-drill.command.js';
import { createRestoreCommand } from './backup-restore.command.js';
import { storeOf } from './backup-store.js';
import { answer, type JsonOption, progress, tableLines, withManners } from './output.js';
import { withDatabase } from './with-database.js';

interface BaseOptions extends JsonOption {
  readonly type: 'full' | 'diff' | 'incr';
}

/** `backup`: dumps, base backups and the write-ahead log; restoring them, and proving that they can be restored. */
export function createBackupCommand(): Command {
  const backup = new Command('backup').description('make, check and restore backups');
  const full = backup
    .command('full')
    .description(
      'dump the whole database into BACKUP_DIR, encrypted and checked, then clear old ones',
    )
    .action(takeFull);
  const base = backup
    .command('base')
    .description('base backup by pgBackRest, into its own encrypted repository')
    .addOption(
      new Option('--type <type>', 'all, or what changed since the last')
        .choices(['full', 'diff', 'incr'])
        .default('diff'),
    )
    .action(takeBaseBackup);
  const wal = backup
    .command('wal')
    .description('check that the write-ahead log is archived up to now')
    .action(checkWal);
  const list = backup.command('list').description('what there is to restore from').action(listAll);
  const prune = backup
    .command('prune')
    .description('delete dumps that neither BACKUP_KEEP_DAILY, _WEEKLY nor _MONTHLY keep')
    .action(pruneOld);
  withManners(full, 'backup full');
  withManners(base, 'backup base', 'backup base --type full');
  withManners(wal, 'backup wal');
  withManners(list, 'backup list');
  withManners(prune, 'backup prune');
  backup.addCommand(createRestoreCommand());
  backup.addCommand(createDrillCommand());
  return backup;
}

function retentionOf(env: Env): { daily: number; weekly: number; monthly: number } {
  const { BACKUP_KEEP_DAILY: daily, BACKUP_KEEP_WEEKLY: weekly } = env;
  return { daily, weekly, monthly: env.BACKUP_KEEP_MONTHLY };
}

async function takeFull(options: JsonOption): Promise<void> {
  const { takeDump } = await import('../modules/operations/backup/dumps.js');
  const { pruneDumps } = await import('../modules/operations/backup/dump-files.js');
  const { noted } = await import('./backup-context.js');
  await withDatabase(async ({ urls, env }) => {
    const store = storeOf(env);
    const { dump, gone } = await noted('backup.full', async () => {
      progress('dumping …');
      const taken = await takeDump(store, urls.ownerUrl);
      return { dump: taken, gone: await pruneDumps(store.folder, retentionOf(env)) };
    });
    const kilobytes = Math.round((dump.manifest?.bytes ?? 0) / 1024);
    const said = `${dump.file}: ${kilobytes} kB, ${dump.manifest?.entries} entries, checked; ${gone.length} old ones deleted.`;
    answer(options, { ...dump, deleted: gone }, said);
  });
}

async function takeBaseBackup(options: BaseOptions): Promise<void> {
  const { takeBase } = await import('../modules/operations/backup/pg-backrest.js');
  const { noted } = await import('./backup-context.js');
  await withDatabase(async ({ env }) => {
    const rest = { stanza: env.BACKUP_STANZA };
    progress('base backup …');
    const base = await noted('backup.base', () => takeBase(rest, options.type));
    answer(options, base, `${base.label}: ${Math.round(base.bytes / 1024)} kB of data.`);
  });
}

async function checkWal(options: JsonOption): Promise<void> {
  const { checkArchiving } = await import('../modules/operations/backup/pg-backrest.js');
  const { noted } = await import('./backup-context.js');
  await withDatabase(async ({ env }) => {
    await noted('backup.wal', () => checkArchiving({ stanza: env.BACKUP_STANZA }));
    answer(options, { ok: true }, 'The write-ahead log is archived up to now.');
  });
}

async function listAll(options: JsonOption): Promise<void> {
  const { listDumps } = await import('../modules/operations/backup/dump-files.js');
  const { listBases } = await import('../modules/operations/backup/pg-backrest.js');
  await withDatabase(async ({ env }) => {
    const dumps = env.BACKUP_DIR === undefined ? [] : await listDumps(env.BACKUP_DIR);
    // Without pgBackRest, or without its repository, there are dumps alone.
    const bases = await listBases({ stanza: env.BACKUP_STANZA }).catch(() => null);
    answer(options, { dumps, bases }, linesOf(dumps, bases));
  });
}

function linesOf(dumps: readonly DumpFile[], bases: readonly BaseBackup[] | null): string[] {
  const rows = [
    ...dumps.map(({ file, takenAt, manifest }) => [
      'dump',
      takenAt.toISOString(),
      manifest === null ? 'NOT WHOLE' : `${Math.round(manifest.bytes / 1024)} kB`,
      file,
    ]),
    ...(bases ?? []).map(({ label, type, finishedAt, bytes, hasError }) => [
      `base ${type}`,
      finishedAt.toISOString(),
      hasError ? 'HAS ERRORS' : `${Math.round(bytes / 1024)} kB`,
      label,
    ]),
  ];
  const notes = bases === null ? ['pgBackRest does not answer: base backups are not shown.'] : [];
  if (rows.length === 0) return ['There is nothing to restore from.', ...notes];
  return [...tableLines([['what', 'taken at', 'size', 'where'], ...rows]), ...notes];
}

async function pruneOld(options: JsonOption): Promise<void> {
  const { pruneDumps } = await import('../modules/operations/backup/dump-files.js');
  await withDatabase(async ({ env }) => {
    const deleted = await pruneDumps(storeOf(env).folder, retentionOf(env));
    answer(options, { deleted }, `${deleted.length} dumps deleted.`);
  });
}
