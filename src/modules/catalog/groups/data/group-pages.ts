import { Injectable } from '@nestjs/common';
import { InvalidCursor } from '../../../../common/errors/common-errors.js';
import { decodeCursor, encodeCursor } from '../../../../common/http/cursor.js';
import type { StorefrontView } from '../../../../common/http/storefront-view.js';
import { Db } from '../../../../database/db.js';
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

/** Reads categories, brands and collections as JSON text, one statement each. */
@Injectable()
export class GroupPages {
  constructor(private readonly db: Db) {}

  /** The whole tree of categories. */
  async categories(view: StorefrontView): Promise<string> {
    const query = CATEGORY_ROWS(view);
    const rows = await runQuery<CategoryRow, 'locale'>(
      view.reader ?? this.db,
      query,
      localeOf(view),
    );
    return JSON.stringify({ items: buildTree(rows) });
  }

  /** Found by its slug in any language; null also for one that is hidden or below a hidden one. */
  async category(slug: string, view: StorefrontView): Promise<string | null> {
    const values = { slug, ...localeOf(view) };
    const [row] = await runQuery<BodyRow, keyof typeof values>(
      view.reader ?? this.db,
      CATEGORY_PAGE(view),
      values,
    );
    return row?.body ?? null;
  }

  /** Found by its slug in any language; null also for a hidden one. */
  async group(table: GroupTable, slug: string, view: StorefrontView): Promise<string | null> {
    const values = { slug, ...localeOf(view) };
    const query = GROUP_QUERIES[table].one(view);
    const [row] = await runQuery<BodyRow, keyof typeof values>(
      view.reader ?? this.db,
      query,
      values,
    );
    return row?.body ?? null;
  }

  /** One page of brands or collections in their display order. @throws InvalidCursor */
  async groups(
    table: GroupTable,
    limit: number,
    cursor: string | undefined,
    view: StorefrontView,
  ): Promise<string> {
    const after = cursor === undefined ? { order: null, name: null } : readCursor(cursor);
    const values = {
      limit,
      afterOrder: after.order,
      afterName: after.name,
      ...localeOf(view),
    };
    const query = GROUP_QUERIES[table].page(view);
    const [row] = await runQuery<GroupRow, keyof typeof values>(
      view.reader ?? this.db,
      query,
      values,
    );
    if (row === undefined) throw new Error('A list statement gave no row');
    const next = row.n > limit ? encodeCursor([row.last_order, row.last_name]) : null;
    return `{"items":${row.items},"nextCursor":${JSON.stringify(next)}}`;
  }
}

function localeOf(view: StorefrontView): { readonly locale: string | null } {
  return { locale: view.otherLocale };
}

function readCursor(text: string): { order: number; name: string } {
  const [order, name] = decodeCursor(text, 2);
  const isOrder = Number.isInteger(order) && Math.abs(Number(order)) < 2 ** 31;
  if (!isOrder || typeof name !== 'string') throw new InvalidCursor();
  return { order: Number(order), name };
}
