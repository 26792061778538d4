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
  ApiAcceptedResponse,
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
import { ReadEndpoints } from '../use-cases/read-endpoints.js';
import { etagOfEndpoint, SaveEndpoint } from '../use-cases/save-endpoint.js';
import { SteerEndpoint } from '../use-cases/steer-endpoint.js';
import {
  EndpointNotFound,
  EndpointUrlRefused,
  EventTypeUnknown,
  TooManyEndpoints,
} from '../webhooks.errors.js';
import type { EndpointView } from '../webhooks.types.js';
import {
  CreateWebhookRequest,
  RotateWebhookSecretRequest,
  UpdateWebhookRequest,
} from './dto/webhooks.request.js';
import {
  toDeliveryResponse,
  toWebhookResponse,
  WebhookDeliveryResponse,
  WebhookResponse,
  WebhookSecretResponse,
} from './dto/webhooks.response.js';

/** Who outside is told of events. */
@ApiTags('Administration')
@Controller('admin/webhooks')
export class WebhooksController {
  constructor(
    private readonly endpoints: ReadEndpoints,
    private readonly save: SaveEndpoint,
    private readonly steer: SteerEndpoint,
  ) {}

  @Get()
  @RequirePermission('webhooks', 'r')
  @ApiOperation({
    operationId: 'listWebhooks',
    summary: 'Webhook endpoints',
    description: 'The oldest first.',
  })
  @ApiPage(WebhookResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() { limit = 20, cursor }: PageQuery): Promise<Page<WebhookResponse>> {
    const page = await this.endpoints.list(limit, cursor ?? null);
    return { ...page, items: page.items.map(toWebhookResponse) };
  }

  @Post()
  @RequirePermission('webhooks', 'w')
  @ApiOperation({
    operationId: 'createWebhook',
    summary: 'Tell an endpoint of events',
    description:
      'Of all that happen from now on. Messages are signed by the Standard Webhooks specification (`webhook-id`, `webhook-timestamp`, `webhook-signature`); the secret is in this answer and nowhere else. A message is repeated until it is answered with 2xx, so the same `webhook-id` may come more than once.',
  })
  @ApiCreatedResponse({ type: WebhookSecretResponse })
  @ApiProblems(InvalidRequest, EndpointUrlRefused, EventTypeUnknown, TooManyEndpoints)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { url, eventTypes, description = '' }: CreateWebhookRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSecretResponse> {
    const { endpoint, secret } = await this.save.create(ctx, { url, eventTypes, description });
    return { ...answer(reply, endpoint), secret };
  }

  @Get(':webhookId')
  @RequirePermission('webhooks', 'r')
  @ApiOperation({
    operationId: 'getWebhook',
    summary: 'One endpoint',
    description: 'Its deliveries have a route of their own.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async get(
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookResponse> {
    return answer(reply, await this.endpoints.get(id));
  }

  @Patch(':webhookId')
  @RequirePermission('webhooks', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateWebhook',
    summary: 'Change an endpoint',
    description: 'What is left out stays. What waits is sent to the new address.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound, EndpointUrlRefused, EventTypeUnknown)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Body() body: UpdateWebhookRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookResponse> {
    return answer(reply, await this.save.change(ctx, id, body, ifMatch));
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @RequirePermission('webhooks', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteWebhook',
    summary: 'Delete an endpoint',
    description: 'With its log, for good.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.save.remove(ctx, id, ifMatch);
  }

  @Post(':webhookId/rotate-secret')
  @HttpCode(200)
  @RequirePermission('webhooks', 'w')
  @ApiOperation({
    operationId: 'rotateWebhookSecret',
    summary: 'Give an endpoint a new secret',
    description:
      'Messages carry a signature of each for `overlapHours` (24 when left out), so that the receiver can change over. At once when it is 0.',
  })
  @ApiOkResponse({ type: WebhookSecretResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async rotate(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Body() { overlapHours = 24 }: RotateWebhookSecretRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSecretResponse> {
    const { endpoint, secret } = await this.save.rotate(ctx, id, overlapHours);
    return { ...answer(reply, endpoint), secret };
  }

  @Post(':webhookId/pause')
  @HttpCode(200)
  @RequirePermission('webhooks', 'x')
  @ApiOperation({
    operationId: 'pauseWebhook',
    summary: 'Send nothing for now',
    description: 'What happens meanwhile waits in the feed.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async pause(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookResponse> {
    return answer(reply, await this.steer.pause(ctx, id));
  }

  @Post(':webhookId/resume')
  @HttpCode(200)
  @RequirePermission('webhooks', 'x')
  @ApiOperation({
    operationId: 'resumeWebhook',
    summary: 'Go on where it was paused',
    description: 'Everything that it missed is sent, as far as the feed still has it.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async resume(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookResponse> {
    return answer(reply, await this.steer.resume(ctx, id));
  }

  @Post(':webhookId/ping')
  @HttpCode(202)
  @RequirePermission('webhooks', 'x')
  @ApiOperation({
    operationId: 'pingWebhook',
    summary: 'Try an endpoint',
    description:
      'A message of type `webhook.ping`, sent once, also to a paused one; see its delivery.',
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound)
  async ping(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
  ): Promise<WebhookDeliveryResponse> {
    return toDeliveryResponse(await this.steer.ping(ctx, id));
  }
}

function answer(reply: FastifyReply, endpoint: EndpointView): WebhookResponse {
  void reply.header('etag', etagOfEndpoint(endpoint));
  return toWebhookResponse(endpoint);
}
