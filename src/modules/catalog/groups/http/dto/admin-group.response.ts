import { NamedLink } from '../../../listing/http/dto/product-card.response.js';
import type { CollectionMember } from '../../data/collection-products.repository.js';
import type { Group } from '../../groups.types.js';
import type { StaffTreeNode } from '../../use-cases/read-groups.js';

/** A brand as staff sees it. */
export class AdminBrandResponse {
  id: string;

  /** @example 'Nhà Gốm' */
  name: string;

  /** @example "nha-gom" */
  slug: string;

  description: string | null;

  /** The first of its images. */
  imageUrl: string | null;

  /** Whether everybody sees it. */
  published: boolean;

  displayOrder: number;

  deletedAt: string | null;

  createdAt: string;

  updatedAt: string;

  /** Products in it that are not deleted, hidden ones too. */
  productCount: number;
}

/** A category in a list of staff. */
export class AdminCategoryLineResponse extends AdminBrandResponse {
  parentId: string | null;

  taxClass: string | null;

  metadataSchema: Record<string, unknown> | null;

  /** Categories right below it. */
  childCount: number;
}

export class AdminCategoryResponse extends AdminCategoryLineResponse {
  /** Products in it and in everything below. */
  descendantProductCount: number;

  /** From the top of the tree down to this category. */
  breadcrumbs: NamedLink[];
}

export class AdminCollectionResponse extends AdminBrandResponse {
  /** Null: its products are put in by hand alone. */
  rules: Record<string, unknown> | null;
}

/** A category in the tree of staff. */
export class AdminCategoryNodeResponse {
  id: string;

  slug: string;

  name: string;

  published: boolean;

  displayOrder: number;

  /** Products in it, without those below. */
  productCount: number;

  descendantProductCount: number;

  children: AdminCategoryNodeResponse[];
}

/** A row of siblings. */
export class GroupOrderResponse {
  ids: string[];
}

export class AdminCategoryTreeResponse {
  items: AdminCategoryNodeResponse[];
}

/** A product in a collection. */
export class CollectionMemberResponse {
  productId: string;

  slug: string;

  name: string;

  published: boolean;

  /** Put in by hand. */
  pinned: boolean;
}

export function toBrand(group: Group): AdminBrandResponse {
  const { id, name, slug, description, imageUrl, published, displayOrder } = group;
  const { deletedAt, createdAt, updatedAt, productCount } = group;
  const texts = { id, name, slug, description, imageUrl, published, displayOrder };
  return { ...texts, deletedAt, createdAt, updatedAt, productCount };
}

export function toCategoryLine(group: Group): AdminCategoryLineResponse {
  const { parentId = null, taxClass = null, metadataSchema = null, childCount = 0 } = group;
  return { ...toBrand(group), parentId, taxClass, metadataSchema, childCount };
}

export function toCategory(group: Group): AdminCategoryResponse {
  const { descendantProductCount = 0, breadcrumbs = [] } = group;
  return { ...toCategoryLine(group), descendantProductCount, breadcrumbs: [...breadcrumbs] };
}

export function toCollection(group: Group): AdminCollectionResponse {
  return { ...toBrand(group), rules: group.rules ? { ...group.rules } : null };
}

export function toNode(node: StaffTreeNode): AdminCategoryNodeResponse {
  const { id, slug, name, published, displayOrder, productCount, descendantProductCount } = node;
  const own = { id, slug, name, published, displayOrder, productCount, descendantProductCount };
  return { ...own, children: node.children.map(toNode) };
}

export function toMember(member: CollectionMember): CollectionMemberResponse {
  const { productId, slug, name, published, pinned } = member;
  return { productId, slug, name, published, pinned };
}
