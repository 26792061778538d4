import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { type Page, toPage } from '../../../../common/http/page.response.js';
import { GroupsRepository } from '../data/groups.repository.js';
import { assertThere } from '../group-view.js';
import type { Group, GroupFilter, GroupPosition, GroupTable, TreeRow } from '../groups.types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A category with all below it, and the living products in all of them. */
export interface StaffTreeNode extends TreeRow {
  descendantProductCount: number;
  readonly children: StaffTreeNode[];
}

/** Categories, brands and collections as staff sees them: hidden ones too, deleted ones on request. */
@Injectable()
export class ReadGroups {
  constructor(private readonly groups: GroupsRepository) {}

  /** In their display order. @throws InvalidCursor */
  async list(
    table: GroupTable,
    filter: GroupFilter,
    limit: number,
    cursor: string | null,
  ): Promise<Page<Group>> {
    const after = cursor === null ? null : positionIn(cursor);
    const rows = await this.groups.list(table, filter, after, limit);
    return toPage(
      rows,
      limit,
      (row) => row,
      (last) => encodeCursor([last.displayOrder, last.name, last.id]),
    );
  }

  /** Deleted ones too. @throws CategoryNotFound, BrandNotFound, CollectionNotFound */
  async get(table: GroupTable, id: string): Promise<Group> {
    const group = await this.groups.find(null, table, id);
    assertThere(table, group);
    return group;
  }

  /** The whole tree without what is deleted, siblings in their order. */
  async tree(): Promise<StaffTreeNode[]> {
    const rows = await this.groups.tree();
    const nodes = new Map<string, StaffTreeNode>(
      rows.map((row) => [row.id, { ...row, descendantProductCount: 0, children: [] }]),
    );
    const roots: StaffTreeNode[] = [];
    for (const node of nodes.values()) {
      const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
      (parent?.children ?? roots).push(node);
      addUpwards(nodes, node);
    }
    return roots;
  }
}

function addUpwards(nodes: ReadonlyMap<string, StaffTreeNode>, from: StaffTreeNode): void {
  let node: StaffTreeNode | undefined = from;
  while (node !== undefined) {
    node.descendantProductCount += from.productCount;
    node = node.parentId === null ? undefined : nodes.get(node.parentId);
  }
}

function positionIn(cursor: string): GroupPosition {
  const [order, name, id] = decodeCursor(cursor, 3);
  const isOrder = typeof order === 'number' && Number.isInteger(order) && Math.abs(order) < 2 ** 31;
  if (!isOrder || typeof name !== 'string' || typeof id !== 'string' || !UUID.test(id)) {
    throw new InvalidCursor();
  }
  return { order, name, id };
}
