import { Inject, Injectable } from '@nestjs/common';
import type { StorefrontView } from '../../../../common/http/storefront-view.js';
import { ENV, type Env } from '../../../../config/env.js';
import { Db } from '../../../../database/db.js';
import { runQuery } from '../../data/query.js';
import { viewParameters } from '../../data/view-parameters.js';
import type { FacetName } from '../domain/facets.js';
import type { ResolvedFilters } from '../domain/product-filters.js';
import { Bindings } from './bindings.js';
import { facetQuery } from './facet-query.js';
import type { EffectiveSearch } from './product-search.js';
import { HAS_WORDS } from './search-parts.js';

/** Counts what could be chosen beside a list or a search; one statement. */
@Injectable()
export class ProductFacets {
  constructor(
    private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** The facets as JSON text; a facet counts as if its own filter were not set. */
  async count(
    names: readonly FacetName[],
    filters: ResolvedFilters,
    view: StorefrontView,
    search: EffectiveSearch | null = null,
  ): Promise<string> {
    const bind = new Bindings();
    const words = search === null ? null : HAS_WORDS('l.id', search.isAnyWord);
    const query = facetQuery(names, filters, bind, words);
    const [row] = await runQuery<{ body: string }, string>(view.reader ?? this.db, query, {
      ...viewParameters(view, this.env.CURRENCY),
      ...bind.values,
      q: search?.q,
    });
    if (row === undefined) throw new Error('The facet statement gave no row');
    return row.body;
  }
}
