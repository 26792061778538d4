import { Injectable } from '@nestjs/common';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type {
  DrawnPicture,
  MediaDriver,
  MediaFileView,
  MediaOwner,
  MediaState,
} from '../media.types.js';

/** What is written before a file is. */
export interface AnnouncedFile {
  readonly id: string;
  readonly driver: MediaDriver;
  readonly key: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly bytes: number;
  readonly expiresAt: Date | null;
}

/** What a person has uploaded and nothing shows. */
export interface LooseFiles {
  readonly files: number;
  readonly bytes: number;
}

export interface MediaFilter {
  readonly state: MediaState | null;
  readonly owner: MediaOwner | null;
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}

const COLUMNS = `id, driver, storage_key AS key, url, owner_kind AS "ownerKind", owner_id AS "ownerId", state,
  content_type AS "contentType", bytes, width, height, sizes, image_srcset(url, width) AS srcset, failure,
  created_by AS "createdBy", expires_at AS "expiresAt", uploaded_at AS "uploadedAt",
  attached_at IS NOT NULL AS "isAttached", created_at AS "createdAt", created_at::text AS at`;

const LOCK_QUOTA = {
  name: 'media-lock-quota',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('media.quota:' || $1::text, 0))`,
};

const COUNT_LOOSE = {
  name: 'media-count-loose',
  text: `SELECT count(*)::int AS files, COALESCE(sum(bytes), 0)::float8 AS bytes FROM media_files
          WHERE created_by = $1::uuid AND attached_at IS NULL AND state IN ('waiting', 'ready')`,
};

// By name: the tables belong to features that this one does not know.
const OWNER_EXISTS = {
  name: 'media-owner-exists',
  text: `SELECT CASE $1::text
      WHEN 'product' THEN EXISTS (SELECT FROM products WHERE id = $2::uuid AND deleted_at IS NULL)
      WHEN 'category' THEN EXISTS (SELECT FROM categories WHERE id = $2::uuid AND deleted_at IS NULL)
      WHEN 'brand' THEN EXISTS (SELECT FROM brands WHERE id = $2::uuid AND deleted_at IS NULL)
      WHEN 'collection' THEN EXISTS (SELECT FROM collections WHERE id = $2::uuid AND deleted_at IS NULL)
      WHEN 'user' THEN true ELSE false END AS exists`,
};

const INSERT = {
  name: 'media-insert',
  text: `INSERT INTO media_files (id, driver, storage_key, url, content_type, bytes, expires_at, owner_kind, owner_id, created_by)
         SELECT f.*, $8::text, $9::uuid, $10::uuid
           FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[]) f`,
};

// A file that was given up meanwhile stays given up.
const MARK_READY = {
  name: 'media-mark-ready',
  text: `UPDATE media_files SET state = 'ready', content_type = 'image/webp', bytes = $2, width = $3, height = $4,
           sha256 = $5, failure = NULL WHERE id = $1 AND state = 'waiting' RETURNING id`,
};

const MARK_FAILED = {
  name: 'media-mark-failed',
  text: `UPDATE media_files SET state = 'failed', failure = $2 WHERE id = $1 AND state = 'waiting'`,
};

const MARK_UPLOADED = {
  name: 'media-mark-uploaded',
  text: `UPDATE media_files SET uploaded_at = now() WHERE id = $1 AND state = 'waiting' AND uploaded_at IS NULL RETURNING id`,
};

const MARK_SIZES = {
  name: 'media-mark-sizes',
  text: `UPDATE media_files SET sizes = $2::int[] WHERE id = $1 AND state = 'ready'`,
};

const MARK_ATTACHED = {
  name: 'media-mark-attached',
  text: `UPDATE media_files SET state = 'ready', attached_at = now() WHERE id = $1 AND state IN ('waiting', 'ready') RETURNING id`,
};

const GIVE_UP = {
  name: 'media-give-up',
  text: `UPDATE media_files SET state = 'orphaned' WHERE id = ANY ($1::uuid[]) AND attached_at IS NULL AND state <> 'orphaned'
         RETURNING id`,
};

const GIVE_UP_KEY = {
  name: 'media-give-up-key',
  text: `UPDATE media_files SET state = 'orphaned' WHERE storage_key = $1`,
};

const FIND = {
  name: 'media-find',
  text: `SELECT ${COLUMNS} FROM media_files WHERE id = ANY ($1::uuid[]) ORDER BY array_position($1::uuid[], id)`,
};

const LIST = {
  name: 'media-list',
  text: `SELECT ${COLUMNS} FROM media_files
          WHERE owner_kind <> 'user' AND ($1::text IS NULL OR state = $1)
            AND ($2::text IS NULL OR (owner_kind = $2 AND owner_id = $3::uuid))
            AND ($4::text IS NULL OR (created_at, id) < ($4::timestamptz, $5::uuid))
          ORDER BY created_at DESC, id DESC LIMIT $6`,
};

/** Rows of `media_files`. */
@Injectable()
export class MediaFilesRepository {
  constructor(private readonly db: Db) {}

  /** What nothing shows of this person's files; nobody else counts him until the transaction ends. */
  async lockLoose(tx: Tx, personId: string): Promise<LooseFiles> {
    await namedQuery(tx, LOCK_QUOTA, [personId]);
    const [row] = await namedQuery<{ files: number; bytes: number }>(tx, COUNT_LOOSE, [personId]);
    return row ?? { files: 0, bytes: 0 };
  }

  async ownerExists(executor: Tx | Db, { kind, id }: MediaOwner): Promise<boolean> {
    const [row] = await namedQuery<{ exists: boolean }>(executor, OWNER_EXISTS, [kind, id]);
    return row?.exists ?? false;
  }

  async insert(
    tx: Tx,
    owner: MediaOwner,
    createdBy: string | null,
    files: readonly AnnouncedFile[],
  ): Promise<void> {
    await namedQuery(tx, INSERT, [
      files.map(({ id }) => id),
      files.map(({ driver }) => driver),
      files.map(({ key }) => key),
      files.map(({ url }) => url),
      files.map(({ contentType }) => contentType),
      files.map(({ bytes }) => bytes),
      files.map(({ expiresAt }) => expiresAt),
      owner.kind,
      owner.id,
      createdBy,
    ]);
  }

  /** @returns whether the file still waited. */
  async markReady(tx: Tx, id: string, picture: DrawnPicture, sha256: string): Promise<boolean> {
    const { bytes, width, height } = picture;
    const rows = await namedQuery(tx, MARK_READY, [id, bytes.length, width, height, sha256]);
    return rows.length > 0;
  }

  async markFailed(tx: Tx, id: string, failure: string): Promise<void> {
    await namedQuery(tx, MARK_FAILED, [id, failure]);
  }

  /** @returns false when it was said before. */
  async markUploaded(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, MARK_UPLOADED, [id])).length > 0;
  }

  async markSizes(tx: Tx, id: string, sizes: readonly number[]): Promise<void> {
    await namedQuery(tx, MARK_SIZES, [id, sizes]);
  }

  /** @returns false when it was given up meanwhile. */
  async markAttached(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, MARK_ATTACHED, [id])).length > 0;
  }

  /** Leaves files that nothing shows to the worker that deletes them; @returns how many. */
  async giveUp(tx: Tx, ids: readonly string[]): Promise<number> {
    return (await namedQuery(tx, GIVE_UP, [ids])).length;
  }

  async giveUpKey(tx: Tx, key: string): Promise<void> {
    await namedQuery(tx, GIVE_UP_KEY, [key]);
  }

  async find(id: string): Promise<MediaFileView | null> {
    return (await this.findMany([id]))[0] ?? null;
  }

  /** In the order of the ids. */
  async findMany(ids: readonly string[]): Promise<MediaFileView[]> {
    return this.db.query<MediaFileView>(FIND, [ids]);
  }

  /** Newest first, without pictures of persons; one more than the limit when there are more. */
  async list({ state, owner, after, limit }: MediaFilter): Promise<MediaFileView[]> {
    return this.db.query<MediaFileView>(LIST, [
      state,
      owner?.kind ?? null,
      owner?.id ?? null,
      after?.at ?? null,
      after?.id ?? null,
      limit + 1,
    ]);
  }
}
