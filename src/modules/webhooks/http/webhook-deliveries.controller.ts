import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ReadEndpoints } from '../use-cases/read-endpoints.js';
import { SteerEndpoint } from '../use-cases/steer-endpoint.js';
import {
  DeliveryNotFound,
  EndpointNotFound,
  EndpointPaused,
  EventUnknown,
} from '../webhooks.errors.js';
import { ListWebhookDeliveriesQuery, RedeliverWebhookRequest } from './dto/webhooks.request.js';
import {
  toDeliveryDetail,
  toDeliveryResponse,
  toWebhookResponse,
  WebhookDeliveryDetailResponse,
  WebhookDeliveryResponse,
  WebhookResponse,
} from './dto/webhooks.response.js';

/** What endpoints were sent, and sending it again. */
@ApiTags('Administration')
@Controller('admin/webhooks/:webhookId')
export class WebhookDeliveriesController {
  constructor(
    private readonly endpoints: ReadEndpoints,
    private readonly steer: SteerEndpoint,
  ) {}

  @Get('deliveries')
  @RequirePermission('webhooks', 'r')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'Deliveries of an endpoint',
    description: 'The newest first.',
  })
  @ApiPage(WebhookDeliveryResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, EndpointNotFound)
  async list(
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Query() { state, limit = 20, cursor }: ListWebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryResponse>> {
    const page = await this.endpoints.listDeliveries(id, state ?? null, limit, cursor ?? null);
    return { ...page, items: page.items.map(toDeliveryResponse) };
  }

  @Get('deliveries/:deliveryId')
  @RequirePermission('webhooks', 'r')
  @ApiOperation({
    operationId: 'getWebhookDelivery',
    summary: 'One delivery and its tries',
    description: 'Status, duration and the beginning of each answer.',
  })
  @ApiOkResponse({ type: WebhookDeliveryDetailResponse })
  @ApiProblems(InvalidRequest, DeliveryNotFound)
  async get(
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ): Promise<WebhookDeliveryDetailResponse> {
    const { delivery, tries } = await this.endpoints.getDelivery(id, deliveryId);
    return toDeliveryDetail(delivery, tries);
  }

  @Post('deliveries/:deliveryId/redeliver')
  @HttpCode(202)
  @RequirePermission('webhooks', 'x')
  @ApiOperation({
    operationId: 'redeliverWebhookEvent',
    summary: 'Send one event again',
    description: 'With the same `webhook-id`, also when it has arrived already.',
  })
  @ApiAcceptedResponse({ type: WebhookDeliveryResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound, DeliveryNotFound, EndpointPaused)
  async again(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Param('deliveryId', ParseUUIDPipe) deliveryId: string,
  ): Promise<WebhookDeliveryResponse> {
    return toDeliveryResponse(await this.steer.redeliver(ctx, id, deliveryId));
  }

  @Post('redeliver')
  @HttpCode(202)
  @RequirePermission('webhooks', 'x')
  @ApiOperation({
    operationId: 'redeliverWebhookEvents',
    summary: 'Send everything after an event again',
    description: 'As far as the feed has it, of the types that the endpoint hears.',
  })
  @ApiAcceptedResponse({ type: WebhookResponse })
  @ApiProblems(InvalidRequest, EndpointNotFound, EventUnknown, EndpointPaused)
  async redeliver(
    @Ctx() ctx: RequestContext,
    @Param('webhookId', ParseUUIDPipe) id: string,
    @Body() { after = null }: RedeliverWebhookRequest,
  ): Promise<WebhookResponse> {
    return toWebhookResponse(await this.steer.redeliverAfter(ctx, id, after));
  }
}
