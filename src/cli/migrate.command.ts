import { Command } from 'commander';
import { revertMigrations, runMigrations } from '../database/migrate.js';
import { answer, type JsonOption, progress, withManners } from './output.js';
import { wholeNumber } from './program.js';
import { withDatabase } from './with-database.js';

/** `migrate`: schema, queue schema and rights up to date; `migrate --down`: back again. */
export function createMigrateCommand(): Command {
  const migrate = new Command('migrate')
    .description('bring the schema up to date, or with --down take migrations back')
    .option('--down', 'take migrations back, the newest first; their data are lost')
    .option('--steps <n>', 'with --down: how many (default: all)', wholeNumber(1))
    .action(run);
  return withManners(migrate, 'migrate', 'migrate --down --steps 1');
}

async function run(
  options: JsonOption & { readonly down?: boolean; readonly steps?: number },
): Promise<void> {
  await withDatabase(async ({ urls, env }) => {
    if (options.down === true) {
      const steps = options.steps === undefined ? {} : { steps: options.steps };
      await revertMigrations(urls.ownerUrl, { ...steps, onProgress: progress });
      answer(options, { down: true, ...steps }, 'Migrations were taken back.');
      return;
    }
    const ran = await runMigrations(urls.ownerUrl, {
      onProgress: progress,
      rowSecurity: env.ROW_LEVEL_SECURITY,
    });
    const said =
      ran.length === 0 ? 'Nothing to do, all migrations ran.' : `${ran.length} migrations ran.`;
    answer(options, { ran }, said);
  });
}
