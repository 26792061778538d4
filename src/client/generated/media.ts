// Made from test/contract/openapi.json by "npm run openapi". What is changed here is lost with its next run.
import type { Call, PagedCall } from '../call.js';
import type { Connection } from '../connection.js';
import { type CallOptions, part } from '../operation.js';
import type {
  CompleteUploadRequest,
  MediaListResponse,
  MediaResponse,
  StartUploadRequest,
  UploadTicketResponse,
} from './types.js';

/** Query of {@link Media.listMedia}. */
export interface ListMediaQuery {
  /**
   * How many items at most.
   * @min 1
   * @max 100
   * @default 20
   * @example 20
   */
  limit?: number | undefined;
  /**
   * `nextCursor` of the page before; leave it out for the first page.
   * @maxLength 2048
   */
  cursor?: string | undefined;
  /**
   * Only files in this state.
   * @example "ready"
   */
  state?: "waiting" | "ready" | "failed" | "orphaned" | undefined;
  /** Only files of one owner; goes together with `ownerId`. */
  ownerKind?: "product" | "category" | "brand" | "collection" | undefined;
  /**
   * Its id.
   * @format uuid
   */
  ownerId?: string | undefined;
  /**
   * Only these members of each item, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Media.uploadMedia}. */
export interface UploadMediaQuery {
  /**
   * What the picture is of.
   * @example "product"
   */
  ownerKind: "product" | "category" | "brand" | "collection";
  /**
   * Its id.
   * @format uuid
   * @example "d89a045d-723f-49bf-8018-4b0a7326e58f"
   */
  ownerId: string;
}

/** Query of {@link Media.getMedia}. */
export interface GetMediaQuery {
  /**
   * Only these members of the answer, separated by commas, `a.b` for a member of a member; `id` comes always. Members that are required elsewhere may be missing then.
   * @maxLength 1000
   */
  fields?: string | undefined;
}

/** Query of {@link Media.putMediaUpload}. */
export interface PutMediaUploadQuery {
  /**
   * Until when it is good, in seconds since 1970.
   * @min 0
   * @max 99999999999
   * @example 1764000900
   */
  expires: number;
  /**
   * Over id, size, type and time.
   * @maxLength 128
   * @example "the-signature-the-signature-the-signature-t"
   */
  signature: string;
}

/** Media. */
export class Media {
  constructor(private readonly connection: Connection) {}

  /**
   * Files
   *
   * Newest first, in every state, without the pictures of persons.
   *
   * Takes If-None-Match.
   */
  listMedia(query?: ListMediaQuery, options?: CallOptions): PagedCall<{
      items: MediaResponse[];
      /** Pass it as `cursor` for the next page; null on the last one. */
      nextCursor: string | null;
    }> {
    return this.connection.list({ method: 'GET', path: '/api/v1/admin/media', query }, options);
  }

  /**
   * Upload pictures
   *
   * A form with at most 8 files, PNG, JPEG or WebP, at most 25 megapixels and the configured size each. They are drawn anew as WebP, at most 2400 pixels wide and high. Either all are stored or none. What nothing shows within a day is deleted.
   */
  uploadMedia(body: FormData, query: UploadMediaQuery, options?: CallOptions): Call<MediaListResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/media', body, query }, options);
  }

  /**
   * Plan a direct upload
   *
   * Answers how a browser sends one picture straight to the storage, within 15 minutes. Then call `complete`.
   */
  startMediaUpload(body: StartUploadRequest, options?: CallOptions): Call<UploadTicketResponse> {
    return this.connection.call({ method: 'POST', path: '/api/v1/admin/media/uploads', body }, options);
  }

  /**
   * A direct upload is done
   *
   * Looks what arrived. A worker then checks the picture and draws it anew: ask for the file until it is `ready` or `failed`. With Cloudinary, send `version` and `signature` of its answer.
   */
  completeMediaUpload(fileId: string, body?: CompleteUploadRequest, options?: CallOptions): Call<MediaResponse> {
    return this.connection.call({ method: 'POST', path: `/api/v1/admin/media/uploads/${part(fileId)}/complete`, body }, options);
  }

  /**
   * A file
   *
   * In whatever state it is.
   *
   * Takes If-None-Match.
   */
  getMedia(fileId: string, query?: GetMediaQuery, options?: CallOptions): Call<MediaResponse> {
    return this.connection.call({ method: 'GET', path: `/api/v1/admin/media/${part(fileId)}`, query }, options);
  }

  /**
   * Delete a file
   *
   * One that no image shows. A worker deletes it from the storage.
   */
  deleteMedia(fileId: string, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'DELETE', path: `/api/v1/admin/media/${part(fileId)}` }, options);
  }

  /**
   * Send the file of a direct upload
   *
   * At the address that planning the upload answered, which is the permission. Type and length have to be those that were announced.
   */
  putMediaUpload(fileId: string, body: Blob | Uint8Array<ArrayBuffer> | string, query: PutMediaUploadQuery, options?: CallOptions): Call<undefined> {
    return this.connection.call({ method: 'PUT', path: `/api/v1/media/uploads/${part(fileId)}`, body, query }, options);
  }
}
