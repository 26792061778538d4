import type { CollectionRules } from './domain/collection-rules.js';

export const GROUP_TABLES = ['categories', 'brands', 'collections'] as const;

/** Where a group is kept. */
export type GroupTable = (typeof GROUP_TABLES)[number];

/** A category, brand or collection as staff sees it. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly published: boolean;
  readonly displayOrder: number;
  readonly deletedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Living products in it; of a category those filed in it and not below. */
  readonly productCount: number;
  /** Categories: the one above, null at the top. */
  readonly parentId?: string | null;
  readonly taxClass?: string | null;
  readonly metadataSchema?: Record<string, unknown> | null;
  readonly childCount?: number;
  /** Living products in it and in everything below; a single category only. */
  readonly descendantProductCount?: number;
  readonly breadcrumbs?: readonly { id: string; slug: string; name: string }[];
  /** Collections: null when all of its products are put in by hand. */
  readonly rules?: CollectionRules | null;
}

/** What is written of a group; what a table has no column for is left out. */
export interface GroupValues {
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly displayOrder: number | null;
  readonly parentId?: string | null;
  readonly taxClass?: string | null;
  readonly metadataSchema?: Record<string, unknown> | null;
  readonly rules?: CollectionRules | null;
}

/** A new group: the slug is made from the name and the place is the last one when they are left out. */
export interface NewGroup {
  readonly name: string;
  readonly slug?: string | undefined;
  readonly description?: string | null | undefined;
  readonly displayOrder?: number | undefined;
  readonly parentId?: string | null | undefined;
  readonly taxClass?: string | null | undefined;
  readonly metadataSchema?: Record<string, unknown> | null | undefined;
  readonly rules?: Record<string, unknown> | null | undefined;
}

/** What may be changed of a group; what is left out stays. */
export type GroupPatch = Partial<Omit<NewGroup, 'parentId'>>;

/** Which groups staff wants to see. */
export interface GroupFilter {
  /** A part of the name; accents and case do not count. */
  readonly q: string | null;
  readonly published: boolean | null;
  readonly deleted: 'without' | 'with' | 'only';
  /** Categories: those below this one; `null` leaves it open, `'top'` those at the top. */
  readonly parent: string | null;
}

/** Where a page of groups ends. */
export interface GroupPosition {
  readonly order: number;
  readonly name: string;
  readonly id: string;
}

/** A category in the tree of staff. */
export interface TreeRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly slug: string;
  readonly name: string;
  readonly published: boolean;
  readonly displayOrder: number;
  /** Living products filed in it and not below. */
  readonly productCount: number;
}
