import type { MediaOwner } from '../../media/media.types.js';

/** What has images, as it is called in addresses. */
export const IMAGE_OWNERS = ['products', 'categories', 'brands', 'collections'] as const;
export type ImageOwnerPath = (typeof IMAGE_OWNERS)[number];

/** Whose images they are. */
export interface ImageOwner {
  readonly path: ImageOwnerPath;
  readonly id: string;
}

/** One of the images of an owner, in their order. */
export interface ImageView {
  readonly id: string;
  readonly fileId: string | null;
  readonly url: string;
  readonly srcset: string | null;
  readonly altText: string | null;
  readonly variantId: string | null;
  readonly width: number | null;
  readonly height: number | null;
}

const KINDS: Readonly<Record<ImageOwnerPath, MediaOwner['kind']>> = {
  products: 'product',
  categories: 'category',
  brands: 'brand',
  collections: 'collection',
};

/** The same owner, as files know it. */
export function mediaOwnerOf({ path, id }: ImageOwner): MediaOwner {
  return { kind: KINDS[path], id };
}
