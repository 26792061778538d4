import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import pg from 'pg';
import type { DumpFile } from '../modules/operations/backup/dump-files.js';
import type { Env } from '../config/env.js';
import { eraseAgain, elsewhere, erasuresOf } from './backup-erasures.js';
import { storeOf } from './backup-store.js';
import { answer, type JsonOption, progress, withManners, WrongUse } from './output.js';
import { withDatabase } from './with-database.js';

interface RestoreOptions extends JsonOption {
  readonly file?: string;
  readonly to: string;
  readonly erasures?: string;
}

/** `backup restore`: a dump into an empty database; who was erased since is erased again. */
export function createRestoreCommand(): Command {
  const restore = new Command('restore')
    .description('restore a dump into an empty database, and erase again who was erased since')
    .option('--file <dump>', 'which one (default: the newest of BACKUP_DIR)')
    .requiredOption('--to <url>', 'a database without tables, by an account that is superuser')
    .option(
      '--erasures <file>',
      'the newest output of erasures list (default: asked of DATABASE_URL)',
    )
    .action(run);
  return withManners(
    restore,
    'backup restore --to postgres://postgres@127.0.0.1:5432/restored',
    'backup restore --file dump-20260131T031500Z.enc --to postgres://postgres@db2/eshop --erasures erasures.json',
  );
}

async function run(options: RestoreOptions): Promise<void> {
  const { checkDump, restoreDump } = await import('../modules/operations/backup/dumps.js');
  await withDatabase(async ({ urls, env }) => {
    const store = storeOf(env);
    const dump = await chosen(env, options.file);
    await refuseTables(options.to);
    const list =
      options.erasures === undefined
        ? await erasuresOf(urls.ownerUrl)
        : await readFile(options.erasures, 'utf8');
    progress('checking the dump …');
    await checkDump(store, dump);
    progress('restoring …');
    await restoreDump(store, dump.file, options.to);
    progress('erasing again who was erased …');
    await eraseAgain(elsewhere(urls, options.to), list);
    const said = `${dump.file} is restored. Its accounts have the passwords of their server: see the command roles.`;
    answer(options, { file: dump.file, takenAt: dump.takenAt }, said);
  });
}

async function chosen(env: Env, file: string | undefined): Promise<DumpFile> {
  const { listDumps } = await import('../modules/operations/backup/dump-files.js');
  const dumps = await listDumps(storeOf(env).folder);
  const found =
    file === undefined
      ? dumps.find(({ manifest }) => manifest !== null)
      : dumps.find((dump) => dump.file === file || dump.file.endsWith(`/${file}`));
  if (found === undefined)
    throw new WrongUse('There is no such dump in BACKUP_DIR: see backup list.');
  return found;
}

async function refuseTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
    );
    if ((rows[0]?.n ?? 0) > 0)
      throw new WrongUse('The database of --to has tables: name an empty one.');
  } finally {
    await client.end();
  }
}
