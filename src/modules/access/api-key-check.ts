import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { AccessRule } from '../../common/http/access.decorators.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { Db } from '../../database/db.js';
import { chainRights } from './data/role-chain.js';
import { hashOfApiKey } from './domain/api-key-token.js';
import type { CheckedCaller } from './session-check.js';

// A key may do what it was made for, and of that only what its owner may do now.
const CHECK = {
  name: 'access-check-api-key',
  text: `
    SELECT k.id AS key_id, u.id, u.role_id, r.code AS role_code,
           coalesce(g.granted AND $2::text || ':' || $3::text = ANY (k.scopes), true) AS granted,
           coalesce(g.requires_mfa, false) AND k.mfa_at IS NULL AS mfa_missing,
           k.last_used_at IS NULL OR k.last_used_at < now() - interval '1 minute' AS unnoted
      FROM api_keys k
      JOIN users u ON u.id = k.user_id
      JOIN user_roles r ON r.id = u.role_id
      LEFT JOIN LATERAL (${chainRights('u.role_id', '$2::text', '$3::text')}) g ON $2::text IS NOT NULL
     WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND k.expires_at > now()
       AND NOT u.locked AND u.deleted_at IS NULL`,
};

// Two processes that find the note old write it once.
const NOTE_USE = {
  name: 'access-note-use-of-api-key',
  text: `UPDATE api_keys SET last_used_at = now(), last_used_ip = $2::inet
          WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
};

interface CheckRow {
  key_id: string;
  id: string;
  role_id: string;
  role_code: string;
  granted: boolean;
  mfa_missing: boolean;
  unnoted: boolean;
}

/** Decides with the database whether an API key still speaks for its owner. */
@Injectable()
export class ApiKeyCheck implements BeforeApplicationShutdown {
  private readonly logger = new Logger(ApiKeyCheck.name);
  private readonly notes = new Map<string, Promise<void>>();

  constructor(private readonly db: Db) {}

  /**
   * One round trip. Null for a key that is wrong, revoked or over, and for one of an account that is
   * locked or deleted. When it was last used is noted behind the back of the request.
   *
   * @param ip where the call came from, in a form that `inet` takes
   */
  async check(
    ctx: RequestContext,
    token: string,
    ip: string,
    rule: AccessRule,
  ): Promise<CheckedCaller | null> {
    const asked = rule.kind === 'permission' ? rule : null;
    const [row] = await this.db.queryAs<CheckRow>(withAllRows(ctx), CHECK, [
      hashOfApiKey(token),
      asked?.module ?? null,
      asked?.action ?? null,
    ]);
    if (!row) return null;
    const { id, key_id: apiKeyId, role_id: roleId, role_code: roleCode } = row;
    if (row.unnoted) this.noteUse(ctx, apiKeyId, ip);
    return {
      user: { id, sessionId: apiKeyId, roleId, roleCode, apiKeyId },
      granted: row.granted,
      mfaMissing: row.mfa_missing,
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.notes.values());
  }

  /** Never slows or fails the request; of many at once in this process one is enough. */
  private noteUse(ctx: RequestContext, apiKeyId: string, ip: string): void {
    if (this.notes.has(apiKeyId)) return;
    const noted = this.db
      .queryAs(withAllRows(ctx), NOTE_USE, [apiKeyId, ip])
      .then(
        () => undefined,
        (error: unknown) => {
          this.logger.warn(error, 'The last use of an API key could not be noted');
        },
      )
      .finally(() => this.notes.delete(apiKeyId));
    this.notes.set(apiKeyId, noted);
  }
}
