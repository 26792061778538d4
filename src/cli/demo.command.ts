import { Command } from 'commander';
import { runMigrations } from '../database/migrate.js';
import { say, wholeNumber } from './program.js';
import { withDatabase } from './with-database.js';

/** `demo`: fills the shop with demo data. */
export function createDemoCommand(): Command {
  return new Command('demo')
    .description('fill the shop with demo data; what is there already stays')
    .option('--products <n>', 'how many products', wholeNumber(1), 300)
    .action((options: { products: number }) =>
      withDatabase(async ({ urls, env }) => {
        await runMigrations(urls.ownerUrl, { rowSecurity: env.ROW_LEVEL_SECURITY });
        // Only here: production never loads what lies in dev/.
        const { seedDemo } = await import('../dev/demo-data/seed-demo.js');
        const { products } = options;
        const done = await seedDemo({ url: urls.ownerUrl, env, products, onProgress: say });
        if (!done.created) say('Nothing to do, the demo data are there.');
      }),
    );
}
