import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../../common/http/auth-user.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ExceedsOwnRights, OwnAccount } from '../../../access/access.errors.js';
import { UserNotFound } from '../../../users/users.errors.js';
import { SessionNotFound } from '../../auth.errors.js';
import { SessionResponse, toSessionResponse } from '../../http/dto/auth.response.js';
import { EndUserSessions } from '../use-cases/end-user-sessions.js';
import { ListUserSessions } from '../use-cases/list-user-sessions.js';

/** Logins of others, for staff. */
@ApiTags('Administration')
@Controller('admin/users/:userId/sessions')
export class AdminSessionsController {
  constructor(
    private readonly listSessions: ListUserSessions,
    private readonly endSessions: EndUserSessions,
  ) {}

  @Get()
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listUserSessions',
    summary: 'Sessions of a person',
    description: 'Those that still count, last used first.',
  })
  @ApiPage(SessionResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, UserNotFound)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() staff: AuthUser,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<SessionResponse>> {
    const page = await this.listSessions.execute(ctx, userId, limit, cursor ?? null);
    return { ...page, items: page.items.map((item) => toSessionResponse(item, staff.sessionId)) };
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiOperation({
    operationId: 'endUserSessions',
    summary: 'End all sessions of a person',
    description: 'At once, on all servers.',
  })
  @ApiNoContentResponse({ description: 'They are over.' })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights)
  async endAll(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
  ): Promise<void> {
    await this.endSessions.execute(ctx, userId, null);
  }

  @Delete(':sessionId')
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiOperation({
    operationId: 'endUserSession',
    summary: 'End a session of a person',
    description: 'At once, on all servers. Take the id from the list.',
  })
  @ApiNoContentResponse({ description: 'It is over.' })
  @ApiProblems(InvalidRequest, UserNotFound, SessionNotFound, OwnAccount, ExceedsOwnRights)
  async end(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
  ): Promise<void> {
    await this.endSessions.execute(ctx, userId, sessionId);
  }
}
