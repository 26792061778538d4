import type { StartedUpload } from '../../use-cases/start-upload.js';
import type { MediaFileView } from '../../media.types.js';

/** A file of the shop. */
export class MediaResponse {
  id: string;
  /**
   * waiting: not checked yet; ready: can be attached; failed: was no picture; orphaned: is going to be deleted.
   * @example ready
   */
  state: string;
  /**
   * What the picture is of.
   * @example product
   */
  ownerKind: string;
  ownerId: string;
  /** Address of the picture; null until it is ready. */
  url: string | null;
  /** The same picture in several widths, for the attribute `srcset`. */
  srcset: string | null;
  /** @example 1200 */
  width: number | null;
  /** @example 800 */
  height: number | null;
  /**
   * As announced while it waits, then as stored.
   * @example 48213
   */
  bytes: number;
  /** Whether an image shows it. */
  isAttached: boolean;
  /** Why it is not used. */
  failure: string | null;
  createdAt: Date;
}

export class MediaListResponse {
  items: MediaResponse[];
}

/** How to send the file. */
export class UploadTicketResponse {
  /** Id of the file, for `complete`. */
  id: string;
  /**
   * PUT: the body is the file. POST: a form with the fields and, last, the file as `file`.
   * @example PUT
   */
  method: string;
  url: string;
  /** Headers that have to come along. */
  headers: Record<string, string>;
  /** Fields of the form. */
  fields: Record<string, string>;
  expiresAt: Date;
}

export function toMediaResponse(file: MediaFileView): MediaResponse {
  const { id, state, ownerKind, ownerId, url, srcset, width, height } = file;
  const { bytes, isAttached, failure, createdAt } = file;
  const isReady = state === 'ready';
  return {
    id,
    state,
    ownerKind,
    ownerId,
    url: isReady ? url : null,
    srcset: isReady ? srcset : null,
    width,
    height,
    bytes,
    isAttached,
    failure,
    createdAt,
  };
}

export function toUploadTicketResponse(upload: StartedUpload): UploadTicketResponse {
  const { id, method, url, headers, fields, expiresAt } = upload;
  return { id, method, url, headers: { ...headers }, fields: { ...fields }, expiresAt };
}
