import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { FileExportsRepository } from '../data/exports.repository.js';
import { ImportsRepository } from '../data/imports.repository.js';
import { fileTransfersQueue } from '../transfers.jobs.js';

/** Takes away what was kept long enough, and rings again for what nobody works on. */
@Injectable()
export class RemoveOldFiles {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly imports: ImportsRepository,
    private readonly exports: FileExportsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @returns how many files went */
  async execute(ctx: RequestContext): Promise<number> {
    let removed = 0;
    for (let last = -1; last !== 0; removed += last) {
      last = await this.uow.run(ctx, (tx) => this.imports.dropExpired(tx));
    }
    await this.uow.run(ctx, (tx) => this.exports.expire(tx));
    const stuck = await this.imports.findStuck(ctx);
    const payloads = stuck.map((importId) => ({ importId }));
    await this.uow.run(ctx, (tx) =>
      this.outbox.enqueueMany(tx, fileTransfersQueue, 'run-import', payloads),
    );
    return removed;
  }
}
