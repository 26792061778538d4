import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import {
  type Location,
  LocationsRepository,
  type LocationValues,
} from '../data/locations.repository.js';
import { etagOfLocation } from '../data/location-etag.js';
import { LocationInUse, LocationNotFound } from '../inventory.errors.js';

/** Changes name, code and whether things come to a place, or makes it the one that is meant when none is named. */
@Injectable()
export class UpdateLocation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly locations: LocationsRepository,
  ) {}

  /**
   * What is left out stays.
   *
   * @throws LocationNotFound, PreconditionFailed, LocationCodeTaken
   * @throws LocationInUse when the default place would be closed
   */
  async execute(
    ctx: RequestContext,
    id: string,
    patch: Partial<LocationValues> & { readonly isDefault?: true | undefined },
    ifMatch: string | null,
  ): Promise<Location> {
    return this.uow.run(ctx, async (tx) => {
      await this.locations.lockAll(tx);
      const stored = await this.locations.find(tx, id);
      if (stored === null) throw new LocationNotFound();
      assertUnchanged(ifMatch, etagOfLocation(stored));
      const isActive = patch.isActive ?? stored.isActive;
      const isDefault = stored.isDefault || patch.isDefault === true;
      if (isDefault && !isActive) throw new LocationInUse();
      const { code = stored.code, name = stored.name } = patch;
      await this.locations.update(tx, id, { code, name, isActive });
      if (isDefault && !stored.isDefault) await this.locations.makeDefault(tx, id);
      return { ...stored, code, name, isActive, isDefault };
    });
  }
}
