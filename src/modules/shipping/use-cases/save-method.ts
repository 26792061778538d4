import { Injectable } from '@nestjs/common';
import { assertUnchanged, etagOf } from '../../../common/http/if-match.js';
import type { RequestContext } from '../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../database/unit-of-work.js';
import {
  MethodsRepository,
  type MethodValues,
  type MethodView,
} from '../data/methods.repository.js';
import { assertRates, type RateValues } from '../domain/rate-rules.js';
import { ShippingMethodNotFound } from '../shipping.errors.js';

/** What may change of a method: its code stands in orders. */
export type MethodChanges = Partial<Omit<MethodValues, 'code'>>;

/** Makes, changes and deletes shipping methods and what they cost. Orders keep what they were placed with. */
@Injectable()
export class SaveMethod {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly methods: MethodsRepository,
  ) {}

  /** @throws ShippingCodeTaken, RatesInvalid, ZoneNotFound, and the errors of money */
  create(
    ctx: RequestContext,
    values: MethodValues,
    rates: readonly RateValues[],
  ): Promise<MethodView> {
    assertRates(rates);
    return this.uow.run(ctx, async (tx) => {
      const id = await this.methods.insert(tx, values);
      await this.methods.replaceRates(tx, id, rates);
      return this.found(tx, id);
    });
  }

  /** @throws ShippingMethodNotFound, PreconditionFailed */
  change(
    ctx: RequestContext,
    id: string,
    changes: MethodChanges,
    ifMatch: string | null,
  ): Promise<MethodView> {
    return this.uow.run(ctx, async (tx) => {
      const stored = await this.locked(tx, id, ifMatch);
      await this.methods.update(tx, id, { ...stored, ...changes });
      return this.found(tx, id);
    });
  }

  /**
   * Puts all rates of a method in the place of those that were there.
   *
   * @throws ShippingMethodNotFound, ZoneNotFound, RatesInvalid, PreconditionFailed, and the errors of money
   */
  replaceRates(
    ctx: RequestContext,
    id: string,
    rates: readonly RateValues[],
    ifMatch: string | null,
  ): Promise<MethodView> {
    assertRates(rates);
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      await this.methods.replaceRates(tx, id, rates);
      return this.found(tx, id);
    });
  }

  /** @throws ShippingMethodNotFound, PreconditionFailed */
  delete(ctx: RequestContext, id: string, ifMatch: string | null): Promise<void> {
    return this.uow.run(ctx, async (tx) => {
      await this.locked(tx, id, ifMatch);
      await this.methods.delete(tx, id);
    });
  }

  private async locked(tx: Tx, id: string, ifMatch: string | null): Promise<MethodView> {
    await this.methods.lock(tx, id);
    const stored = await this.found(tx, id);
    assertUnchanged(ifMatch, etagOf(stored));
    return stored;
  }

  private async found(tx: Tx, id: string): Promise<MethodView> {
    const method = await this.methods.find(tx, id);
    if (method === null) throw new ShippingMethodNotFound();
    return method;
  }
}
