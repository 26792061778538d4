import { etagOf } from '../../../common/http/if-match.js';
import { BrandNotFound, CategoryNotFound, CollectionNotFound } from '../catalog.errors.js';
import type { Group, GroupTable } from './groups.types.js';

export const GROUP_NOT_FOUND = {
  categories: CategoryNotFound,
  brands: BrandNotFound,
  collections: CollectionNotFound,
};

/** What one is called: in a slug where its name has no letters, and in names of columns. */
export const GROUP_KIND: Readonly<Record<GroupTable, string>> = {
  categories: 'category',
  brands: 'brand',
  collections: 'collection',
};

/** What staff changes of a group; what is counted around it does not matter. */
export function etagOfGroup(group: Group): string {
  const { id, name, slug, description, imageUrl, published, displayOrder, deletedAt } = group;
  const own = [
    group.parentId ?? null,
    group.taxClass ?? null,
    group.metadataSchema ?? null,
    group.rules ?? null,
  ];
  return etagOf([
    id,
    name,
    slug,
    description,
    imageUrl,
    published,
    displayOrder,
    deletedAt,
    ...own,
  ]);
}

/** @throws CategoryNotFound, BrandNotFound or CollectionNotFound */
export function assertThere(table: GroupTable, group: Group | null): asserts group is Group {
  if (group === null) throw new GROUP_NOT_FOUND[table]();
}

/** {@link assertThere}, and not deleted. */
export function assertLiving(table: GroupTable, group: Group | null): asserts group is Group {
  if (group === null || group.deletedAt !== null) throw new GROUP_NOT_FOUND[table]();
}
