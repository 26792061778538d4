import { describe, expect, it } from 'vitest';
import { buildTree, type CategoryRow } from './category-tree.js';

const row = (id: string, parent_id: string | null): CategoryRow => ({
  id,
  parent_id,
  slug: id,
  name: id,
  description: null,
  image_url: null,
  image: null,
});

describe('buildTree', () => {
  it('hangs children below their parents, whichever row comes first', () => {
    const tree = buildTree([row('shirts', 'tops'), row('clothing', null), row('tops', 'clothing')]);
    expect(tree.map((node) => node.slug)).toEqual(['clothing']);
    expect(tree[0]?.children[0]?.slug).toBe('tops');
    expect(tree[0]?.children[0]?.children[0]?.slug).toBe('shirts');
  });

  it('leaves out what hangs below a category that is not there', () => {
    expect(buildTree([row('shirts', 'hidden'), row('desk', null)])).toHaveLength(1);
  });
});
