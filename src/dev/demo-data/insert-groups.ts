import type { Client } from 'pg';
import { demoId } from './demo-id.js';
import { BRANDS, COLLECTIONS } from './groups.js';
import { type Cell, insertRows } from './insert-rows.js';
import { drawMark, drawPicture, markUrl } from './pictures.js';
import { DEPARTMENTS } from './vocabulary/departments.js';
import type { Department } from './vocabulary/shelf.js';

type Row = Readonly<Record<string, Cell>>;

const GROUP_COLUMNS = [
  'id uuid',
  'name text',
  'description text',
  'image_url text',
  'image_id text',
  'slug text',
  'display_order int',
];

/** Categories level by level, because a path is made from the parent's; brands; collections. */
export async function insertGroups(client: Client): Promise<void> {
  for (const level of categoryLevels()) {
    await insertRows(
      client,
      'categories',
      [...GROUP_COLUMNS, 'parent_id uuid', 'tax_class text'],
      level,
    );
  }
  await insertRows(client, 'brands', GROUP_COLUMNS, toRows('brand', BRANDS));
  await insertRows(client, 'collections', GROUP_COLUMNS, toRows('collection', COLLECTIONS));
}

/** The pictures of all of them. */
export function groupPictures(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [index, { slug, name, shelves }] of DEPARTMENTS.entries()) {
    files.set(markUrl('category', slug), drawMark(name, index));
    for (const shelf of shelves) {
      files.set(markUrl('category', shelf.slug), drawPicture(shelf.glyph, 'Sage'));
    }
  }
  for (const { group } of DEPARTMENTS) {
    if (group) files.set(markUrl('category', group.slug), drawPicture('shirt', 'Sand'));
  }
  for (const [index, { slug, name }] of BRANDS.entries()) {
    files.set(markUrl('brand', slug), drawMark(name, index));
  }
  for (const [index, { slug, name }] of COLLECTIONS.entries()) {
    files.set(markUrl('collection', slug), drawMark(name, index + 3));
  }
  return files;
}

function toRows(
  kind: string,
  groups: readonly { slug: string; name: string; description: string }[],
): Row[] {
  return groups.map(({ slug, name, description }, index) => ({
    id: demoId(kind, slug),
    name,
    description,
    image_url: markUrl(kind, slug),
    image_id: `demo/${kind}-${slug}`,
    slug,
    display_order: index + 1,
  }));
}

function categoryLevels(): Row[][] {
  const top = toRows('category', DEPARTMENTS).map((row) => ({
    ...row,
    parent_id: null,
    tax_class: null,
  }));
  const middle = DEPARTMENTS.flatMap(({ slug, group }) =>
    group
      ? toRows('category', [group]).map((row) => ({
          ...row,
          parent_id: demoId('category', slug),
          tax_class: null,
        }))
      : [],
  );
  return [top, middle, DEPARTMENTS.flatMap(leaves)];
}

function leaves({ slug, group, shelves }: Department): Row[] {
  return toRows('category', shelves).map((row, index) => {
    const shelf = shelves[index];
    const parent = shelf && group?.shelves.includes(shelf.slug) ? group.slug : slug;
    return { ...row, parent_id: demoId('category', parent), tax_class: shelf?.taxClass ?? null };
  });
}
