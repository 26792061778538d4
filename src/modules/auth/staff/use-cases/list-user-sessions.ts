import { Injectable } from '@nestjs/common';
import type { Page } from '../../../../common/http/page.response.js';
import type { RequestContext } from '../../../../common/request-context.js';
import { PeopleService } from '../../../users/people.service.js';
import type { Session } from '../../auth.types.js';
import { SessionsService } from '../../sessions.service.js';

/** A person's logins, as staff sees them. */
@Injectable()
export class ListUserSessions {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws UserNotFound */
  async execute(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<Session>> {
    await this.people.assertExists(ctx, userId);
    return this.sessions.list(ctx, userId, limit, cursor);
  }
}
