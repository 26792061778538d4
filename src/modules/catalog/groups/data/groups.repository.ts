import { Injectable } from '@nestjs/common';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type {
  TreeRow,
  Group,
  GroupFilter,
  GroupPosition,
  GroupTable,
  GroupValues,
} from '../groups.types.js';
import {
  CATEGORY_TREE_FOR_STAFF,
  changedColumnsOf,
  GROUP_STATEMENTS,
  ownColumnsOf,
} from './admin-group-query.js';

/** Categories, brands and collections as staff reads and writes them. */
@Injectable()
export class GroupsRepository {
  constructor(private readonly db: Db) {}

  /** Deleted ones too. */
  async find(tx: Tx | null, table: GroupTable, id: string): Promise<Group | null> {
    const [row] = await namedQuery<Group>(tx ?? this.db, GROUP_STATEMENTS[table].find, [id]);
    return row ?? null;
  }

  /** One more than asked for when there is a next page. */
  async list(
    table: GroupTable,
    filter: GroupFilter,
    after: GroupPosition | null,
    limit: number,
  ): Promise<Group[]> {
    const { q, published, deleted, parent } = filter;
    const position = [after?.order ?? null, after?.name ?? null, after?.id ?? null];
    return this.db.query<Group>(GROUP_STATEMENTS[table].list, [
      q,
      published,
      deleted,
      parent,
      ...position,
      limit + 1,
    ]);
  }

  /** All categories with their own products, siblings in their order. */
  async tree(): Promise<TreeRow[]> {
    return this.db.query<TreeRow>(CATEGORY_TREE_FOR_STAFF);
  }

  /** Holds a row against other writers and reads it, as the one before has left it. */
  async hold(tx: Tx, table: GroupTable, id: string): Promise<Group | null> {
    await namedQuery(tx, GROUP_STATEMENTS[table].hold, [[id]]);
    return this.find(tx, table, id);
  }

  /** {@link hold}, also against products that are put in; the others are only locked. */
  async close(
    tx: Tx,
    table: GroupTable,
    id: string,
    others: readonly string[],
  ): Promise<Group | null> {
    await namedQuery(tx, GROUP_STATEMENTS[table].close, [[id, ...others]]);
    return this.find(tx, table, id);
  }

  async insert(tx: Tx, table: GroupTable, id: string, values: GroupValues): Promise<void> {
    await namedQuery(
      tx,
      GROUP_STATEMENTS[table].insert,
      parametersOf(ownColumnsOf(table), id, values),
    );
  }

  async update(tx: Tx, table: GroupTable, id: string, values: GroupValues): Promise<void> {
    await namedQuery(
      tx,
      GROUP_STATEMENTS[table].update,
      parametersOf(changedColumnsOf(table), id, values),
    );
  }

  /** The slug itself, or with a number behind it when it is taken. */
  async freeSlug(tx: Tx, table: GroupTable, slug: string): Promise<string> {
    const [row] = await namedQuery<{ slug: string }>(tx, GROUP_STATEMENTS[table].freeSlug, [slug]);
    return row?.slug ?? slug;
  }

  async setPublished(tx: Tx, table: GroupTable, id: string, published: boolean): Promise<void> {
    await namedQuery(tx, GROUP_STATEMENTS[table].publish, [id, published]);
  }

  async softDelete(tx: Tx, table: GroupTable, id: string): Promise<void> {
    await namedQuery(tx, GROUP_STATEMENTS[table].softDelete, [id]);
  }

  async restore(
    tx: Tx,
    table: GroupTable,
    id: string,
    { name, slug }: Pick<Group, 'name' | 'slug'>,
  ): Promise<void> {
    await namedQuery(tx, GROUP_STATEMENTS[table].restore, [id, name, slug]);
  }

  /** Ids of the brands, the collections or the categories below one parent, in their order. */
  async orderOf(tx: Tx | null, table: GroupTable, parentId: string | null): Promise<string[]> {
    const values = table === 'categories' ? [parentId] : [];
    const statement = GROUP_STATEMENTS[table].orderOf;
    const rows = await namedQuery<{ id: string }>(tx ?? this.db, statement, values);
    return rows.map(({ id }) => id);
  }

  /**
   * Numbers a row of siblings anew, the given ones first.
   *
   * @returns ids that are none of them
   */
  async order(
    tx: Tx,
    table: GroupTable,
    ids: readonly string[],
    parentId: string | null,
  ): Promise<string[]> {
    const values = table === 'categories' ? [ids, parentId] : [ids];
    const rows = await namedQuery<{ id: string }>(tx, GROUP_STATEMENTS[table].order, values);
    return rows.map(({ id }) => id);
  }
}

function parametersOf(columns: readonly string[], id: string, values: GroupValues): unknown[] {
  const own: Readonly<Record<string, unknown>> = {
    parent_id: values.parentId ?? null,
    tax_class: values.taxClass ?? null,
    metadata_schema: jsonOf(values.metadataSchema),
    rules: jsonOf(values.rules),
  };
  const { name, slug, description, displayOrder } = values;
  return [id, name, slug, description, displayOrder, ...columns.map((column) => own[column])];
}

function jsonOf(value: object | null | undefined): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
