import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type RequestContext, withAllRows } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { ExportsRepository } from '../data/exports.repository.js';
import { ExportNotFound, ExportNotReady } from '../privacy.errors.js';
import type { DataExportView } from '../privacy.types.js';

/** An export on its way to its owner. */
export interface OpenedExport {
  readonly id: string;
  readonly sizeBytes: number;
  /** The JSON document, decrypted part by part as it is read. */
  readonly content: Readable;
}

/** Opens an export for its owner: by his session, or by the code that was mailed to him. */
@Injectable()
export class FetchExport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly exports: ExportsRepository,
  ) {}

  /** @throws ExportNotFound, also for somebody else's; ExportNotReady */
  async own(ctx: RequestContext, userId: string, id: string): Promise<OpenedExport> {
    const opened = await this.uow.run(ctx, (tx) => this.exports.openOwn(tx, userId, id));
    if (opened) return this.toOpened(ctx, opened);
    const known = await this.exports.find(ctx, id);
    if (known?.userId === userId && known.status === 'requested') throw new ExportNotReady();
    throw new ExportNotFound();
  }

  /** @throws ExportNotFound when the code is wrong, over or was used too often */
  async byCode(ctx: RequestContext, code: string): Promise<OpenedExport> {
    // Nobody is logged in: the code alone tells whose rows they are.
    const all = withAllRows(ctx);
    const opened = await this.uow.run(all, (tx) => this.exports.openByCode(tx, code));
    if (!opened) throw new ExportNotFound();
    return this.toOpened(all, opened);
  }

  private toOpened(ctx: RequestContext, { id, sizeBytes }: DataExportView): OpenedExport {
    const content = Readable.from(this.exports.read(ctx, id), { objectMode: false });
    return { id, sizeBytes, content };
  }
}
