import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertAttribute } from '../attribute-view.js';
import {
  AttributesRepository,
  type AttributeView,
  type AttributeWords,
} from '../data/attributes.repository.js';

/** Makes an attribute, with its first values if there are any. */
@Injectable()
export class CreateAttribute {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly attributes: AttributesRepository,
  ) {}

  /** @throws NameTaken, CodeTaken */
  async execute(
    ctx: RequestContext,
    attribute: AttributeWords,
    values: readonly AttributeWords[],
  ): Promise<AttributeView> {
    return this.uow.run(ctx, async (tx) => {
      const id = await this.attributes.insert(tx, attribute);
      await this.attributes.insertValues(tx, id, values);
      const made = await this.attributes.find(tx, id);
      assertAttribute(made);
      return made;
    });
  }
}
