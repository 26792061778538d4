import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { AttributesRepository } from '../data/attributes.repository.js';
import { NotSiblings } from '../groups.errors.js';

/** Puts the attributes into another order: the given ones first, the others behind them as they were. */
@Injectable()
export class OrderAttributes {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attributes: AttributesRepository,
  ) {}

  /** @throws NotSiblings when one of them is none */
  async execute(ctx: RequestContext, ids: readonly number[]): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      const strangers = await this.attributes.order(tx, ids);
      if (strangers.length > 0) throw new NotSiblings(undefined, { ids: strangers.slice(0, 20) });
    });
  }
}
