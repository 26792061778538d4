import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { askingOf, type ImportRow, ImportsRepository } from '../data/imports.repository.js';
import { ImportNotFound, ImportNotPossible } from '../transfers.errors.js';
import { fileTransfersQueue } from '../transfers.jobs.js';
import type { ImportKind, ImportView } from '../transfers.types.js';

/** Stops an import, or starts it once more from its first row. */
@Injectable()
export class SteerImport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * What is written stays; the batch at hand is the last one.
   *
   * @throws ImportNotFound, ImportNotPossible
   */
  async cancel(ctx: RequestContext, id: string, kinds: readonly ImportKind[]): Promise<ImportView> {
    return this.uow.run(ctx, (tx) =>
      this.change(tx, id, kinds, () =>
        this.imports.setStatus(tx, id, ['uploading', 'queued', 'running'], 'cancelled'),
      ),
    );
  }

  /**
   * Runs it for good: after a dry run, or again after it was cancelled or failed. Rows that were
   * written before are found unchanged. One that stopped because a right was taken away goes on where
   * it stopped, as it was asked for. Whoever calls is answerable for what is written from now on.
   *
   * @throws ImportNotFound, ImportNotPossible
   */
  async run(ctx: RequestContext, id: string, kinds: readonly ImportKind[]): Promise<ImportView> {
    return this.uow.run(ctx, async (tx) => {
      const row = await this.change(
        tx,
        id,
        kinds,
        async () =>
          (await this.imports.goOn(tx, id, askingOf(ctx))) ??
          (await this.imports.restart(tx, id, askingOf(ctx))),
      );
      const payload = { importId: id };
      const about = { aggregateId: id };
      await this.outbox.enqueue(tx, fileTransfersQueue, 'run-import', payload, about);
      return row;
    });
  }

  private async change(
    tx: Tx,
    id: string,
    kinds: readonly ImportKind[],
    step: () => Promise<ImportRow | null>,
  ): Promise<ImportView> {
    const found = await this.imports.find(tx, id, kinds);
    if (!found) throw new ImportNotFound();
    const row = await step();
    if (!row) throw new ImportNotPossible(undefined, { status: found.status });
    return row;
  }
}
