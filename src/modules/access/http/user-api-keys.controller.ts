import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ApiKeyNotFound, ExceedsOwnRights, OwnAccount } from '../access.errors.js';
import { ApiKeysService } from '../api-keys.service.js';
import { RevokeUserApiKey } from '../use-cases/revoke-user-api-key.js';
import { ApiKeyResponse, toApiKeyResponse } from './dto/api-key.response.js';

/** Keys that others have given to machines, for staff. */
@ApiTags('Administration')
@Controller('admin/users/:userId/api-keys')
export class UserApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly revokeKey: RevokeUserApiKey,
  ) {}

  @Get()
  @RequirePermission('users', 'r')
  @ApiOperation({
    operationId: 'listUserApiKeys',
    summary: 'API keys of a person',
    description: 'Newest first, those that are over too; empty where there is no such person.',
  })
  @ApiPage(ApiKeyResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<ApiKeyResponse>> {
    const page = await this.keys.list(ctx, userId, limit, cursor ?? null);
    return { ...page, items: page.items.map(toApiKeyResponse) };
  }

  @Delete(':keyId')
  @HttpCode(204)
  @RequirePermission('users', 'w')
  @ApiOperation({
    operationId: 'revokeUserApiKey',
    summary: "Revoke a person's API key",
    description: 'At once. Your own are under `/me/api-keys`.',
  })
  @ApiNoContentResponse({ description: 'It opens nothing any more.' })
  @ApiProblems(InvalidRequest, ApiKeyNotFound, OwnAccount, ExceedsOwnRights)
  async revoke(
    @Ctx() ctx: RequestContext,
    @Param('userId', ParseUUIDPipe) userId: string,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    await this.revokeKey.execute(ctx, userId, keyId);
  }
}
