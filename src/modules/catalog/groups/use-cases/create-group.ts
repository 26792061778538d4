import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../../../database/unit-of-work.js';
import { assertMetadataSchema } from '../../domain/metadata-schema.js';
import { slugOf } from '../../domain/slug.js';
import { CollectionRulesRepository } from '../data/collection-rules.repository.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { TakeoverRepository } from '../data/takeover.repository.js';
import { type CollectionRules, parseRules } from '../domain/collection-rules.js';
import { assertThere, GROUP_KIND } from '../group-view.js';
import { ParentUnusable } from '../groups.errors.js';
import type { Group, GroupTable, NewGroup } from '../groups.types.js';
import { assertNamesKnown } from './rule-checks.js';

/** Makes a category, brand or collection; nobody but staff sees it until it is published. */
@Injectable()
export class CreateGroup {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly groups: GroupsRepository,
    private readonly takeover: TakeoverRepository,
    private readonly rules: CollectionRulesRepository,
  ) {}

  /**
   * @throws NameTaken, SlugTaken, ParentUnusable, MetadataSchemaInvalid, RulesInvalid
   */
  async execute(ctx: RequestContext, table: GroupTable, group: NewGroup): Promise<Group> {
    const rules = group.rules ? parseRules(group.rules) : null;
    if (group.metadataSchema) assertMetadataSchema(group.metadataSchema);
    const id = randomUUID();
    return this.uow.run(ctx, async (tx) => {
      await this.prepare(tx, table, group.parentId ?? null, rules);
      await this.insert(tx, table, id, group, rules);
      if (rules) await this.rules.fill(tx, [id]);
      const made = await this.groups.find(tx, table, id);
      assertThere(table, made);
      return made;
    });
  }

  private async prepare(
    tx: Tx,
    table: GroupTable,
    parentId: string | null,
    rules: CollectionRules | null,
  ): Promise<void> {
    if (rules) {
      await this.rules.lock(tx);
      await assertNamesKnown(this.rules, tx, rules);
    }
    if (table === 'categories') {
      await this.takeover.lockTree(tx);
      const isUsable = parentId === null || (await this.takeover.isParent(tx, parentId));
      if (!isUsable) throw new ParentUnusable();
    }
    // Two that are made at once get a slug and a place each.
    await this.takeover.lockOrder(tx, table);
  }

  private async insert(
    tx: Tx,
    table: GroupTable,
    id: string,
    group: NewGroup,
    rules: CollectionRules | null,
  ): Promise<void> {
    const { name, description = null, displayOrder = null, parentId = null } = group;
    const { taxClass = null, metadataSchema = null } = group;
    const slug =
      group.slug ?? (await this.groups.freeSlug(tx, table, slugOf(name, GROUP_KIND[table])));
    const values = { name, slug, description, displayOrder, parentId };
    await this.groups.insert(tx, table, id, { ...values, taxClass, metadataSchema, rules });
  }
}
