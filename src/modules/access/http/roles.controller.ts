import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  ExceedsOwnRights,
  LastAdministrator,
  OwnRole,
  RoleCodeTaken,
  RoleCycle,
  RoleInUse,
  RoleNotFound,
  RoleProtected,
  UnknownModule,
  UnknownRole,
} from '../access.errors.js';
import { etagOfRole } from '../role-view.js';
import { CreateRole } from '../use-cases/create-role.js';
import { DeleteRole } from '../use-cases/delete-role.js';
import { ReadRoles } from '../use-cases/read-roles.js';
import { UpdateRole } from '../use-cases/update-role.js';
import { CreateRoleRequest, UpdateRoleRequest } from './dto/role.request.js';
import { RoleResponse, toRoleResponse } from './dto/role.response.js';

/** Roles, made and changed by staff within what they may do themselves. */
@ApiTags('Administration')
@Controller('admin/roles')
export class RolesController {
  constructor(
    private readonly roles: ReadRoles,
    private readonly createRole: CreateRole,
    private readonly updateRole: UpdateRole,
    private readonly deleteRole: DeleteRole,
  ) {}

  @Get()
  @RequirePermission('roles', 'r')
  @ApiOperation({ operationId: 'listRoles', summary: 'Roles', description: 'By their codes.' })
  @ApiPage(RoleResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() { limit = 20, cursor }: PageQuery): Promise<Page<RoleResponse>> {
    const page = await this.roles.list(limit, cursor ?? null);
    return { ...page, items: page.items.map(toRoleResponse) };
  }

  @Post()
  @RequirePermission('roles', 'w')
  @ApiOperation({
    operationId: 'createRole',
    summary: 'Make a role',
    description: 'It may do, by itself and by what it inherits, no more than you.',
  })
  @ApiCreatedResponse({ type: RoleResponse })
  @ApiProblems(InvalidRequest, ExceedsOwnRights, RoleCodeTaken, UnknownModule, UnknownRole)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateRoleRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleResponse> {
    const role = await this.createRole.execute(ctx, {
      code: body.code,
      name: body.name,
      description: body.description ?? null,
      isActive: body.isActive ?? true,
      requiresMfa: body.requiresMfa ?? false,
      parentId: body.parentId ?? null,
      permissions: body.permissions ?? [],
    });
    void reply.header('etag', etagOfRole(role));
    return toRoleResponse(role);
  }

  @Get(':roleId')
  @RequirePermission('roles', 'r')
  @ApiOperation({
    operationId: 'getRole',
    summary: 'A role',
    description: 'Take the id from the list. The ETag covers its rights as well.',
  })
  @ApiOkResponse({ type: RoleResponse })
  @ApiProblems(InvalidRequest, RoleNotFound)
  async get(
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleResponse> {
    const role = await this.roles.get(roleId);
    void reply.header('etag', etagOfRole(role));
    return toRoleResponse(role);
  }

  @Patch(':roleId')
  @RequirePermission('roles', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateRole',
    summary: 'Change a role',
    description:
      'Switch it on or off, move it below another parent, rename it. You must hold all that it, and those who inherit from it, may do before and after.',
  })
  @ApiOkResponse({ type: RoleResponse })
  @ApiProblems(InvalidRequest, RoleNotFound, OwnRole, ExceedsOwnRights, LastAdministrator)
  @ApiProblems(UnknownRole, RoleCycle)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @Body() body: UpdateRoleRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RoleResponse> {
    const role = await this.updateRole.execute(ctx, roleId, body, ifMatch);
    void reply.header('etag', etagOfRole(role));
    return toRoleResponse(role);
  }

  @Delete(':roleId')
  @HttpCode(204)
  @RequirePermission('roles', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteRole',
    summary: 'Delete a role',
    description: 'Only one that nobody has and from which none inherits.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, RoleNotFound, RoleInUse, RoleProtected, OwnRole, ExceedsOwnRights)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteRole.execute(ctx, roleId, ifMatch);
  }
}
