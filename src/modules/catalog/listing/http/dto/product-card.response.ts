import { FacetsResponse } from './facets.response.js';
import { NamedLink } from './named-link.response.js';

export class PictureResponse {
  /** @example "/media/demo/shirt-white.svg" */
  url: string;

  /** @example "White linen shirt on a hanger" */
  altText: string | null;

  /** Its sizes as `srcset` takes them; null where there is only the one. */
  srcset: string | null;

  width: number | null;

  height: number | null;
}

export class RatingSummary {
  /** 1 to 5; 0 without reviews. */
  average: number;

  count: number;
}

/** A product as lists show it. */
export class ProductCardResponse {
  /** @example "0b51e698-1437-4937-aceb-92e2bcf79c05" */
  id: string;

  /** @example "linen-shirt" */
  slug: string;

  /** @example "Linen Shirt" */
  name: string;

  shortDescription: string | null;

  brand: NamedLink | null;

  category: NamedLink | null;

  image: PictureResponse | null;

  featured: boolean;

  rating: RatingSummary;

  /** @example "2026-03-01T09:00:00.000Z" */
  createdAt: string;

  /**
   * The lowest price of its variants.
   * @example "49.90"
   */
  price: string;

  /**
   * The highest price of its variants.
   * @example "49.90"
   */
  priceMax: string;

  /** What the cheapest variant cost before, when it is reduced. */
  compareAtPrice: string | null;

  /** When it is reduced: the lowest price of the thirty days before the reduction began; null when unknown. */
  lowestPrice30Days: string | null;

  /** @example "USD" */
  currency: string;

  /** Something of it can be bought now. */
  inStock: boolean;

  /** Only with `include=options`. */
  options?: CardOptionResponse[];
}

class OptionValue {
  /** @example "navy" */
  code: string;

  /** @example "Navy" */
  value: string;
}

/** What a variant can be chosen by. */
export class CardOptionResponse {
  /** @example "colour" */
  code: string;

  /** @example "Colour" */
  name: string;

  values: OptionValue[];
}

/** One page of products. */
export class ProductPageResponse {
  items: ProductCardResponse[];

  /** Pass it as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;

  /** Only when asked for; at most 1,000. */
  total?: number;

  /** There are more than `total`. */
  totalIsCapped?: boolean;

  /** Only when asked for. */
  facets?: FacetsResponse;
}

export { NamedLink };
