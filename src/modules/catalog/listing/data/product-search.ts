import { Inject, Injectable } from '@nestjs/common';
import type { StorefrontView } from '../../../../common/http/storefront-view.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { SearchOnlyExcludes } from '../../catalog.errors.js';
import { runQuery } from '../../data/query.js';
import { viewParameters } from '../../data/view-parameters.js';
import { type Position, readPosition, writePosition } from './page-cursor.js';
import type { ProductSort, ResolvedFilters } from '../domain/product-filters.js';
import { correctSpelling } from '../domain/spelling.js';
import { Bindings } from './bindings.js';
import { conditionsOf } from './filter-conditions.js';
import { TOTAL_CAP } from './list-query.js';
import { ProductLists } from './product-lists.js';
import type { WhenEmpty } from './search-parts.js';
import { MAX_RANKED, searchQuery } from './search-query.js';
import {
  SEARCH_CATEGORIES,
  SEARCHED_COMPLETIONS,
  SUGGEST,
  SUGGEST_PRODUCTS,
} from './suggest-query.js';

export interface ProductSearchRequest {
  readonly q: string;
  readonly filters: ResolvedFilters;
  readonly view: StorefrontView;
  readonly sort: ProductSort | 'relevance';
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly page?: number | undefined;
  readonly withOptions: boolean;
}

/** What was searched in the end: facets count the same products. */
export interface EffectiveSearch {
  readonly q: string;
  readonly isAnyWord: boolean;
}

export interface ProductSearchPage {
  /** The members of the answer, without its braces. */
  readonly text: string;
  readonly effective: EffectiveSearch;
}

interface SearchRow {
  readonly items: string;
  readonly last_value: string | null;
  readonly last_id: string | null;
  readonly total: number;
  readonly is_any_word: boolean;
  readonly when_empty: WhenEmpty | null;
}

interface SuggestRow {
  readonly queries: string[];
  readonly categories: unknown;
  readonly brands: unknown;
}

/** Full-text search; at most two statements, the second one only when the first found nothing. */
@Injectable()
export class ProductSearch {
  constructor(
    private readonly db: Db,
    private readonly lists: ProductLists,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * One page of matches as JSON text. Where nothing matches, unknown words are corrected, and where
   * no product has all words those that have some are found; the answer says which.
   *
   * @throws SearchOnlyExcludes when the query names nothing to be found.
   */
  async search(request: ProductSearchRequest): Promise<ProductSearchPage> {
    const { sort } = request;
    return sort === 'relevance' ? this.byRelevance(request) : this.sorted(request, sort);
  }

  /** Completions of the last word, with products, categories and brands; at most two statements. */
  async suggest(q: string, view: StorefrontView): Promise<string> {
    const { otherLocale: locale } = view;
    const [row] = await runQuery<SuggestRow, 'q' | 'locale'>(view.reader ?? this.db, SUGGEST, {
      q,
      locale,
    });
    if (row === undefined) throw new Error('The suggest statement gave no row');
    const { queries, categories, brands } = row;
    const products = await this.productsOf(queries.slice(0, SEARCHED_COMPLETIONS), view);
    return JSON.stringify({ queries, products, categories, brands });
  }

  private async productsOf(queries: readonly string[], view: StorefrontView): Promise<unknown> {
    const [first, second = '', third = ''] = queries;
    if (first === undefined) return [];
    const values = { first, second, third, locale: view.otherLocale };
    const [row] = await runQuery<{ products: unknown }, keyof typeof values>(
      view.reader ?? this.db,
      SUGGEST_PRODUCTS,
      values,
    );
    return row?.products ?? [];
  }

  /** Categories with the words of the query in their name or description, best first. */
  async categories(q: string, limit: number, view: StorefrontView): Promise<string> {
    const values = { q, limit, locale: view.otherLocale };
    return bodyOf(
      await runQuery<{ body: string }, keyof typeof values>(
        view.reader ?? this.db,
        SEARCH_CATEGORIES,
        values,
      ),
    );
  }

  private async byRelevance(request: ProductSearchRequest): Promise<ProductSearchPage> {
    const after = request.cursor === undefined ? null : readPosition(request.cursor, 'relevance');
    const found = await this.run(request, request.q, after, false);
    if (found.total > 0) return toPage(found, request.q, null);
    const corrected = correctionOf(request.q, found.when_empty);
    const second = await this.run(request, corrected ?? request.q, after, true);
    return second.total > 0
      ? toPage(second, corrected ?? request.q, corrected)
      : toPage(found, request.q, null);
  }

  private async sorted(
    request: ProductSearchRequest,
    sort: ProductSort,
  ): Promise<ProductSearchPage> {
    const list = { ...request, sort, withTotal: true };
    const found = await this.lists.page(list);
    if ((found.total ?? 0) > 0 || found.whenEmpty === null) {
      return {
        text: pageText(found.text, null, false),
        effective: { q: request.q, isAnyWord: false },
      };
    }
    const corrected = correctionOf(request.q, found.whenEmpty);
    const page = corrected === null ? found : await this.lists.page({ ...list, q: corrected });
    const used = corrected !== null && (page.total ?? 0) > 0 ? corrected : null;
    return {
      text: pageText(used === null ? found.text : page.text, used, false),
      effective: { q: used ?? request.q, isAnyWord: false },
    };
  }

  private async run(
    request: ProductSearchRequest,
    q: string,
    after: Position | null,
    orAnyWord: boolean,
  ): Promise<SearchRow> {
    const { filters, view, limit, page, withOptions } = request;
    const bind = new Bindings();
    const { withUnavailable } = filters;
    // Whether it is sold stands in the searched row itself.
    const conditions = conditionsOf({ ...filters, withUnavailable: true }, bind);
    const shape = { isNextPage: after !== null, orAnyWord, withUnavailable, withOptions };
    const query = searchQuery(
      shape,
      conditions.map(({ sql }) => sql),
    );
    const [row] = await runQuery<SearchRow, string>(view.reader ?? this.db, query, {
      ...viewParameters(view, this.env.CURRENCY),
      ...bind.values,
      q,
      limit,
      offset: ((page ?? 1) - 1) * limit,
      afterValue: after?.value ?? null,
      afterId: after?.id ?? null,
    });
    if (row === undefined) throw new Error('The search statement gave no row');
    return row;
  }
}

function correctionOf(q: string, whenEmpty: WhenEmpty | null): string | null {
  if (whenEmpty?.refused === true) throw new SearchOnlyExcludes();
  return correctSpelling(q, whenEmpty?.unknown ?? []);
}

function toPage(row: SearchRow, q: string, corrected: string | null): ProductSearchPage {
  const { total, is_any_word: isAnyWord } = row;
  const cursor = writePosition('relevance', row.last_value, row.last_id);
  const text =
    `"items":${row.items},"nextCursor":${JSON.stringify(cursor)},"total":${Math.min(total, TOTAL_CAP)},` +
    `"totalIsCapped":${String(total >= MAX_RANKED)}`;
  return { text: pageText(text, corrected, isAnyWord), effective: { q, isAnyWord } };
}

function pageText(text: string, corrected: string | null, isAnyWord: boolean): string {
  return `${text},"correctedQuery":${JSON.stringify(corrected)},"matchesAnyWord":${String(isAnyWord)}`;
}

function bodyOf([row]: readonly { readonly body: string }[]): string {
  if (row === undefined) throw new Error('The statement gave no row');
  return row.body;
}
