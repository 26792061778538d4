import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { FileExportsRepository } from '../data/exports.repository.js';
import { ExportNotFound, ExportNotReady, TooManyExportsRunning } from '../transfers.errors.js';
import { fileTransfersQueue } from '../transfers.jobs.js';
import type { ExportFilters, ExportFormat, ExportKind, ExportView } from '../transfers.types.js';

/** Exports on their way at the same time, of all staff together. */
const MAX_RUNNING = 10;
const RETRY_AFTER_SECONDS = 60;

/** Asks for exports and shows them to staff. Who asked and who fetched stands in the audit log. */
@Injectable()
export class HandleExports {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly exports: FileExportsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws TooManyExportsRunning */
  async start(
    ctx: RequestContext,
    asked: { kind: ExportKind; format: ExportFormat; filters: ExportFilters },
  ): Promise<ExportView> {
    return this.uow.run(ctx, async (tx) => {
      if ((await this.exports.countRunning(tx)) >= MAX_RUNNING) {
        const details = { retryAfterSeconds: RETRY_AFTER_SECONDS };
        throw new TooManyExportsRunning(undefined, details);
      }
      const row = await this.exports.insert(tx, ctx.actorId, asked);
      const about = { aggregateId: row.id };
      const payload = { exportId: row.id };
      await this.outbox.enqueue(tx, fileTransfersQueue, 'run-file-export', payload, about);
      return row;
    });
  }

  /** @throws InvalidCursor */
  async list(
    kinds: readonly ExportKind[],
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<ExportView>> {
    const after = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.exports.list(kinds, limit + 1, after);
    return toPage(rows, limit, (row) => row, encodeTimeCursor);
  }

  /** @throws ExportNotFound, also for one of another area */
  async get(id: string, kinds: readonly ExportKind[]): Promise<ExportView> {
    const found = await this.exports.find(id, kinds);
    if (!found) throw new ExportNotFound();
    return found;
  }

  /** The file, decrypted as it is read. @throws ExportNotFound, ExportNotReady */
  async open(
    ctx: RequestContext,
    id: string,
    kinds: readonly ExportKind[],
  ): Promise<{ view: ExportView; content: Readable }> {
    const opened = await this.uow.run(ctx, (tx) => this.exports.open(tx, id, kinds));
    if (opened) {
      const content = Readable.from(this.exports.read(id), { objectMode: false });
      return { view: opened, content };
    }
    const { status } = await this.get(id, kinds);
    if (status === 'queued' || status === 'running') throw new ExportNotReady();
    throw new ExportNotFound();
  }
}
