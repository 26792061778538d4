import { NamedLink } from './named-link.response.js';

/** What all facets say about themselves. */
class FacetResponse {
  /** More than 10,000 products would have to be counted: these are the counts of the first 10,000. */
  about: boolean;
}

class LinkCount extends NamedLink {
  /** @example 12 */
  count: number;
}

export class LinkFacetResponse extends FacetResponse {
  values: LinkCount[];
}

class ValueCount {
  /** @example "navy" */
  code: string;

  /** @example "Navy" */
  value: string;

  /** @example 12 */
  count: number;
}

export class AttributeFacetResponse extends FacetResponse {
  /** @example "colour" */
  code: string;

  /** @example "Colour" */
  name: string;

  values: ValueCount[];
}

class FieldValueCount {
  /** As the parameter `field` takes it. */
  value: string;

  /** @example 12 */
  count: number;
}

export class FieldFacetResponse extends FacetResponse {
  /** @example "material" */
  code: string;

  /** @example "Material" */
  label: string;

  values: FieldValueCount[];
}

class PriceRange {
  /** @example "20.00" */
  from: string;

  /** @example "49.99" */
  to: string;

  /** @example 12 */
  count: number;
}

export class PriceFacetResponse extends FacetResponse {
  /** @example "USD" */
  currency: string;

  min: string | null;

  max: string | null;

  /** Only ranges that hold something; both ends belong to them. */
  ranges: PriceRange[];
}

class RatingCount {
  /** @example 4 */
  minRating: number;

  /** @example 12 */
  count: number;
}

export class RatingFacetResponse extends FacetResponse {
  values: RatingCount[];
}

export class StockFacetResponse extends FacetResponse {
  inStock: number;

  soldOut: number;
}

/** The facets that were asked for. */
export class FacetsResponse {
  /** Categories one step below the one that is listed, with all below them. */
  category?: LinkFacetResponse;

  brand?: LinkFacetResponse;

  attributes?: AttributeFacetResponse[];

  /** Choices and flags among the shop's own fields. */
  fields?: FieldFacetResponse[];

  price?: PriceFacetResponse;

  /** Products with at least so many stars. */
  rating?: RatingFacetResponse;

  stock?: StockFacetResponse;
}
