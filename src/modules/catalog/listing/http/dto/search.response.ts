import { FacetsResponse } from './facets.response.js';
import { NamedLink } from './named-link.response.js';
import { ProductCardResponse } from './product-card.response.js';

/** One page of what was found, best first. */
export class SearchPageResponse {
  items: ProductCardResponse[];

  nextCursor: string | null;

  /** How many products match; of more than 1,000 the most reviewed are ranked. */
  total: number;

  totalIsCapped: boolean;

  /**
   * What was searched instead, when nothing matched the query as it was typed.
   * @example "linen"
   */
  correctedQuery: string | null;

  /** No product has all of the words; these have some. */
  matchesAnyWord: boolean;

  /** Only when asked for. */
  facets?: FacetsResponse;
}

export class SuggestResponse {
  /**
   * The query with its last word completed.
   * @example ["linen"]
   */
  queries: string[];

  products: NamedLink[];

  categories: NamedLink[];

  brands: NamedLink[];
}

export class CategoriesFoundResponse {
  items: NamedLink[];
}
