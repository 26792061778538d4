import { Command } from 'commander';
import { runMigrations } from '../database/migrate.js';
import { answer, type JsonOption, progress, withManners } from './output.js';
import { wholeNumber } from './program.js';
import { withDatabase } from './with-database.js';

/** `demo`: fills the shop with demo data. */
export function createDemoCommand(): Command {
  const demo = new Command('demo')
    .description('fill the shop with demo data; what is there already stays')
    .option('--products <n>', 'how many products', wholeNumber(1), 300)
    .action((options: JsonOption & { readonly products: number }) =>
      withDatabase(async ({ urls, env }) => {
        await runMigrations(urls.ownerUrl, { rowSecurity: env.ROW_LEVEL_SECURITY });
        // Only here: production never loads what lies in dev/.
        const { seedDemo } = await import('../dev/demo-data/seed-demo.js');
        const { products } = options;
        const done = await seedDemo({ url: urls.ownerUrl, env, products, onProgress: progress });
        const said = done.created
          ? 'The demo data are there now.'
          : 'Nothing to do, the demo data are there.';
        answer(options, { created: done.created }, said);
      }),
    );
  return withManners(demo, 'demo', 'demo --products 100000');
}
