import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { z } from 'zod';
import { systemContext } from '../common/request-context.js';
import { say } from './program.js';

const listSchema = z.array(
  z.object({
    id: z.uuid(),
    userId: z.uuid().nullable(),
    orderIds: z.array(z.uuid()),
    requestedAt: z.iso.datetime(),
  }),
);

/** `erasures list`, `erasures apply`: what is done again after a backup was restored. */
export function createErasuresCommand(): Command {
  const erasures = new Command('erasures').description('the people whose data were erased');
  erasures
    .command('list')
    .description('print the list as JSON, to be kept beside the backups; it names nobody')
    .action(printList);
  erasures
    .command('apply')
    .description('erase everybody on the list once more, after a backup was restored')
    .option('--from <file>', 'take the list of this file in first (the output of list)')
    .action(({ from }: { from?: string }) => applyAll(from ?? null));
  return erasures;
}

async function printList(): Promise<void> {
  // Only here: other commands need no container.
  const { withPrivacy } = await import('./privacy-context.js');
  const { ErasuresRepository } = await import('../modules/privacy/data/erasures.repository.js');
  const list = await withPrivacy((context) =>
    context.get(ErasuresRepository).list(systemContext('erasures-list'), false),
  );
  say(
    JSON.stringify(
      list.map(({ id, userId, orderIds, requestedAt }) => ({ id, userId, orderIds, requestedAt })),
    ),
  );
}

async function applyAll(file: string | null): Promise<void> {
  const { withPrivacy } = await import('./privacy-context.js');
  const { ReapplyErasures } = await import('../modules/privacy/use-cases/reapply-erasures.js');
  const given = file === null ? [] : listSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const result = await withPrivacy((context) =>
    context.get(ReapplyErasures).execute(systemContext('erasures-apply'), given),
  );
  say(`${result.adopted} taken from the file, ${result.applied} erased.`);
  if (result.waiting > 0) say(`${result.waiting} wait for orders that are still on their way.`);
}
