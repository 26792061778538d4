/** A file as it is stored and shown. */
export interface StoredMedia {
  readonly id: string;
  /** Where the storage has it: `avatars/<uuid>.webp`. */
  readonly key: string;
  /** Address for a page; of the local storage below the API's host: `/media/avatars/<uuid>.webp`. */
  readonly url: string;
}

export type MediaDriver = 'local' | 'cloudinary' | 's3';

/** What a file can be uploaded for. */
export type MediaOwnerKind = 'product' | 'category' | 'brand' | 'collection' | 'user';

export type MediaState = 'waiting' | 'ready' | 'failed' | 'orphaned';

/** To whom a file belongs; nobody else can show it. */
export interface MediaOwner {
  readonly kind: MediaOwnerKind;
  readonly id: string;
}

/** How a picture is made ready for a page. */
export interface ImageShape {
  /** Longest side in pixels; smaller pictures stay as they are. */
  readonly maxSide: number;
}

/** A picture drawn anew: WebP without metadata. */
export interface DrawnPicture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** One row of `media_files`. */
export interface MediaFileView {
  readonly id: string;
  readonly driver: MediaDriver;
  readonly key: string;
  readonly url: string;
  readonly ownerKind: MediaOwnerKind;
  readonly ownerId: string;
  readonly state: MediaState;
  readonly contentType: string | null;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly sizes: readonly number[];
  readonly srcset: string | null;
  readonly failure: string | null;
  readonly createdBy: string | null;
  readonly expiresAt: Date | null;
  readonly uploadedAt: Date | null;
  readonly isAttached: boolean;
  readonly createdAt: Date;
  /** `created_at::text`, for cursors. */
  readonly at: string;
}
