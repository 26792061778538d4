import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { MediaDriver } from '../media.types.js';

/** A file that is to be deleted. */
export interface Orphan {
  readonly id: string;
  readonly key: string;
}

// Each condition is about the row alone: whoever attaches or completes the file meanwhile changes the
// row, and the statement looks again at what it waited for.
const FIND_LOOSE = {
  name: 'media-find-loose',
  text: `UPDATE media_files SET state = 'orphaned' WHERE id IN (
           SELECT id FROM media_files
            WHERE state IN ('waiting', 'ready', 'failed') AND attached_at IS NULL AND updated_at < now() - $1 * interval '1 second'
            ORDER BY updated_at LIMIT $2 FOR UPDATE SKIP LOCKED)
           AND attached_at IS NULL RETURNING id`,
};

const FIND_ORPHANS = {
  name: 'media-find-orphans',
  text: `SELECT id, storage_key AS key FROM media_files
          WHERE driver = $1 AND state = 'orphaned' AND updated_at < now() - $2 * interval '1 second'
          ORDER BY updated_at, id LIMIT $3`,
};

const DELETE = {
  name: 'media-delete-orphans',
  text: `DELETE FROM media_files WHERE id = ANY ($1::uuid[]) AND state = 'orphaned'`,
};

const DELETE_KEY = {
  name: 'media-delete-of-person',
  text: `DELETE FROM media_files WHERE storage_key = $1 AND owner_kind = 'user'`,
};

// Also what is pointed to without a row, from before there were any.
const FIND_UNKNOWN = {
  name: 'media-find-unknown',
  text: `SELECT k.key FROM unnest($1::text[]) AS k (key)
          WHERE NOT EXISTS (SELECT FROM media_files f WHERE f.storage_key = k.key)
            AND NOT EXISTS (SELECT FROM users u WHERE u.avatar_image_id = k.key)
            AND NOT EXISTS (SELECT FROM images i WHERE i.cloudinary_id = k.key)`,
};

/** What nobody points to any more. */
@Injectable()
export class OrphansRepository {
  constructor(private readonly db: Db) {}

  /** Gives up files that nothing showed within so many seconds; @returns how many. */
  async giveUpLoose(tx: Tx, seconds: number, limit: number): Promise<number> {
    return (await namedQuery(tx, FIND_LOOSE, [seconds, limit])).length;
  }

  /** Files given up at least so many seconds ago. */
  async find(driver: MediaDriver, seconds: number, limit: number): Promise<Orphan[]> {
    return this.db.query<{ id: string; key: string }>(FIND_ORPHANS, [driver, seconds, limit]);
  }

  async delete(tx: Tx, ids: readonly string[]): Promise<void> {
    await namedQuery(tx, DELETE, [ids]);
  }

  /** The row of a person's picture. */
  async deleteKey(tx: Tx, key: string): Promise<void> {
    await namedQuery(tx, DELETE_KEY, [key]);
  }

  /** Which of these keys nothing knows. Persons' rows are looked at: everybody's have to be in sight. */
  async unknown(ctx: RequestContext, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.queryAs<{ key: string }>(ctx, FIND_UNKNOWN, [keys]);
    return new Set(rows.map(({ key }) => key));
  }
}
