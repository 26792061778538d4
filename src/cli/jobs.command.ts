import { Command } from 'commander';
import pg from 'pg';
import { wholeNumber } from './program.js';
import { answer, type JsonOption, tableLines, withManners, WrongUse } from './output.js';
import { withDatabase } from './with-database.js';

interface JobsOptions extends JsonOption {
  readonly queue?: string;
  readonly id?: string;
  readonly limit?: number;
  readonly all?: boolean;
}

interface DeadJob {
  readonly id: string;
  readonly queue: string;
  readonly job: string;
  readonly failedAt: Date;
  readonly error: string | null;
}

// Jobs are rows of the outbox before they are jobs of a queue: what was given up is marked there on both backends, and
// survives a queue that was flushed.
const WHICH = `done_at IS NULL AND failed_at IS NOT NULL AND ($1::text IS NULL OR queue = $1)
  AND ($2::uuid IS NULL OR id = $2::uuid)`;
const LIST = `SELECT id, queue, job, failed_at AS "failedAt", left(last_error, 300) AS error FROM outbox_events
  WHERE ${WHICH} ORDER BY failed_at DESC LIMIT $3`;
const RETRY = `UPDATE outbox_events SET relayed_at = NULL, leased_until = NULL, failed_at = NULL, last_error = NULL,
  relay_count = greatest(relay_count, 1), available_at = least(available_at, now()) WHERE ${WHICH}`;
// Done and with its error: that nobody did it can still be read for as long as done rows are kept.
const DISCARD = `UPDATE outbox_events SET done_at = now() WHERE ${WHICH}`;

/** `jobs list|retry|discard`: work that was given up, whatever the queues run on. */
export function createJobsCommand(): Command {
  const jobs = new Command('jobs').description('work that was given up after its last try');
  const list = jobs
    .command('list')
    .description('what was given up, the newest first, and why')
    .option('--queue <name>', 'only those of one queue')
    .option('--limit <n>', 'how many', wholeNumber(1), 50)
    .action(listDead);
  const retry = jobs
    .command('retry')
    .description('have it done after all: by queue, by id, or all of it')
    .option('--queue <name>', 'those of one queue')
    .option('--id <id>', 'one of them')
    .option('--all', 'all of them')
    .action((options: JobsOptions) => change(options, RETRY, 'handed to the relay again'));
  const discard = jobs
    .command('discard')
    .description('take it off the list without doing it: by queue, by id, or all of it')
    .option('--queue <name>', 'those of one queue')
    .option('--id <id>', 'one of them')
    .option('--all', 'all of them')
    .action((options: JobsOptions) => change(options, DISCARD, 'discarded'));
  withManners(list, 'jobs list', 'jobs list --queue orders');
  withManners(retry, 'jobs retry --queue notifications');
  withManners(discard, 'jobs discard --id 3f0c6f3e-0c54-4f1c-9a39-2f6a3c6d1b11');
  return jobs;
}

async function listDead(options: JobsOptions): Promise<void> {
  await withOwner(async (client) => {
    const values = [options.queue ?? null, null, options.limit ?? 50];
    const { rows } = await client.query<DeadJob>(LIST, values);
    const lines = rows.map(({ id, queue, job, failedAt, error }) => [
      id,
      queue,
      job,
      failedAt.toISOString(),
      (error ?? '').split('\n')[0] ?? '',
    ]);
    const head = ['id', 'queue', 'job', 'given up at', 'why'];
    answer(
      options,
      rows,
      rows.length === 0 ? 'Nothing was given up.' : tableLines([head, ...lines]),
    );
  });
}

async function change(options: JobsOptions, statement: string, done: string): Promise<void> {
  const { queue, id, all = false } = options;
  if (queue === undefined && id === undefined && !all) {
    throw new WrongUse('Say which: --queue NAME, --id ID or --all.');
  }
  if (id !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) {
    throw new WrongUse('An id is a UUID: see jobs list.');
  }
  await withOwner(async (client) => {
    const { rowCount } = await client.query(statement, [queue ?? null, id ?? null]);
    answer(options, { jobs: rowCount ?? 0 }, `${rowCount ?? 0} jobs ${done}.`);
  });
}

async function withOwner(work: (client: pg.Client) => Promise<void>): Promise<void> {
  await withDatabase(async ({ urls }) => {
    const client = new pg.Client({ connectionString: urls.ownerUrl });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  });
}
