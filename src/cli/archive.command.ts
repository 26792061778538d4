import { Command, Option } from 'commander';
import { systemContext } from '../common/request-context.js';
import type { OrderArchive } from './archive-context.js';
import { answer, type JsonOption, progress, withManners, WrongUse } from './output.js';

interface RunOptions extends JsonOption {
  readonly limit?: string;
  readonly months?: string;
  readonly batch?: string;
  readonly rest?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `archive`: what the nightly job does, now; how much is left; and an order back from there. */
export function createArchiveCommand(): Command {
  const archive = new Command('archive').description('look after the archive of orders');
  const running = archive
    .command('run')
    .description('move finished orders of long ago to the archive; safe to stop and to repeat')
    .option('--limit <orders>', 'so many at most')
    .option('--months <months>', 'older than that, instead of ORDER_ARCHIVE_MONTHS')
    .addOption(new Option('--batch <orders>', 'in one transaction').default('50'))
    .addOption(
      new Option('--rest <times>', 'pause after a batch, in times that the batch took').default(
        '1',
      ),
    )
    .action((options: RunOptions) => withArchive((use) => run(use, options)));
  withManners(running, 'archive run', 'archive run --limit 10000');
  const status = archive
    .command('status')
    .description('count the orders that are old enough to be archived')
    .action((options: JsonOption) =>
      withArchive(async ({ archiving }) => {
        const old = await archiving.countOld(systemContext('archive-status'));
        answer(options, { old }, `${old} orders are old enough; those with something open stay.`);
      }),
    );
  withManners(status, 'archive status --json');
  const restoring = archive
    .command('restore')
    .description('bring one order back from the archive, by its number or id')
    .argument('<order>', 'for example ORD-00000042')
    .action((order: string, options: JsonOption) =>
      withArchive((use) => restore(use, order, options)),
    );
  withManners(restoring, 'archive restore ORD-00000042');
  return archive;
}

async function run({ archiving }: OrderArchive, options: RunOptions): Promise<void> {
  const limit = wholeNumber('--limit', options.limit, 1_000_000_000);
  const months = wholeNumber('--months', options.months, 1_200);
  const batchSize = wholeNumber('--batch', options.batch, 5_000);
  const rest = wholeNumber('--rest', options.rest, 100, 0);
  const begun = Date.now();
  let told = 0;
  const moved = await archiving.execute(systemContext('archive-run'), {
    ...(limit === undefined ? {} : { limit }),
    ...(months === undefined ? {} : { olderThanMonths: months }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(rest === undefined ? {} : { rest }),
    onProgress: ({ moved: done, of }) => {
      if (Date.now() - told < 1_000) return;
      told = Date.now();
      progress(`${done} of ${of} orders, ${perSecond(done, begun)} orders/s`);
    },
  });
  const seconds = (Date.now() - begun) / 1_000;
  const document = { moved, seconds, ordersPerSecond: perSecond(moved, begun) };
  answer(options, document, `${moved} orders moved to the archive in ${seconds.toFixed(1)} s.`);
}

async function restore(
  { restoring }: OrderArchive,
  order: string,
  options: JsonOption,
): Promise<void> {
  const ctx = systemContext('archive-restore');
  const orderId = UUID.test(order) ? order : await restoring.idOf(ctx, order);
  const { orderNumber } = await restoring.execute(ctx, orderId);
  answer(options, { orderId, orderNumber }, `Order ${orderNumber} is back from the archive.`);
}

function perSecond(count: number, begun: number): number {
  return Math.round((count * 1_000) / Math.max(1, Date.now() - begun));
}

function wholeNumber(
  name: string,
  text: string | undefined,
  most: number,
  least = 1,
): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (number < least || number > most)
    throw new WrongUse(`${name} is a whole number from ${least} to ${most}.`);
  return number;
}

async function withArchive(work: (archive: OrderArchive) => Promise<void>): Promise<void> {
  // Loaded late: the other commands start without it.
  const { withOrderArchive } = await import('./archive-context.js');
  await withOrderArchive(work);
}
