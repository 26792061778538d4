import type { ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import type { RequestContext } from '../common/request-context.js';
import {
  IMPORT_FORMATS,
  IMPORT_KINDS,
  IMPORT_RIGHTS,
  type ImportFormat,
  type ImportKind,
  type ImportView,
} from '../modules/transfers/transfers.types.js';
import { Progress } from './progress.js';
import { answer, type JsonOption, withManners, WrongUse } from './output.js';

interface ImportCommandOptions extends JsonOption {
  readonly kind: ImportKind;
  readonly format?: ImportFormat;
  readonly dryRun?: boolean;
  readonly createMissing?: boolean;
  readonly publish?: boolean;
  readonly as?: string;
}

const SHOWN_ERRORS = 20;
const WAIT_MS = 300;
const OVER: readonly string[] = ['completed', 'failed', 'cancelled'];

/** `import FILE`: takes a file in as `POST /admin/imports` does. Ends with 1 when a row was refused. */
export function createImportCommand(): Command {
  const importing = new Command('import')
    .description(
      'take products, variants, stock or prices in from a file; progress on standard error',
    )
    .argument('<file>', 'CSV or JSONL, UTF-8')
    .addOption(
      new Option('--kind <kind>', 'what is in it').choices(IMPORT_KINDS).default('products'),
    )
    .addOption(
      new Option(
        '--format <format>',
        'how it is written (default: by the end of its name, else csv)',
      ).choices(IMPORT_FORMATS),
    )
    .option('--dry-run', 'check every row, write nothing')
    .option(
      '--create-missing',
      'make categories, brands, collections and attributes that are named and not there',
    )
    .option('--publish', 'publish products that are new, unless the file says something about it')
    .option('--as <login>', 'who is answerable: e-mail or username (default: the system)')
    .action(importFile);
  return withManners(importing, 'import products.csv', 'import stock.jsonl --kind stock --dry-run');
}

async function importFile(file: string, options: ImportCommandOptions): Promise<void> {
  // Only here: other commands need no container.
  const { withTransfers } = await import('./transfers-context.js');
  const caller = { login: options.as, right: IMPORT_RIGHTS[options.kind] };
  await withTransfers('import', caller, async (context, ctx) => {
    const view = await work(context, ctx, await receive(context, ctx, file, options));
    await tell(context, view, options);
    if (view.status !== 'completed' || view.counts.failed > 0) process.exitCode = 1;
  });
}

async function receive(
  context: INestApplicationContext,
  ctx: RequestContext,
  file: string,
  { kind, format, dryRun = false, createMissing = false, publish = false }: ImportCommandOptions,
): Promise<ImportView> {
  const { ReceiveFile } = await import('../modules/transfers/use-cases/receive-file.js');
  const isJson = ['.jsonl', '.ndjson'].includes(extname(file).toLowerCase());
  const asked = {
    kind,
    format: format ?? (isJson ? ('jsonl' as const) : ('csv' as const)),
    dryRun,
    fileName: basename(file),
    options: { createMissing, publish },
  };
  const content = await contentOf(file);
  return context.get(ReceiveFile).execute(ctx, asked, { content, isLast: true });
}

/** Opened before it is read: a stream of a file that is not there fails while nobody listens yet. */
async function contentOf(file: string): Promise<ReadStream> {
  try {
    return (await open(file)).createReadStream();
  } catch (error) {
    throw new WrongUse(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** Works on the import as a worker does; where a worker was quicker it looks on. */
async function work(
  context: INestApplicationContext,
  ctx: RequestContext,
  { id, kind }: ImportView,
): Promise<ImportView> {
  const { RunImport } = await import('../modules/transfers/use-cases/run-import.js');
  const { ReadImports } = await import('../modules/transfers/use-cases/read-imports.js');
  const progress = new Progress();
  for (;;) {
    const more = await context.get(RunImport).execute(ctx, id, ({ counts }) => {
      progress.show(counts.read, counts.failed);
      return Promise.resolve();
    });
    const view = await context.get(ReadImports).get(id, [kind]);
    if (OVER.includes(view.status)) {
      progress.end(view.counts.read, view.counts.failed);
      return view;
    }
    progress.show(view.counts.read, view.counts.failed);
    if (!more) await sleep(WAIT_MS);
  }
}

async function tell(
  context: INestApplicationContext,
  view: ImportView,
  options: JsonOption,
): Promise<void> {
  const { ReadImports } = await import('../modules/transfers/use-cases/read-imports.js');
  const { read, created, updated, unchanged, failed } = view.counts;
  const what = view.dryRun ? ' (dry run, nothing was written)' : '';
  const unknown = view.layout?.unknown ?? [];
  answer(options, view, [
    `Import ${view.id} is ${view.status}${what}.`,
    `${read} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed.`,
    ...(view.layout?.notes ?? []),
    ...(unknown.length > 0 ? [`Columns that mean nothing here: ${unknown.join(', ')}.`] : []),
  ]);
  if (view.failureDetail !== null) process.stderr.write(`${view.failureDetail}\n`);
  const errors = await context
    .get(ReadImports)
    .errors(view.id, [view.kind], SHOWN_ERRORS, undefined);
  for (const { row, column, message, value } of errors.items) {
    const where = column === null ? `row ${row}` : `row ${row}, ${column}`;
    const found = value === null ? '' : ` (${JSON.stringify(value)})`;
    process.stderr.write(`${where}: ${message}${found}\n`);
  }
  if (errors.nextCursor !== null)
    process.stderr.write('… and more, see GET /admin/imports/:id/errors\n');
}
