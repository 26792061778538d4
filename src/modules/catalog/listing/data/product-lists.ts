import { Inject, Injectable } from '@nestjs/common';
import type { RowSource, StorefrontView } from '../../../../common/http/storefront-view.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { runQuery } from '../../data/query.js';
import { viewParameters } from '../../data/view-parameters.js';
import { type Position, readPosition, writePosition } from './page-cursor.js';
import {
  isPlain,
  type ProductSort,
  type ResolvedFilters,
  type ResolvedGroups,
} from '../domain/product-filters.js';
import { Bindings } from './bindings.js';
import { conditionsOf } from './filter-conditions.js';
import { filteredListQuery, listQuery, type PageParameter, TOTAL_CAP } from './list-query.js';
import type { ListScope } from './list-walk.js';
import { HAS_WORDS, REFUSED_OR_UNKNOWN, type WhenEmpty } from './search-parts.js';

/** One page of products. */
export interface ProductListRequest {
  readonly filters: ResolvedFilters;
  readonly view: StorefrontView;
  readonly sort: ProductSort;
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** Counted from 1; not together with a cursor. */
  readonly page?: number | undefined;
  readonly withTotal: boolean;
  /** Put the values that variants can be chosen by on each card. */
  readonly withOptions: boolean;
  /** Only products that a search for this finds. */
  readonly q?: string | undefined;
}

interface ListRow {
  readonly items: string;
  readonly last_value: string | null;
  readonly last_id: string | null;
  readonly total: number | null;
  readonly when_empty?: WhenEmpty | null;
}

/** A page as text in pieces, for whoever puts more beside it. */
export interface ProductListPage {
  /** `"items":[…],"nextCursor":…` and the total when it was asked for. */
  readonly text: string;
  readonly total: number | null;
  /** Of a search: why it found nothing. */
  readonly whenEmpty: WhenEmpty | null;
}

/** Reads pages of the ready listing rows: one statement each, whatever is asked for. */
@Injectable()
export class ProductLists {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @throws InvalidCursor for one of another list or order. */
  async page(request: ProductListRequest): Promise<ProductListPage> {
    const { sort, cursor } = request;
    const after = cursor === undefined ? null : readPosition(cursor, sort);
    const row =
      request.q === undefined && isPlain(request.filters, sort)
        ? await this.plain(request, after)
        : await this.filtered(request, after);
    if (row === undefined) throw new Error('A list statement gave no row');
    return toPage(row, sort);
  }

  private from({ view }: ProductListRequest): RowSource {
    return view.reader ?? this.db;
  }

  private async plain(
    request: ProductListRequest,
    after: Position | null,
  ): Promise<ListRow | undefined> {
    const { filters, sort, withOptions } = request;
    const query = listQuery(scopeOf(filters), sort, after !== null, withOptions);
    const [row] = await runQuery<ListRow, (typeof query.parameters)[number]>(
      this.from(request),
      query,
      {
        ...this.pageValues(request, after),
        minPrice: filters.minPrice ?? null,
        maxPrice: filters.maxPrice ?? null,
        inStock: filters.inStock ?? null,
        unavailable: filters.withUnavailable,
      },
    );
    return row;
  }

  private async filtered(
    request: ProductListRequest,
    after: Position | null,
  ): Promise<ListRow | undefined> {
    const { filters, sort, withOptions, q } = request;
    const scope = scopeOf(filters);
    const bind = new Bindings();
    const conditions = conditionsOf(filters, bind, scope).map(({ sql }) => sql);
    const walk = { scope, sort, isNextPage: after !== null, withOptions };
    const id = idOf(scope, filters.groups);
    const query = filteredListQuery(
      walk,
      q === undefined ? conditions : [...conditions, HAS_WORDS('l.id')],
      {
        scopeId: id === undefined ? undefined : bind.add(id),
        whenEmpty: q === undefined ? undefined : REFUSED_OR_UNKNOWN,
      },
    );
    const [row] = await runQuery<ListRow, string>(this.from(request), query, {
      ...this.pageValues(request, after),
      ...bind.values,
      q,
    });
    return row;
  }

  private pageValues(
    request: ProductListRequest,
    after: Position | null,
  ): Record<PageParameter, unknown> {
    const { filters, limit, view } = request;
    return {
      ...viewParameters(view, this.env.CURRENCY),
      limit,
      offset: ((request.page ?? 1) - 1) * limit,
      withTotal: request.withTotal,
      category: filters.category ?? null,
      brand: filters.brands?.[0] ?? null,
      collection: filters.collection ?? null,
      afterValue: after?.value ?? null,
      afterId: after?.id ?? null,
    };
  }
}

/** The narrowest set to walk along: picked by hand before made by somebody before filed under. */
function scopeOf({ collection, brands, category }: ResolvedFilters): ListScope {
  if (collection !== undefined) return 'collection';
  if (brands?.length === 1) return 'brand';
  return category === undefined ? 'all' : 'category';
}

function idOf(scope: ListScope, groups: ResolvedGroups | null): string | null | undefined {
  switch (scope) {
    case 'all':
      return undefined;
    case 'category':
      return groups?.categoryId ?? null;
    case 'brand':
      return groups?.brandIds[0] ?? null;
    case 'collection':
      return groups?.collectionId ?? null;
  }
}

function toPage(row: ListRow, sort: ProductSort): ProductListPage {
  const { total } = row;
  const cursor = writePosition(sort, row.last_value, row.last_id);
  const counted =
    total === null
      ? ''
      : `,"total":${Math.min(total, TOTAL_CAP)},"totalIsCapped":${String(total > TOTAL_CAP)}`;
  return {
    text: `"items":${row.items},"nextCursor":${JSON.stringify(cursor)}${counted}`,
    total,
    whenEmpty: row.when_empty ?? null,
  };
}
