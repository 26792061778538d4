import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertAttribute, etagOfAttribute } from '../attribute-view.js';
import { AttributesRepository, type AttributeView } from '../data/attributes.repository.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { AttributeValueNotFound, ValuesCollide } from '../groups.errors.js';

/** Makes one value of two that mean the same (`Navy`, `navy blue`): variants and rules follow. */
@Injectable()
export class MergeAttributeValues {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attributes: AttributesRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * @param fromId is gone afterwards
   * @throws AttributeNotFound, AttributeValueNotFound, ValuesCollide, PreconditionFailed
   */
  async execute(
    ctx: RequestContext,
    id: number,
    fromId: number,
    intoId: number,
    ifMatch: string | null,
  ): Promise<AttributeView> {
    return this.uow.run(ctx, async (tx) => {
      await this.rules.lock(tx);
      await this.attributes.lock(tx, id);
      const stored = await this.attributes.find(tx, id);
      assertAttribute(stored);
      assertUnchanged(ifMatch, etagOfAttribute(stored));
      const codeOf = (valueId: number) => stored.values?.find((v) => v.id === valueId)?.code;
      const [from, into] = [codeOf(fromId), codeOf(intoId)];
      if (from === undefined || into === undefined || from === into) {
        throw new AttributeValueNotFound();
      }
      await this.attributes.lockValues(tx, id, [fromId, intoId]);
      const products = await this.attributes.countCollisions(tx, fromId, intoId);
      if (products > 0) throw new ValuesCollide(undefined, { products });
      const collections = await this.rules.renameValue(tx, stored.code, from, into);
      await this.attributes.merge(tx, fromId, intoId);
      await this.attributes.deleteValues(tx, id, fromId);
      await this.rules.fill(tx, collections);
      const merged = await this.attributes.find(tx, id);
      assertAttribute(merged);
      return merged;
    });
  }
}
