import { Body, Controller, Get, Param, ParseUUIDPipe, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  ExceedsOwnRights,
  LastAdministrator,
  OwnRole,
  RoleNotFound,
  UnknownModule,
} from '../access.errors.js';
import { PERMISSION_CATALOGUE } from '../domain/permission-catalogue.js';
import { etagOfRole } from '../role-view.js';
import { ReadRoles } from '../use-cases/read-roles.js';
import { SetRolePermissions } from '../use-cases/set-role-permissions.js';
import { CatalogueResponse, toCatalogueResponse } from './dto/permission.response.js';
import { PermissionsRequest } from './dto/role.request.js';
import { RolePermissionsResponse, toRolePermissionsResponse } from './dto/role.response.js';

/** What there is to be allowed, and what a role is allowed. */
@ApiTags('Administration')
@Controller('admin')
export class PermissionsController {
  constructor(
    private readonly roles: ReadRoles,
    private readonly setPermissions: SetRolePermissions,
  ) {}

  @Get('permissions')
  @RequirePermission('roles', 'r')
  @ApiOperation({
    operationId: 'listPermissions',
    summary: 'All permissions',
    description: 'The modules, and what reading, writing and running means in each.',
  })
  @ApiOkResponse({ type: CatalogueResponse })
  listAll(): CatalogueResponse {
    return toCatalogueResponse(PERMISSION_CATALOGUE);
  }

  @Get('roles/:roleId/permissions')
  @RequirePermission('roles', 'r')
  @ApiOperation({
    operationId: 'getRolePermissions',
    summary: 'Rights of a role',
    description: 'Its own, and with those that it inherits. The ETag is the one of the role.',
  })
  @ApiOkResponse({ type: RolePermissionsResponse })
  @ApiProblems(InvalidRequest, RoleNotFound)
  async get(
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RolePermissionsResponse> {
    const { role, effective } = await this.roles.getWithRights(roleId);
    void reply.header('etag', etagOfRole(role));
    return toRolePermissionsResponse(role, effective);
  }

  @Put('roles/:roleId/permissions')
  @RequirePermission('roles', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'setRolePermissions',
    summary: 'Set the rights of a role',
    description:
      "All of its own at once. You must hold all that it, and those who inherit from it, may do before and after; one's own role is changed by somebody else.",
  })
  @ApiOkResponse({ type: RolePermissionsResponse })
  @ApiProblems(InvalidRequest, RoleNotFound, OwnRole, ExceedsOwnRights, LastAdministrator)
  @ApiProblems(UnknownModule)
  async set(
    @Ctx() ctx: RequestContext,
    @Param('roleId', ParseUUIDPipe) roleId: string,
    @Body() { permissions }: PermissionsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RolePermissionsResponse> {
    await this.setPermissions.execute(ctx, roleId, permissions, ifMatch);
    return this.get(roleId, reply);
  }
}
