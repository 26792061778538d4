import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DomainError } from '../../../common/errors/domain-error.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { RightsService } from '../../access/rights.service.js';
import { ImportsRepository } from '../data/imports.repository.js';
import { BadCell } from '../domain/cells.js';
import { RowMapper } from '../domain/columns.js';
import { formatOf } from '../formats/formats.js';
import { FileUnreadable, RightLost } from '../transfers.errors.js';
import {
  type FileLayout,
  IMPORT_RIGHTS,
  type ImportStatus,
  type ImportView,
} from '../transfers.types.js';
import { type Batch, batchesOf } from '../worker/batches.js';
import { FileRows } from '../worker/file-rows.js';
import { SaveBatch } from '../worker/save-batch.js';

/** A run that died is taken over after so many seconds. */
const LEASE_SECONDS = 45;
/** A run ends after this long and another one goes on: other jobs of the queue get their turn. */
const SLICE_MS = 30_000;

/** A run that has an import. */
interface Run {
  readonly ctx: RequestContext;
  readonly leaseId: string;
  readonly asked: ImportView;
  readonly mapper: RowMapper;
}

/** Told after each batch. */
export type OnStep = (view: ImportView) => Promise<void>;

/**
 * Works on an import: reads on behind the last row that is done, saves batch by batch, and writes
 * down with each one how far it came. Killed anywhere, the next run goes on there; two runs at once
 * are one after the other. Whoever asked for it must hold the right to until the last batch.
 */
@Injectable()
export class RunImport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly saveBatch: SaveBatch,
    private readonly rights: RightsService,
  ) {}

  /** @returns whether there is more to be done, by another run */
  async execute(
    ctx: RequestContext,
    importId: string,
    onStep: OnStep = () => Promise.resolve(),
    sliceMs = SLICE_MS,
  ): Promise<boolean> {
    const leaseId = randomUUID();
    const asked = await this.uow.run(ctx, (tx) =>
      this.imports.take(tx, importId, leaseId, LEASE_SECONDS),
    );
    if (!asked) return false;
    const mapper = new RowMapper(formatOf(asked.kind, asked.format));
    // What is written is written by whoever asked for it.
    const run = { ctx: { ...ctx, actorId: asked.requestedBy }, leaseId, asked, mapper };
    try {
      return await this.work(run, onStep, Date.now() + sliceMs);
    } catch (error) {
      const isEnd = error instanceof FileUnreadable || error instanceof RightLost;
      if (isEnd || error instanceof BadCell) {
        return this.finish(run, 'failed', error);
      }
      await this.uow.run(ctx, (tx) => this.imports.letGo(tx, importId, leaseId));
      throw error;
    }
  }

  private async work(run: Run, onStep: OnStep, until: number): Promise<boolean> {
    const { id, byteOffset } = run.asked;
    let layout = run.asked.layout;
    let begun = Date.now();
    const file = new FileRows(this.imports, id);
    if (layout === null) layout = await this.firstLayout(run, file);
    const from = { byte: byteOffset, row: layout.lastRow };
    const isJson = run.asked.format === 'jsonl';
    const rows = isJson
      ? file.jsonl(from)
      : file.csv(from, { delimiter: layout.delimiter, trim: run.mapper.trims });
    const header = layout.header;
    for await (const batch of batchesOf(
      behindHeader(rows, isJson, from.byte),
      run.mapper,
      header,
    )) {
      if (isJson) layout = withNames(layout, batch, run.mapper);
      layout = { ...layout, lastRow: batch.lastRow };
      const view = await this.commit(run, batch, layout, begun);
      if (!view) return false;
      await onStep(view);
      begun = Date.now();
      if (begun < until) continue;
      await this.uow.run(run.ctx, (tx) => this.imports.letGo(tx, id, run.leaseId));
      return true;
    }
    return this.finish(run, 'completed');
  }

  /** @returns null when the import was cancelled or somebody else has it */
  private async commit(
    run: Run,
    batch: Batch,
    layout: FileLayout,
    begun: number,
  ): Promise<ImportView | null> {
    try {
      return await this.save(run, batch, { layout, begun, oneByOne: false });
    } catch (error) {
      // A broken constraint takes the whole transaction with it: once more, each product by itself.
      if (!(error instanceof DomainError) || error instanceof RightLost) throw error;
      return this.save(run, batch, { layout, begun, oneByOne: true });
    }
  }

  private async save(
    { ctx, leaseId, asked, mapper }: Run,
    batch: Batch,
    how: { readonly layout: FileLayout; readonly begun: number; readonly oneByOne: boolean },
  ): Promise<ImportView | null> {
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.imports.hold(tx, asked.id, leaseId, LEASE_SECONDS))) return null;
      await this.assertRight(tx, asked);
      const found = await this.imports.find(tx, asked.id, [asked.kind]);
      const about = { import: asked, mapper };
      const saved = await this.saveBatch.execute(tx, batch, about, how);
      return this.imports.advance(tx, asked.id, leaseId, {
        ...saved,
        byteOffset: batch.end,
        errorsKept: found?.errorsKept ?? 0,
        workedMs: Date.now() - how.begun,
        layout: how.layout,
      });
    });
  }

  /** The program itself may import what it likes. @throws RightLost */
  private async assertRight(tx: Tx, { kind, requestedBy, apiKeyId }: ImportView): Promise<void> {
    const right = IMPORT_RIGHTS[kind];
    if (requestedBy === null || (await this.rights.holds(tx, requestedBy, right, apiKeyId))) return;
    throw new RightLost(
      `Whoever asked for the import, or the key by which he did, does not hold ${right} any more. Somebody who does can let it go on: what is written stays`,
    );
  }

  private async firstLayout({ asked, mapper }: Run, file: FileRows): Promise<FileLayout> {
    if (asked.format === 'jsonl') {
      return { delimiter: '', header: [], unknown: [], notes: [], lastRow: 0 };
    }
    const delimiter = await file.delimiter();
    for await (const row of file.csv({ byte: 0, row: 0 }, { delimiter, trim: mapper.trims })) {
      return mapper.layoutOf(row.cells ?? [], delimiter);
    }
    throw new FileUnreadable('There is nothing in the file');
  }

  private async finish(
    { ctx, leaseId, asked }: Run,
    status: ImportStatus,
    error?: DomainError | BadCell,
  ): Promise<false> {
    const end = error ? { status, code: error.code, detail: error.message } : { status };
    await this.uow.run(ctx, (tx) => this.imports.finish(tx, asked.id, leaseId, end));
    return false;
  }
}

/** The first row of a CSV file has the names of the columns. */
async function* behindHeader<Row>(
  rows: AsyncIterable<Row>,
  isJson: boolean,
  byte: number,
): AsyncGenerator<Row> {
  let isHeader = !isJson && byte === 0;
  for await (const row of rows) {
    if (!isHeader) yield row;
    isHeader = false;
  }
}

/** A JSONL file has no header: the keys of its first rows are one. */
function withNames(layout: FileLayout, batch: Batch, mapper: RowMapper): FileLayout {
  if (layout.header.length > 0) return layout;
  const header = [...batch.names];
  return { ...layout, header, unknown: mapper.unknownOf(header) };
}
