import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import { ZonesRepository, type ZoneValues, type ZoneView } from '../data/zones.repository.js';
import { CountryTaken, ZoneInUse, ZoneNotFound } from '../shipping.errors.js';

/** Makes, changes and deletes shipping zones; a country stands in one zone at most. */
@Injectable()
export class SaveZone {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly zones: ZonesRepository,
  ) {}

  /** @throws CountryTaken, RestOfWorldTaken, ShippingCodeTaken */
  create(ctx: RequestContext, values: ZoneValues): Promise<ZoneView> {
    return this.uow.run(ctx, async (tx) => {
      await this.zones.lockAll(tx);
      return this.save(tx, null, values);
    });
  }

  /** @throws ZoneNotFound, CountryTaken, RestOfWorldTaken, ShippingCodeTaken, PreconditionFailed */
  change(
    ctx: RequestContext,
    id: string,
    changes: Partial<ZoneValues>,
    ifMatch: string | null,
  ): Promise<ZoneView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.locked(tx, id, ifMatch);
      return this.save(tx, id, { ...stored, ...changes });
    });
  }

  /** @throws ZoneNotFound, ZoneInUse, PreconditionFailed */
  delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      if (!(await this.zones.deleteUnused(tx, id))) throw new ZoneInUse();
    });
  }

  private async locked(tx: Tx, id: string, ifMatch: string | null): Promise<ZoneView> {
    await this.zones.lockAll(tx);
    const stored = await this.zones.find(tx, id);
    if (stored === null) throw new ZoneNotFound();
    assertUnchanged(ifMatch, etagOf(stored));
    return stored;
  }

  private async save(tx: Tx, id: string | null, values: ZoneValues): Promise<ZoneView> {
    const countries = [...new Set(values.countries)].sort();
    const taken = await this.zones.takenCountries(tx, id, countries);
    if (taken.length > 0) {
      const owners = taken.map(({ country, code }) => ({ country, zone: code }));
      throw new CountryTaken(undefined, { countries: owners });
    }
    return this.zones.save(tx, id, { ...values, countries });
  }
}
