/** Longest side of what is kept of a picture of something for sale, in pixels. */
export const PICTURE_SHAPE = { maxSide: 2400 };
/** The same of a person's picture. */
export const AVATAR_SHAPE = { maxSide: 512 };

/** Widths in pixels beside the picture itself; the function `image_srcset` names the same ones. */
export const IMAGE_WIDTHS: readonly number[] = [160, 480, 960, 1600];

/** Widths that a picture of this width is made in: never larger than it is. */
export function widthsBelow(width: number): number[] {
  return IMAGE_WIDTHS.filter((size) => size < width);
}
