import type { ImageView } from '../../images.types.js';

/** An image of a product or a group. */
export class ImageResponse {
  id: string;
  /** The file that it shows; null for pictures of the demo. */
  fileId: string | null;
  url: string;
  /** The same picture in several widths, for the attribute `srcset`. */
  srcset: string | null;
  altText: string | null;
  /** The variant that is shown. */
  variantId: string | null;
  /** @example 1200 */
  width: number | null;
  /** @example 800 */
  height: number | null;
}

/** In their order; the first one stands for the product or group. */
export class ImagesResponse {
  items: ImageResponse[];
}

export function toImagesResponse(images: readonly ImageView[]): ImagesResponse {
  return { items: images.map(toImageResponse) };
}

function toImageResponse(image: ImageView): ImageResponse {
  const { id, fileId, url, srcset, altText, variantId, width, height } = image;
  return { id, fileId, url, srcset, altText, variantId, width, height };
}
