import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertAttribute, etagOfAttribute } from '../attribute-view.js';
import { AttributesRepository, type AttributeView } from '../data/attributes.repository.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { AttributeInUse, AttributeValueNotFound } from '../groups.errors.js';

/**
 * Deletes an attribute with all its values, or one value, for good: nothing that is in use is deleted,
 * so there is nothing to restore.
 */
@Injectable()
export class DeleteAttribute {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attributes: AttributesRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * @param valueId null deletes the attribute
   * @throws AttributeNotFound, AttributeValueNotFound, AttributeInUse, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: number,
    valueId: number | null,
    ifMatch: string | null,
  ): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.rules.lock(tx);
      await this.attributes.lock(tx, id);
      const stored = await this.attributes.find(tx, id);
      assertAttribute(stored);
      assertUnchanged(ifMatch, etagOfAttribute(stored));
      await this.assertUnused(tx, stored, valueId);
      await this.attributes.deleteValues(tx, id, valueId);
      if (valueId === null) await this.attributes.delete(tx, id);
    });
  }

  /** Locked values cannot be given to a variant while they are counted. */
  private async assertUnused(
    tx: Tx,
    { id, code, values = [] }: AttributeView,
    valueId: number | null,
  ): Promise<void> {
    const value = values.find((one) => one.id === valueId);
    if (valueId !== null && value === undefined) throw new AttributeValueNotFound();
    await this.attributes.lockValues(tx, id, value ? [value.id] : values.map((one) => one.id));
    const variants = await this.attributes.countUses(tx, id, valueId);
    const collections = await this.rules.countNaming(tx, code, value?.code ?? null);
    if (variants + collections > 0) throw new AttributeInUse(undefined, { variants, collections });
  }
}
