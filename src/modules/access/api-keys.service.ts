import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../common/http/time-cursor.js';
import type { RequestContext } from '../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { ApiKeyNotFound } from './access.errors.js';
import type { ApiKeyView } from './access.types.js';
import { type ApiKeyRow, ApiKeysRepository } from './data/api-keys.repository.js';
import { tableOf } from './domain/rights.js';

/** The keys that a person has given to machines. A revoked one keeps its row. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly keys: ApiKeysRepository,
  ) {}

  /** Newest first. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<ApiKeyView>> {
    const after = cursor === null ? null : decodeTimeCursor(cursor);
    const rows = await this.keys.list(ctx, userId, limit, after);
    return toPage(rows, limit, toApiKeyView, (last) =>
      encodeTimeCursor({ at: last.created_text, id: last.id }),
    );
  }

  /** @throws ApiKeyNotFound for one that is revoked, unknown or somebody else's. */
  async revoke(ctx: RequestContext, userId: string, keyId: string): Promise<void> {
    await this.uow.run(ctx, (tx) => this.revokeIn(tx, userId, keyId));
  }

  /** The same inside a transaction, for staff; the caller has asked the rules about rights. */
  async revokeIn(tx: Tx, userId: string, keyId: string): Promise<void> {
    if (!(await this.keys.revoke(tx, userId, keyId))) throw new ApiKeyNotFound();
  }

  /** Ends all keys of a person whose account may be in the wrong hands. */
  async revokeAllIn(tx: Tx, userId: string): Promise<void> {
    await this.keys.revokeAll(tx, userId);
  }
}

/** A row as the rest of the program knows it. */
export function toApiKeyView(row: ApiKeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: tableOf(new Set(row.scopes)),
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    lastUsedIp: row.last_used_ip,
    createdAt: row.created_at,
  };
}
