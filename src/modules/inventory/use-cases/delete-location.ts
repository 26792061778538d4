import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { LocationsRepository } from '../data/locations.repository.js';
import { etagOfLocation } from '../data/location-etag.js';
import { LocationInUse, LocationNotFound } from '../inventory.errors.js';

/** Takes an empty place away; its ledger stays, and its code is free again. */
@Injectable()
export class DeleteLocation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly locations: LocationsRepository,
  ) {}

  /** @throws LocationNotFound, PreconditionFailed, LocationInUse */
  async execute(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.locations.lockAll(tx);
      const stored = await this.locations.find(tx, id);
      if (stored === null) throw new LocationNotFound();
      assertUnchanged(ifMatch, etagOfLocation(stored));
      if (!(await this.locations.delete(tx, id))) throw new LocationInUse();
    });
  }
}
