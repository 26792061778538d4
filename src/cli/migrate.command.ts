import { Command } from 'commander';
import { revertMigrations, runMigrations } from '../database/migrate.js';
import { say, wholeNumber } from './program.js';
import { withDatabase } from './with-database.js';

/** `migrate`: schema, queue schema and rights up to date; `migrate --down`: back again. */
export function createMigrateCommand(): Command {
  return new Command('migrate')
    .description('bring the schema up to date, or with --down take migrations back')
    .option('--down', 'take migrations back, the newest first; their data are lost')
    .option('--steps <n>', 'with --down: how many (default: all)', wholeNumber(1))
    .action(async (options: { down?: boolean; steps?: number }) => {
      await withDatabase(async ({ urls, env }) => {
        if (options.down === true) {
          const steps = options.steps === undefined ? {} : { steps: options.steps };
          await revertMigrations(urls.ownerUrl, { ...steps, onProgress: say });
          say('Migrations were taken back.');
          return;
        }
        const ran = await runMigrations(urls.ownerUrl, {
          onProgress: say,
          rowSecurity: env.ROW_LEVEL_SECURITY,
        });
        say(
          ran.length === 0 ? 'Nothing to do, all migrations ran.' : `${ran.length} migrations ran.`,
        );
      });
    });
}
