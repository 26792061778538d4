import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { systemContext } from '../common/request-context.js';
import { answer, type JsonOption, withManners } from './output.js';

const listSchema = z.array(
  z.object({
    id: z.uuid(),
    userId: z.uuid().nullable(),
    orderIds: z.array(z.uuid()),
    requestedAt: z.iso.datetime(),
  }),
);

interface ApplyOptions extends JsonOption {
  readonly from?: string;
}

/** `erasures list`, `erasures apply`: what is done again after a backup was restored. */
export function createErasuresCommand(): Command {
  const erasures = new Command('erasures').description('the people whose data were erased');
  const listing = erasures
    .command('list')
    .description('print the list as JSON, to be kept beside the backups; it names nobody')
    .action(printList);
  const applying = erasures
    .command('apply')
    .description('erase everybody on the list once more, after a backup was restored')
    .option('--from <file>', 'take the list of this file in first (the output of list)')
    .action((options: ApplyOptions) => applyAll(options));
  withManners(listing, 'erasures list > erasures.json');
  withManners(applying, 'erasures apply --from erasures.json');
  return erasures;
}

async function printList(options: JsonOption): Promise<void> {
  // Only here: other commands need no container.
  const { withPrivacy } = await import('./privacy-context.js');
  const { ErasuresRepository } = await import('../modules/privacy/data/erasures.repository.js');
  const list = await withPrivacy((context) =>
    context.get(ErasuresRepository).list(systemContext('erasures-list'), false),
  );
  const entries = list.map(({ id, userId, orderIds, requestedAt }) => ({
    id,
    userId,
    orderIds,
    requestedAt,
  }));
  // A file for machines either way.
  answer(options, entries, JSON.stringify(entries));
}

async function applyAll(options: ApplyOptions): Promise<void> {
  const file = options.from ?? null;
  const { withPrivacy } = await import('./privacy-context.js');
  const { ReapplyErasures } = await import('../modules/privacy/use-cases/reapply-erasures.js');
  const given = file === null ? [] : listSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const result = await withPrivacy((context) =>
    context.get(ReapplyErasures).execute(systemContext('erasures-apply'), given),
  );
  answer(options, result, [
    `${result.adopted} taken from the file, ${result.applied} erased.`,
    ...(result.waiting > 0
      ? [`${result.waiting} wait for orders that are still on their way.`]
      : []),
  ]);
}
