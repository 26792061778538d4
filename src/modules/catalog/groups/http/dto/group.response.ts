import { NamedLink } from '../../../listing/http/dto/named-link.response.js';
import { PictureResponse } from '../../../listing/http/dto/product-card.response.js';

/** A category in the tree. */
export class CategoryNodeResponse {
  id: string;

  /** @example "clothing" */
  slug: string;

  /** @example "Clothing" */
  name: string;

  description: string | null;

  imageUrl: string | null;

  /** The same picture with its sizes and its alternative text. */
  image: PictureResponse | null;

  children: CategoryNodeResponse[];
}

export class CategoryTreeResponse {
  items: CategoryNodeResponse[];
}

export class CategoryResponse {
  id: string;

  /** @example "shirts" */
  slug: string;

  /** @example "Shirts" */
  name: string;

  description: string | null;

  imageUrl: string | null;

  /** The same picture with its sizes and its alternative text. */
  image: PictureResponse | null;

  /** From the top of the tree down to this category. */
  breadcrumbs: NamedLink[];

  children: NamedLink[];
}

/** A brand or a collection. */
export class GroupResponse {
  id: string;

  /** @example "summer-linen" */
  slug: string;

  /** @example "Summer Linen" */
  name: string;

  description: string | null;

  imageUrl: string | null;

  /** The same picture with its sizes and its alternative text. */
  image: PictureResponse | null;
}
