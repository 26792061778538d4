import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import {
  type Location,
  LocationsRepository,
  type LocationValues,
} from '../data/locations.repository.js';
import { LocationNotFound } from '../inventory.errors.js';

/** A new place; nothing lies there yet. */
@Injectable()
export class CreateLocation {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly locations: LocationsRepository,
  ) {}

  /** @throws LocationCodeTaken */
  async execute(ctx: RequestContext, values: LocationValues): Promise<Location> {
    return this.uow.run(ctx, async (tx) => {
      const id = await this.locations.insert(tx, values);
      const made = await this.locations.find(tx, id);
      if (made === null) throw new LocationNotFound();
      return made;
    });
  }
}
