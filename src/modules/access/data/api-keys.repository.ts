import { Injectable } from '@nestjs/common';
import type { TimePosition } from '../../../common/http/time-cursor.js';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';

/** A key as lists show it. */
export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly last_used_at: Date | null;
  readonly last_used_ip: string | null;
  readonly created_at: Date;
  readonly created_text: string;
}

/** What is written of a new key. */
export interface NewApiKeyRow {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly prefix: string;
  readonly hash: string;
  readonly scopes: readonly string[];
  readonly mfaAt: Date | null;
  readonly expiresAt: Date;
}

const KEY = `id, name, prefix, scopes, expires_at, revoked_at, last_used_at, host(last_used_ip) AS last_used_ip,
  created_at, created_at::text AS created_text`;

const LIST = {
  name: 'api-keys-list',
  text: `SELECT ${KEY} FROM api_keys
          WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2::timestamptz, $3::uuid))
          ORDER BY created_at DESC, id DESC LIMIT $4`,
};

const COUNT_USABLE = {
  name: 'api-keys-count-usable',
  text: `SELECT count(*)::int AS count FROM api_keys
          WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()`,
};

const INSERT = {
  name: 'api-keys-insert',
  text: `INSERT INTO api_keys (id, user_id, name, prefix, key_hash, scopes, mfa_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${KEY}`,
};

const REVOKE = {
  name: 'api-keys-revoke',
  text: `UPDATE api_keys SET revoked_at = now()
          WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL RETURNING id`,
};

const REVOKE_ALL = {
  name: 'api-keys-revoke-all',
  text: `UPDATE api_keys SET revoked_at = now() WHERE user_id = $1 AND revoked_at IS NULL`,
};

/** Rows of `api_keys`; every statement carries the owner's id. */
@Injectable()
export class ApiKeysRepository {
  constructor(private readonly db: Db) {}

  /** Newest first, those that are over too; one row more than asked for when there is a next page. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    after: TimePosition | null,
  ): Promise<ApiKeyRow[]> {
    const values = [userId, after?.at ?? null, after?.id ?? null, limit + 1];
    return this.db.queryAs<ApiKeyRow>(ctx, LIST, values);
  }

  /** How many of a person's keys still open something. */
  async countUsable(tx: Tx, userId: string): Promise<number> {
    const [row] = await namedQuery<{ count: number }>(tx, COUNT_USABLE, [userId]);
    return row?.count ?? 0;
  }

  async insert(tx: Tx, key: NewApiKeyRow): Promise<ApiKeyRow[]> {
    const { id, userId, name, prefix, hash, scopes, mfaAt, expiresAt } = key;
    const values = [id, userId, name, prefix, hash, scopes, mfaAt, expiresAt];
    return namedQuery<ApiKeyRow>(tx, INSERT, values);
  }

  /** @returns false for a key that is not his, or was revoked before. */
  async revoke(tx: Tx, userId: string, id: string): Promise<boolean> {
    return (await namedQuery(tx, REVOKE, [id, userId])).length === 1;
  }

  async revokeAll(tx: Tx, userId: string): Promise<void> {
    await namedQuery(tx, REVOKE_ALL, [userId]);
  }
}
