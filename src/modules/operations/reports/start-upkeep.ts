import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import { maintenanceQueue, type UpkeepKind } from '../operations.jobs.js';

/** Asks a worker for upkeep by hand. */
@Injectable()
export class StartUpkeep {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  async execute(ctx: RequestContext, kind: UpkeepKind): Promise<void> {
    const asked = ctx.actorId === null ? {} : { requestedBy: ctx.actorId };
    await this.uow.run(ctx, (tx) =>
      this.outbox.enqueue(tx, maintenanceQueue, 'keep-up', { kind, ...asked }),
    );
  }
}
