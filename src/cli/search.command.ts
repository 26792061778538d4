import { Command } from 'commander';
import pg from 'pg';
import {
  type RebuildQuery,
  RebuildSearch,
} from '../modules/catalog/listing/use-cases/rebuild-search.js';
import { answer, type JsonOption, progress, withManners } from './output.js';
import { withDatabase } from './with-database.js';

interface RebuildCommandOptions extends JsonOption {
  readonly restart?: boolean;
  readonly reindex?: boolean;
}

/** `search rebuild`: lists and search computed anew while the shop runs. */
export function createSearchCommand(): Command {
  const search = new Command('search').description('look after lists and search');
  const rebuilding = search
    .command('rebuild')
    .description('compute listings, searched words and vocabulary anew, without downtime')
    .option('--restart', 'from the beginning, though an earlier run was cut off')
    .option('--reindex', 'also build the indexes anew, beside the old ones')
    .action((options: RebuildCommandOptions) =>
      withDatabase(({ urls }) => rebuild(urls.ownerUrl, options)),
    );
  withManners(rebuilding, 'search rebuild', 'search rebuild --restart --reindex');
  return search;
}

async function rebuild(url: string, options: RebuildCommandOptions): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const query: RebuildQuery = async <Row extends pg.QueryResultRow>(
      { name, text }: { name: string; text: string },
      values: readonly unknown[] = [],
    ) =>
      (await client.query<Row>({ ...(name === '' ? {} : { name }), text, values: [...values] }))
        .rows;
    const report = await new RebuildSearch(query).execute({ ...options, onProgress: progress });
    const said = `${report.products} products computed anew, ${report.words} words changed`;
    answer(options, report, said);
  } finally {
    await client.end();
  }
}
