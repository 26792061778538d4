import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AllowApiKey, Own } from '../../../common/http/access.decorators.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { DescribePermissions } from '../use-cases/describe-permissions.js';
import { PermissionsResponse, toPermissionsResponse } from './dto/permission.response.js';

/** What the caller may do. */
@ApiTags('Me')
@Controller('me/permissions')
export class MyPermissionsController {
  constructor(private readonly permissions: DescribePermissions) {}

  @Get()
  @Own()
  @AllowApiKey()
  @ApiOperation({
    operationId: 'listMyPermissions',
    summary: 'What I may do',
    description:
      'Inherited rights included; with an API key those of the key that its owner holds now. For showing and hiding; the server decides each time.',
  })
  @ApiOkResponse({ type: PermissionsResponse })
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
  ): Promise<PermissionsResponse> {
    return toPermissionsResponse(await this.permissions.execute(ctx, user));
  }
}
