import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../common/http/time-cursor.js';
import { type RequestContext, withAllRows } from '../../common/request-context.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SessionNotFound } from './auth.errors.js';
import type { Session } from './auth.types.js';
import { type SessionRow, SessionsRepository } from './data/sessions.repository.js';
import { deviceNameOf } from './domain/device-name.js';
import { hashOfToken } from './domain/refresh-token.js';

/** A person's logins: what there is, and how to end them. An ended one keeps its row. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly sessions: SessionsRepository,
  ) {}

  /** Those that still count, last used first. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<Session>> {
    const rows = await this.sessions.list(
      ctx,
      userId,
      limit,
      cursor ? decodeTimeCursor(cursor) : null,
    );
    return toPage(rows, limit, toSession, (last) =>
      encodeTimeCursor({ at: last.last_used_text, id: last.id }),
    );
  }

  /**
   * Ends one session at once: its access tokens are refused from the next request on.
   *
   * @throws SessionNotFound for one that is over, unknown or somebody else's.
   */
  async end(ctx: RequestContext, userId: string, sessionId: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.sessions.lockOwn(tx, sessionId, userId))) throw new SessionNotFound();
      await this.sessions.blockFamily(tx, sessionId);
    });
  }

  /** Ends the session that a refresh token belongs to; nothing to do for one that is over or unknown. */
  async endByToken(ctx: RequestContext, token: string): Promise<void> {
    // Whose it is, the token says.
    await this.uow.run(withAllRows(ctx), async (tx) => {
      const presented = await this.sessions.lockFamily(tx, hashOfToken(token));
      if (presented) await this.sessions.blockFamily(tx, presented.family_id);
    });
  }

  /** Ends all sessions but the one given. */
  async endOthers(ctx: RequestContext, userId: string, sessionId: string): Promise<void> {
    await this.uow.run(ctx, (tx) => this.sessions.blockAll(tx, userId, sessionId));
  }
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    device: deviceNameOf(row.user_agent),
    userAgent: row.user_agent,
    clientIp: row.client_ip,
    startedAt: row.started_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expired_at,
    byStaff: row.by_staff,
    reason: row.reason,
  };
}
