/** A file as it is stored and shown. */
export interface StoredMedia {
  /** Where the storage has it: `avatars/<uuid>.webp`. */
  readonly key: string;
  /** Address for a page, below the API's host: `/media/avatars/<uuid>.webp`. */
  readonly url: string;
}

/** Folders that files are stored in; the key of a file begins with one. */
export type MediaFolder = 'avatars';

/** How a picture is made ready for a page. */
export interface ImageShape {
  /** Longest side in pixels; smaller pictures stay as they are. */
  readonly maxSide: number;
}
