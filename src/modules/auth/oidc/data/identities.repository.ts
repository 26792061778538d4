import { Injectable } from '@nestjs/common';
import { BlindIndex } from '../../../../common/crypto/blind-index.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { Db } from '../../../../database/db.js';
import { namedQuery } from '../../../../database/named-query.js';
import type { Tx } from '../../../../database/unit-of-work.js';
import type { Identity } from '../oidc.types.js';

interface IdentityRow {
  id: string;
  issuer: string;
  created_at: Date;
  last_used_at: Date | null;
}

const USE = {
  name: 'identities-use',
  text: `UPDATE user_identities SET last_used_at = now()
          WHERE issuer = $1 AND subject_hash = ANY ($2::text[]) RETURNING user_id`,
};

const IS_KNOWN = {
  name: 'identities-is-known',
  text: `SELECT 1 FROM user_identities WHERE issuer = $1 AND subject_hash = ANY ($2::text[])`,
};

const INSERT = {
  name: 'identities-insert',
  text: `INSERT INTO user_identities (user_id, issuer, subject_hash, last_used_at)
         VALUES ($1, $2, $3, CASE WHEN $4::boolean THEN now() END)
         ON CONFLICT (issuer, subject_hash) DO NOTHING RETURNING id`,
};

const LIST = {
  name: 'identities-list',
  text: `SELECT id, issuer, created_at, last_used_at FROM user_identities
          WHERE user_id = $1 ORDER BY created_at, id`,
};

// The account's row is the lock: of two identities that go at once, the second sees that it is the last.
const LOCK_ACCOUNT = {
  name: 'identities-lock-account',
  text: `SELECT hashed_password FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
};

const LIST_IDS = {
  name: 'identities-list-ids',
  text: `SELECT id FROM user_identities WHERE user_id = $1`,
};

const DELETE = {
  name: 'identities-delete',
  text: `DELETE FROM user_identities WHERE id = $1 AND user_id = $2`,
};

const DELETE_ALL = {
  name: 'identities-delete-all',
  text: `DELETE FROM user_identities WHERE user_id = $1`,
};

/** Rows of `user_identities`. The provider's name for a person is kept as a keyed digest. */
@Injectable()
export class IdentitiesRepository {
  constructor(
    private readonly db: Db,
    private readonly blindIndex: BlindIndex,
  ) {}

  /** Digest of a subject, as it is stored from now on. */
  hashOf(issuer: string, subject: string): string {
    return this.blindIndex.of(textOf(issuer, subject));
  }

  /** Whose identity it is, noting that it was used. */
  async use(tx: Tx, issuer: string, subject: string): Promise<string | null> {
    const hashes = this.hashesOf(issuer, subject);
    const [row] = await namedQuery<{ user_id: string }>(tx, USE, [issuer, hashes]);
    return row?.user_id ?? null;
  }

  /** Whether the identity is somebody's. */
  async isKnown(tx: Tx, issuer: string, subject: string): Promise<boolean> {
    return (await namedQuery(tx, IS_KNOWN, [issuer, this.hashesOf(issuer, subject)])).length > 0;
  }

  /** @returns false when it is somebody's already. */
  async insert(
    tx: Tx,
    identity: {
      readonly userId: string;
      readonly issuer: string;
      readonly subjectHash: string;
      readonly used: boolean;
    },
  ): Promise<boolean> {
    const { userId, issuer, subjectHash, used } = identity;
    return (await namedQuery(tx, INSERT, [userId, issuer, subjectHash, used])).length === 1;
  }

  /** Those of a person, oldest first. */
  async list(ctx: RequestContext, userId: string): Promise<Identity[]> {
    const rows = await this.db.queryAs<IdentityRow>(ctx, LIST, [userId]);
    return rows.map((row) => ({
      id: row.id,
      issuer: row.issuer,
      linkedAt: row.created_at,
      lastUsedAt: row.last_used_at,
    }));
  }

  /** Locks the account. @returns its hash, with which one can tell whether it has a password. */
  async lockAccount(tx: Tx, userId: string): Promise<string | null> {
    const [row] = await namedQuery<{ hashed_password: string }>(tx, LOCK_ACCOUNT, [userId]);
    return row?.hashed_password ?? null;
  }

  async listIds(tx: Tx, userId: string): Promise<string[]> {
    return (await namedQuery<{ id: string }>(tx, LIST_IDS, [userId])).map(({ id }) => id);
  }

  async delete(tx: Tx, userId: string, id: string): Promise<void> {
    await namedQuery(tx, DELETE, [id, userId]);
  }

  /** Unlinks every provider: for an account that may be in the wrong hands. */
  async deleteAll(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, DELETE_ALL, [userId]);
  }

  /** Digests by the key of today and by those before it. */
  private hashesOf(issuer: string, subject: string): string[] {
    const text = textOf(issuer, subject);
    return [this.blindIndex.of(text), ...this.blindIndex.oldOf(text)];
  }
}

function textOf(issuer: string, subject: string): string {
  return `oidc:${issuer}:${subject}`;
}
