import { Injectable } from '@nestjs/common';
import { assertUnchanged } from '../../../../common/http/if-match.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertMetadataSchema } from '../../domain/metadata-schema.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { type CollectionRules, parseRules } from '../domain/collection-rules.js';
import { assertLiving, assertThere, etagOfGroup } from '../group-view.js';
import type { Group, GroupPatch, GroupTable, GroupValues } from '../groups.types.js';
import { assertNamesKnown } from './rule-checks.js';

/** Changes texts, slug, place, tax class, metadata schema or rules of a group. */
@Injectable()
export class UpdateGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * What is left out stays. New rules pick anew at once; without rules all products that are in stay.
   *
   * @throws PreconditionFailed, NameTaken, SlugTaken, MetadataSchemaInvalid, RulesInvalid
   * @throws CategoryNotFound, BrandNotFound, CollectionNotFound
   */
  async execute(
    ctx: RequestContext,
    table: GroupTable,
    id: string,
    patch: GroupPatch,
    ifMatch: string | null,
  ): Promise<Group> {
    const rules = patch.rules ? parseRules(patch.rules) : patch.rules;
    if (patch.metadataSchema) assertMetadataSchema(patch.metadataSchema);
    return this.uow.run(ctx, async (tx) => {
      if (rules !== undefined) await this.rules.lock(tx);
      const stored = await this.groups.hold(tx, table, id);
      assertLiving(table, stored);
      assertUnchanged(ifMatch, etagOfGroup(stored));
      if (rules) await assertNamesKnown(this.rules, tx, rules);
      await this.groups.update(tx, table, id, merge(stored, patch, rules));
      if (rules !== undefined) await this.followRules(tx, id, rules);
      const changed = await this.groups.find(tx, table, id);
      assertThere(table, changed);
      return changed;
    });
  }

  private async followRules(tx: Tx, id: string, rules: CollectionRules | null): Promise<void> {
    await (rules === null ? this.rules.freeze(tx, id) : this.rules.fill(tx, [id]));
  }
}

function merge(
  stored: Group,
  patch: GroupPatch,
  rules: CollectionRules | null | undefined,
): GroupValues {
  const { name, slug, description, displayOrder, taxClass, metadataSchema } = patch;
  return {
    name: name ?? stored.name,
    slug: slug ?? stored.slug,
    description: description === undefined ? stored.description : description,
    displayOrder: displayOrder ?? null,
    taxClass: (taxClass === undefined ? stored.taxClass : taxClass) ?? null,
    metadataSchema: (metadataSchema === undefined ? stored.metadataSchema : metadataSchema) ?? null,
    rules: (rules === undefined ? stored.rules : rules) ?? null,
  };
}
