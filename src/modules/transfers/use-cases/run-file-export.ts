import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { type ExportRow, FileExportsRepository } from '../data/exports.repository.js';
import { ExportPages } from '../worker/export-pages.js';

/** A run that died is taken over after so many seconds. */
const LEASE_SECONDS = 45;
/** A run ends after this long and another one goes on. */
const SLICE_MS = 30_000;

/**
 * Works on an export: a page after the other, each written down with where the next one begins.
 * Killed anywhere, the next run goes on there.
 */
@Injectable()
export class RunFileExport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly exports: FileExportsRepository,
    private readonly pages: ExportPages,
  ) {}

  /** @returns whether there is more to be done, by another run */
  async execute(
    ctx: RequestContext,
    exportId: string,
    onStep: (rows: number) => Promise<void> = () => Promise.resolve(),
    sliceMs = SLICE_MS,
  ): Promise<boolean> {
    const leaseId = randomUUID();
    const asked = await this.uow.run(ctx, (tx) =>
      this.exports.take(tx, exportId, leaseId, LEASE_SECONDS),
    );
    if (!asked) return false;
    try {
      return await this.write(ctx, asked, { leaseId, onStep, until: Date.now() + sliceMs });
    } catch (error) {
      await this.uow.run(ctx, (tx) => this.exports.letGo(tx, exportId, leaseId));
      throw error;
    }
  }

  private async write(
    ctx: RequestContext,
    asked: ExportRow,
    run: { leaseId: string; onStep: (rows: number) => Promise<void>; until: number },
  ): Promise<boolean> {
    const { leaseId, onStep, until } = run;
    const header = asked.header ?? (await this.pages.headerOf(ctx, asked.kind));
    let rows = asked.rowsWritten;
    // A first part that was written with nothing behind it means that all is written.
    let after = asked.readUntil;
    let isFirst = asked.parts === 0;
    while (isFirst || after !== null) {
      const begun = Date.now();
      const page = await this.pages.page(ctx, asked, header, after);
      const part = { content: page.text, rows: page.rows, readUntil: page.next };
      const more = { header: isFirst ? header : null, leaseSeconds: LEASE_SECONDS };
      const isMine = await this.uow.run(ctx, (tx) =>
        this.exports.addPart(tx, asked.id, leaseId, {
          ...part,
          ...more,
          workedMs: Date.now() - begun,
        }),
      );
      if (!isMine) return false;
      rows += page.rows;
      await onStep(rows);
      after = page.next;
      isFirst = false;
      if (after === null || Date.now() < until) continue;
      await this.uow.run(ctx, (tx) => this.exports.letGo(tx, asked.id, leaseId));
      return true;
    }
    await this.uow.run(ctx, (tx) => this.exports.finish(tx, asked.id, leaseId));
    return false;
  }
}
