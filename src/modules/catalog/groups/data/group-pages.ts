import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import { Db } from '../../../../database/db.js';
import { BrandNotFound, CategoryNotFound, CollectionNotFound } from '../../catalog.errors.js';
import { buildTree, type CategoryRow } from '../domain/category-tree.js';
import { CATEGORY_PAGE, CATEGORY_ROWS, GROUP_QUERIES } from './group-query.js';
import { runQuery } from '../../data/query.js';

interface BodyRow {
  readonly body: string;
}

interface GroupRow {
  readonly items: string;
  readonly n: number;
  readonly last_order: number | null;
  readonly last_name: string | null;
}

export type GroupTable = 'brands' | 'collections';

const NOT_FOUND = { brands: BrandNotFound, collections: CollectionNotFound };

/** Reads categories, brands and collections as JSON text, one statement each. */
@Injectable()
export class GroupPages {
  constructor(private readonly db: Db) {}

  /** The whole tree of categories. */
  async categories(): Promise<string> {
    const rows = await runQuery<CategoryRow, never>(this.db, CATEGORY_ROWS, {});
    return JSON.stringify({ items: buildTree(rows) });
  }

  /** @throws CategoryNotFound also for one that is hidden or below a hidden one. */
  async category(slug: string): Promise<string> {
    const [row] = await runQuery<BodyRow, 'slug'>(this.db, CATEGORY_PAGE, { slug });
    if (row === undefined) throw new CategoryNotFound();
    return row.body;
  }

  /** @throws BrandNotFound or CollectionNotFound, also for a hidden one. */
  async group(table: GroupTable, slug: string): Promise<string> {
    const [row] = await runQuery<BodyRow, 'slug'>(this.db, GROUP_QUERIES[table].one, { slug });
    if (row === undefined) throw new NOT_FOUND[table]();
    return row.body;
  }

  /** One page of brands or collections in their display order. */
  async groups(table: GroupTable, limit: number, cursor: string | undefined): Promise<string> {
    const after = cursor === undefined ? { order: null, name: null } : readCursor(cursor);
    const { page } = GROUP_QUERIES[table];
    const [row] = await runQuery<GroupRow, (typeof page.parameters)[number]>(this.db, page, {
      limit,
      afterOrder: after.order,
      afterName: after.name,
    });
    if (row === undefined) throw new Error('A list statement gave no row');
    const next = row.n > limit ? encodeCursor([row.last_order, row.last_name]) : null;
    return `{"items":${row.items},"nextCursor":${JSON.stringify(next)}}`;
  }
}

function readCursor(text: string): { order: number; name: string } {
  const [order, name] = decodeCursor(text, 2);
  const isOrder = Number.isInteger(order) && Math.abs(Number(order)) < 2 ** 31;
  if (!isOrder || typeof name !== 'string') throw new InvalidCursor();
  return { order: Number(order), name };
}
