import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  ExceedsOwnRights,
  LastAdministrator,
  OwnAccount,
  UnknownRole,
} from '../../access/access.errors.js';
import { etagOfPerson, PeopleService } from '../people.service.js';
import { ChangeUserRole } from '../use-cases/change-user-role.js';
import { UserNotFound } from '../users.errors.js';
import { ChangeRoleRequest } from './dto/change-role.request.js';
import { ListPeopleQuery } from './dto/list-people.query.js';
import {
  PersonLineResponse,
  PersonResponse,
  toPersonLineResponse,
  toPersonResponse,
} from './dto/person.response.js';

/** People, for staff. */
@ApiTags('Administration')
@Controller('admin/users')
export class AdminUsersController {
  constructor(
    private readonly people: PeopleService,
    private readonly changeUserRole: ChangeUserRole,
  ) {}

  @Get()
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listUsers',
    summary: 'People',
    description: 'All filters together; deleted accounts are not among them.',
  })
  @ApiPage(PersonLineResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() query: ListPeopleQuery,
  ): Promise<Page<PersonLineResponse>> {
    const { q, role, locked, verified, createdFrom, createdTo } = query;
    const filter = {
      beginning: q,
      role,
      isLocked: locked,
      isVerified: verified,
      createdFrom,
      createdTo,
    };
    const { sort = '-createdAt', limit = 20, cursor = null } = query;
    const page = await this.people.list(ctx, filter, sort, limit, cursor);
    return { ...page, items: page.items.map(toPersonLineResponse) };
  }

  @Get(':userId')
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'getUser',
    summary: 'An account',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: PersonResponse })
  @ApiProblems(InvalidRequest, UserNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonResponse> {
    const person = await this.people.get(ctx, userId);
    void reply.header('etag', etagOfPerson(person));
    return toPersonResponse(person);
  }

  @Put(':userId/role')
  @RequirePermission('users', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeUserRole',
    summary: 'Give a person another role',
    description:
      'From his next request on. You must hold all that he may do now and all that he may do then; nobody changes his own.',
  })
  @ApiOkResponse({ type: PersonResponse })
  @ApiProblems(InvalidRequest, UserNotFound, OwnAccount, ExceedsOwnRights, LastAdministrator)
  @ApiProblems(UnknownRole)
  async changeRole(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Body() { roleId }: ChangeRoleRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonResponse> {
    await this.changeUserRole.execute(ctx, userId, roleId, ifMatch);
    return this.get(ctx, userId, reply);
  }
}
