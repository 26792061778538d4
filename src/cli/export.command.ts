import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { Argument, Command, Option } from 'commander';
import type { RequestContext } from '../common/request-context.js';
import {
  EXPORT_FORMATS,
  EXPORT_KINDS,
  EXPORT_RIGHTS,
  type ExportFormat,
  type ExportKind,
} from '../modules/transfers/transfers.types.js';
import { answer, type JsonOption, withManners, WrongUse } from './output.js';
import { Progress } from './progress.js';

interface ExportCommandOptions extends JsonOption {
  readonly out?: string;
  readonly format: ExportFormat;
  readonly category?: string;
  readonly brand?: string;
  readonly as?: string;
}

const WAIT_MS = 300;

/** `export WHAT`: writes a file as `POST /admin/exports` and its download do. */
export function createExportCommand(): Command {
  const exporting = new Command('export')
    .description(
      'write products, variants, stock, prices, customers or orders to a file; progress on standard error',
    )
    .addArgument(new Argument('<what>', 'what to write').choices(EXPORT_KINDS))
    .option(
      '--out <file>',
      'where to (default: standard output); others than its owner cannot read it',
    )
    .addOption(new Option('--format <format>', 'how').choices(EXPORT_FORMATS).default('csv'))
    .option('--category <slug>', 'products of a category and of all below it')
    .option('--brand <slug>', 'products of a brand')
    .option('--as <login>', 'who is answerable: e-mail or username (default: the system)')
    .action(exportFile);
  return withManners(
    exporting,
    'export products --out products.csv',
    'export stock --format jsonl > stock.jsonl',
  );
}

async function exportFile(what: ExportKind, options: ExportCommandOptions): Promise<void> {
  if (options.json === true && options.out === undefined) {
    throw new WrongUse('With --json standard output is taken: name a file with --out.');
  }
  // Only here: other commands need no container.
  const { withTransfers } = await import('./transfers-context.js');
  const { HandleExports } = await import('../modules/transfers/use-cases/handle-exports.js');
  const caller = { login: options.as, right: EXPORT_RIGHTS[what] };
  await withTransfers('export', caller, async (context, ctx) => {
    const exports = context.get(HandleExports);
    const filters = { categorySlug: options.category, brandSlug: options.brand };
    const { id } = await exports.start(ctx, { kind: what, format: options.format, filters });
    await write(context, ctx, id, what);
    const { content } = await exports.open(ctx, id, [what]);
    if (options.out !== undefined) {
      await pipeline(content, createWriteStream(options.out, { mode: 0o600 }));
      if (options.json === true) answer(options, { id, kind: what, file: options.out }, '');
    } else await pipeline(content, process.stdout, { end: false });
  });
}

/** Works on the export as a worker does; where a worker was quicker it looks on. */
async function write(
  context: INestApplicationContext,
  ctx: RequestContext,
  id: string,
  what: ExportKind,
): Promise<void> {
  const { HandleExports } = await import('../modules/transfers/use-cases/handle-exports.js');
  const { RunFileExport } = await import('../modules/transfers/use-cases/run-file-export.js');
  const progress = new Progress();
  for (;;) {
    const more = await context.get(RunFileExport).execute(ctx, id, (rows) => {
      progress.show(rows);
      return Promise.resolve();
    });
    const view = await context.get(HandleExports).get(id, [what]);
    if (view.status !== 'queued' && view.status !== 'running') {
      progress.end(view.rowsWritten);
      return;
    }
    if (!more) await sleep(WAIT_MS);
  }
}
