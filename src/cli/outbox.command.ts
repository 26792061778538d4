import { Command } from 'commander';
import pg from 'pg';
import { answer, type JsonOption, withManners } from './output.js';
import { withDatabase } from './with-database.js';

interface ReplayOptions extends JsonOption {
  readonly queue?: string;
  readonly event?: string;
  readonly unanswered?: boolean;
  readonly dryRun?: boolean;
}

// The count of rings stays: the next ring gets a job id of its own, for the old job may still be listed.
const REPLAY = `
  UPDATE outbox_events
     SET relayed_at = NULL, leased_until = NULL, failed_at = NULL, last_error = NULL,
         relay_count = greatest(relay_count, 1), available_at = least(available_at, now())
   WHERE id IN (SELECT id FROM chosen)`;
const CHOSEN = `
  WITH chosen AS (
    SELECT id FROM outbox_events
     WHERE queue IS NOT NULL AND done_at IS NULL
       AND (failed_at IS NOT NULL OR ($1 AND relayed_at IS NOT NULL))
       AND ($2::text IS NULL OR queue = $2) AND ($3::text IS NULL OR event = $3))`;

/** `outbox replay`: rings again for events whose handling failed for good. */
export function createOutboxCommand(): Command {
  const outbox = new Command('outbox').description('look after the outbox');
  const replaying = outbox
    .command('replay')
    .description('hand events whose handling failed for good to the relay again')
    .option('--queue <name>', 'only those of one queue')
    .option('--event <name>', 'only those of one event, for example payment.succeeded')
    .option('--unanswered', 'also those that were relayed and not answered yet')
    .option('--dry-run', 'count only')
    .action((options: ReplayOptions) =>
      withDatabase(async ({ urls }) => {
        const count = await replay(urls.ownerUrl, options);
        const dryRun = options.dryRun === true;
        const said = dryRun ? `${count} events would be replayed.` : `${count} events replayed.`;
        answer(options, { events: count, dryRun }, said);
      }),
    );
  withManners(replaying, 'outbox replay --dry-run', 'outbox replay --queue orders');
  return outbox;
}

async function replay(url: string, options: ReplayOptions): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const values = [options.unanswered === true, options.queue ?? null, options.event ?? null];
    const action = options.dryRun === true ? 'SELECT id FROM chosen' : REPLAY;
    const result = await client.query(`${CHOSEN} ${action}`, values);
    return result.rowCount ?? 0;
  } finally {
    await client.end();
  }
}
