import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Own } from '../../common/http/access.decorators.js';
import { type AuthUser } from '../../common/http/auth-user.js';
import { CurrentUser } from '../../common/http/current-user.decorator.js';
import { AccessService } from './access.service.js';
import { PermissionsResponse, toPermissionsResponse } from './dto/permission.response.js';

/** What the caller may do. */
@ApiTags('Me')
@Controller('me/permissions')
export class AccessController {
  constructor(private readonly access: AccessService) {}

  @Get()
  @Own()
  @ApiOperation({
    operationId: 'listMyPermissions',
    summary: 'What my role may do',
    description: 'Inherited rights included. For showing and hiding; the server decides each time.',
  })
  @ApiOkResponse({ type: PermissionsResponse })
  async list(@CurrentUser() user: AuthUser): Promise<PermissionsResponse> {
    return toPermissionsResponse(user.roleCode, await this.access.listPermissions(user.roleId));
  }
}
