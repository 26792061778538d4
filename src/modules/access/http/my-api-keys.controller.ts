import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  InvalidCursor,
  InvalidRequest,
  InvalidValue,
  MfaRequired,
} from '../../../common/errors/common-errors.js';
import { NotOnBehalf, Own } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Client } from '../../../common/http/client.decorator.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { PROOF_PROBLEMS } from '../../../common/recent-proof.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  ApiKeyNotFound,
  ExceedsOwnRights,
  TooManyApiKeys,
  UnknownModule,
} from '../access.errors.js';
import { ApiKeysService } from '../api-keys.service.js';
import { CreateApiKey } from '../use-cases/create-api-key.js';
import { CreateApiKeyRequest } from './dto/api-key.request.js';
import { ApiKeyResponse, CreatedApiKeyResponse, toApiKeyResponse } from './dto/api-key.response.js';

/** Keys that the caller has given to machines. */
@ApiTags('Me')
@Own()
@NotOnBehalf()
@Controller('me/api-keys')
export class MyApiKeysController {
  constructor(
    private readonly keys: ApiKeysService,
    private readonly createApiKey: CreateApiKey,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listMyApiKeys',
    summary: 'My API keys',
    description: 'Newest first, those that are over too.',
  })
  @ApiPage(ApiKeyResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<ApiKeyResponse>> {
    const page = await this.keys.list(ctx, user.id, limit, cursor ?? null);
    return { ...page, items: page.items.map(toApiKeyResponse) };
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'createMyApiKey',
    summary: 'Make an API key',
    description:
      'For a machine that does a part of what you may do. It is shown this once. It never may do more than you at that moment.',
  })
  @ApiCreatedResponse({ type: CreatedApiKeyResponse })
  @ApiProblems(InvalidRequest, InvalidValue, ExceedsOwnRights, MfaRequired, UnknownModule)
  @ApiProblems(TooManyApiKeys, ...PROOF_PROBLEMS)
  async create(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Client() client: ClientInfo,
    @Body() body: CreateApiKeyRequest,
  ): Promise<CreatedApiKeyResponse> {
    const { key, token } = await this.createApiKey.execute(ctx, user, body, client);
    return { ...toApiKeyResponse(key), key: token };
  }

  @Delete(':keyId')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'revokeMyApiKey',
    summary: 'Revoke an API key',
    description: 'At once, on all servers. Take the id from the list.',
  })
  @ApiNoContentResponse({ description: 'It opens nothing any more.' })
  @ApiProblems(InvalidRequest, ApiKeyNotFound)
  async revoke(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('keyId', ParseUUIDPipe) keyId: string,
  ): Promise<void> {
    await this.keys.revoke(ctx, user.id, keyId);
  }
}
