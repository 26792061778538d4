import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertAttribute, etagOfAttribute } from '../attribute-view.js';
import {
  AttributesRepository,
  type AttributeView,
  type AttributeWords,
} from '../data/attributes.repository.js';
import { AttributeValueNotFound, NotSiblings } from '../groups.errors.js';

/** One change of an attribute; codes are never changed, because addresses and rules hold them. */
export type AttributeChange =
  | { readonly name: string }
  | { readonly addValues: readonly AttributeWords[] }
  | { readonly valueId: number; readonly value: string }
  /** The given values come first, the others stay behind them as they were. */
  | { readonly order: readonly number[] };

/** Renames an attribute or a value, adds values, or puts them into another order. */
@Injectable()
export class ChangeAttribute {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attributes: AttributesRepository,
  ) {}

  /**
   * @throws AttributeNotFound, AttributeValueNotFound, NameTaken, CodeTaken, NotSiblings
   * @throws PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: number,
    change: AttributeChange,
    ifMatch: string | null,
  ): Promise<AttributeView> {
    return this.uow.run(ctx, async (tx) => {
      await this.attributes.lock(tx, id);
      const stored = await this.attributes.find(tx, id);
      assertAttribute(stored);
      assertUnchanged(ifMatch, etagOfAttribute(stored));
      await this.apply(tx, id, change);
      const changed = await this.attributes.find(tx, id);
      assertAttribute(changed);
      return changed;
    });
  }

  private async apply(tx: Tx, id: number, change: AttributeChange): Promise<void> {
    if ('name' in change) return this.attributes.rename(tx, id, change.name);
    if ('addValues' in change) return this.attributes.insertValues(tx, id, change.addValues);
    if ('order' in change) {
      const strangers = await this.attributes.orderValues(tx, id, change.order);
      if (strangers.length > 0) throw new NotSiblings(undefined, { ids: strangers.slice(0, 20) });
      return;
    }
    const isThere = await this.attributes.renameValue(tx, id, change.valueId, change.value);
    if (!isThere) throw new AttributeValueNotFound();
  }
}
