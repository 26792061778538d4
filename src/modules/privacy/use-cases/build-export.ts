import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { ExportsRepository } from '../data/exports.repository.js';
import { exportStatement } from '../data/person-sql.js';
import { FIRST_ID } from '../data/reseal.js';
import { RowOpener } from '../data/row-opener.js';
import { type StoredTable, storedTables } from '../personal-data.js';
import { transfersQueue } from '../privacy.jobs.js';
import type { DataExportView } from '../privacy.types.js';

/** Rows read at once. */
const BATCH = 200;
/** Characters of clear text in a part: what worker and API hold in memory of an export. */
const PART_CHARACTERS = 128 * 1024;
/** How long an export can be fetched. */
export const EXPORT_DAYS = 7;

/** Another build has taken over, or the person is being erased: nothing is to be done any more. */
class TakenOver extends Error {}

/**
 * Writes all rows of a person into one JSON document, as encrypted parts. Killed, it begins anew; of
 * two at once the later one wins.
 */
@Injectable()
export class BuildExport {
  constructor(
    private readonly db: Db,
    private readonly uow: UnitOfWork,
    private readonly exports: ExportsRepository,
    private readonly opener: RowOpener,
    private readonly outbox: Outbox,
  ) {}

  /** @returns whether the export is ready and its link on its way */
  async execute(ctx: RequestContext, exportId: string): Promise<boolean> {
    const asked = await this.exports.find(ctx, exportId);
    const buildId = await this.uow.run(ctx, (tx) => this.exports.begin(tx, exportId));
    if (!asked || buildId === null) return false;
    try {
      const sizeBytes = await this.writeParts(ctx, asked, buildId);
      return await this.uow.run(ctx, (tx) => this.finish(tx, exportId, buildId, sizeBytes));
    } catch (error) {
      if (error instanceof TakenOver) return false;
      throw error;
    }
  }

  private async finish(tx: Tx, exportId: string, buildId: string, size: number): Promise<boolean> {
    const end = { sizeBytes: size, days: EXPORT_DAYS };
    if (!(await this.exports.finish(tx, exportId, buildId, end))) return false;
    const about = { aggregateId: exportId };
    await this.outbox.enqueue(tx, transfersQueue, 'send-export-link', { exportId }, about);
    return true;
  }

  private async writeParts(
    ctx: RequestContext,
    asked: DataExportView,
    buildId: string,
  ): Promise<number> {
    let buffer = '';
    let number = 0;
    let sizeBytes = 0;
    const flush = async (): Promise<void> => {
      const part = { number, content: buffer };
      const isMine = await this.uow.run(ctx, (tx) =>
        this.exports.addPart(tx, asked.id, buildId, part),
      );
      if (!isMine) throw new TakenOver();
      sizeBytes += Buffer.byteLength(buffer);
      number += 1;
      buffer = '';
    };
    for await (const piece of this.document(ctx, asked)) {
      buffer += piece;
      if (buffer.length >= PART_CHARACTERS) await flush();
    }
    await flush();
    return sizeBytes;
  }

  /** The document in pieces, each at most one row. */
  private async *document(ctx: RequestContext, asked: DataExportView): AsyncGenerator<string> {
    const head = { userId: asked.userId, requestedAt: asked.requestedAt };
    yield `{"export":${JSON.stringify(head)},"tables":{`;
    let first = true;
    for (const table of storedTables()) {
      if (table.rules.exported !== true) continue;
      yield `${first ? '' : ','}\n${JSON.stringify(table.name)}:[`;
      first = false;
      yield* this.rowsOf(ctx, table, asked.userId);
      yield ']';
    }
    yield '}}\n';
  }

  private async *rowsOf(
    ctx: RequestContext,
    table: StoredTable,
    userId: string,
  ): AsyncGenerator<string> {
    const statement = exportStatement(table);
    let separator = '\n';
    for (let after = FIRST_ID; ;) {
      const values = [userId, [], after, BATCH];
      const rows = await this.db.queryAs<{ id: string; row: Record<string, unknown> }>(
        ctx,
        statement,
        values,
      );
      for (const { id, row } of rows) {
        yield `${separator}${JSON.stringify(this.opener.open(table, id, row))}`;
        separator = ',\n';
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }
}
