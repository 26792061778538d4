import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { SessionNotFound } from '../auth.errors.js';
import { SessionsService } from '../sessions.service.js';
import { SessionResponse, toSessionResponse } from './dto/auth.response.js';

/** The caller's logins on all devices. */
@ApiTags('Me')
@Own()
@Controller('me/sessions')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get()
  @ApiOperation({
    operationId: 'listMySessions',
    summary: 'My sessions',
    description: 'Those that still count, last used first.',
  })
  @ApiPage(SessionResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<SessionResponse>> {
    const page = await this.sessions.list(ctx, user.id, limit, cursor ?? null);
    return { ...page, items: page.items.map((item) => toSessionResponse(item, user.sessionId)) };
  }

  @Delete()
  @NotOnBehalf()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endMyOtherSessions',
    summary: 'End all other sessions',
    description: 'The one of this request stays.',
  })
  @ApiNoContentResponse({ description: 'They are over.' })
  async endOthers(@Ctx() ctx: RequestContext, @CurrentUser() user: AuthUser): Promise<void> {
    await this.sessions.endOthers(ctx, user.id, user.sessionId);
  }

  @Delete(':sessionId')
  @NotOnBehalf()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'endMySession',
    summary: 'End a session',
    description: 'At once, on all servers. Take the id from the list.',
  })
  @ApiNoContentResponse({ description: 'It is over.' })
  @ApiProblems(InvalidRequest, SessionNotFound)
  async end(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
  ): Promise<void> {
    await this.sessions.end(ctx, user.id, sessionId);
  }
}
