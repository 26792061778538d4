import { tmpdir } from 'node:os';
import { Command } from 'commander';
import { describeReport } from '../modules/operations/doctor/examine-shop.js';
import { elsewhere, eraseAgain, erasuresOf } from './backup-erasures.js';
import { answer, type JsonOption, progress, withManners, WrongUse } from './output.js';
import { withDatabase } from './with-database.js';

interface DrillOptions extends JsonOption {
  readonly adminUrl: string;
  readonly time?: string;
  readonly folder: string;
}

/** `backup drill`: proves that base backup and write-ahead log bring the shop back. Ends with 1 when they do not. */
export function createDrillCommand(): Command {
  const drill = new Command('drill')
    .description(
      'restore into a fresh server, compare all tables and look at all rules; then throw it away',
    )
    .requiredOption('--admin-url <url>', 'the database by an account that is superuser')
    .option('--time <time>', 'a moment of the past (default: now, and all tables are compared)')
    .option(
      '--folder <path>',
      'where the files lie meanwhile; the account postgres must get in',
      tmpdir(),
    )
    .action(run);
  return withManners(
    drill,
    'backup drill --admin-url postgres://postgres@127.0.0.1:5432/eshop',
    'backup drill --admin-url postgres://postgres@db/eshop --time 2026-01-31T10:00:00Z',
  );
}

async function run(options: DrillOptions): Promise<void> {
  const { runDrill } = await import('../modules/operations/backup/drill.js');
  const { noted } = await import('./backup-context.js');
  const time = options.time === undefined ? undefined : new Date(options.time);
  if (time !== undefined && Number.isNaN(time.getTime())) {
    throw new WrongUse(`"${options.time}" is not a time such as 2026-01-31T10:00:00Z.`);
  }
  await withDatabase(async ({ urls, env }) => {
    const report = await noted('backup.drill', async () => {
      const list = await erasuresOf(urls.ownerUrl);
      const done = await runDrill({
        adminUrl: options.adminUrl,
        rest: { stanza: env.BACKUP_STANZA },
        env,
        folder: options.folder,
        ...(time === undefined ? {} : { time }),
        afterRestore: (url) => eraseAgain(elsewhere(urls, url), list),
        onProgress: progress,
      });
      if (done.differing.length > 0)
        throw new Error(`Restored tables differ: ${done.differing.join(', ')}.`);
      return done;
    });
    answer(options, report, [
      ...describeReport(report.doctor),
      `Restored to ${report.target} in ${report.seconds.restore} s; ${report.tables} tables are equal.`,
    ]);
    if (!report.ok) process.exitCode = 1;
  });
}
