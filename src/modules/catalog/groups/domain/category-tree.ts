/** The picture of a group, with the sizes that a browser can choose from. */
export interface GroupPicture {
  readonly url: string;
  readonly altText: string | null;
  readonly srcset: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** A category as it is stored, in the order of its siblings. */
export interface CategoryRow {
  readonly id: string;
  readonly parent_id: string | null;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly image_url: string | null;
  readonly image: GroupPicture | null;
}

/** A category with all below it. */
export interface CategoryNode {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly image: GroupPicture | null;
  readonly children: CategoryNode[];
}

/** Hangs each category below its parent; where the parent is missing (hidden), so is all below it. */
export function buildTree(rows: readonly CategoryRow[]): CategoryNode[] {
  const nodes = new Map(rows.map((row) => [row.id, toNode(row)] as const));
  const roots: CategoryNode[] = [];
  for (const row of rows) {
    const node = nodes.get(row.id);
    if (node === undefined) continue;
    if (row.parent_id === null) roots.push(node);
    else nodes.get(row.parent_id)?.children.push(node);
  }
  return roots;
}

function toNode(row: CategoryRow): CategoryNode {
  const { id, slug, name, description, image_url: imageUrl, image } = row;
  return { id, slug, name, description, imageUrl, image, children: [] };
}
