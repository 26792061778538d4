import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import { IllegalTransition } from '../../../common/state/transitions.js';
import { LocationNotFound, NotAtLocation, NotReserved } from '../../inventory/inventory.errors.js';
import { ReadStaffOrders } from '../desk/read-staff-orders.js';
import { StaffOrderResponse } from '../desk/staff-order.response.js';
import {
  FulfilmentNotFound,
  LineUnknown,
  OrderNotFound,
  OrderNotShippable,
  TooManyPieces,
} from '../orders.errors.js';
import { PACK_EXAMPLES, SHIP_EXAMPLES } from '../order-examples.js';
import { CancelFulfilment } from './cancel-fulfilment.js';
import { ChangeFulfilment } from './change-fulfilment.js';
import { CreateFulfilment } from './create-fulfilment.js';
import { DeliverFulfilment } from './deliver-fulfilment.js';
import {
  CreateFulfilmentRequest,
  ParcelLabelRequest,
  ShipFulfilmentRequest,
} from './fulfilment.request.js';
import { ShipFulfilment } from './ship-fulfilment.js';

/** Parcels of an order; each answer is the order as it is then, with its ETag. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId/fulfilments')
@ApiProblems(InvalidRequest, OrderNotFound)
export class AdminFulfilmentsController {
  constructor(
    private readonly orders: ReadStaffOrders,
    private readonly createFulfilment: CreateFulfilment,
    private readonly changeFulfilment: ChangeFulfilment,
    private readonly shipFulfilment: ShipFulfilment,
    private readonly deliverFulfilment: DeliverFulfilment,
    private readonly cancelFulfilment: CancelFulfilment,
  ) {}

  @Post()
  @RequirePermission('shipping', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'createFulfilment',
    summary: 'Pack a parcel',
    description:
      'With some pieces of a confirmed order, never more than other parcels and refunds have left. Nothing leaves yet.',
  })
  @ApiBody({ type: CreateFulfilmentRequest, examples: PACK_EXAMPLES })
  @ApiCreatedResponse({ type: StaffOrderResponse })
  @ApiProblems(OrderNotShippable, LineUnknown, TooManyPieces)
  async create(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: CreateFulfilmentRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const { lines, locationId = null } = body;
    const parcel = { orderId, lines, locationId, ...labelOf(body) };
    await this.createFulfilment.execute(ctx, parcel, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Patch(':fulfilmentId')
  @RequirePermission('shipping', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeFulfilment',
    summary: 'Write carrier and tracking number on a parcel',
    description: 'Before it leaves or afterwards.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(FulfilmentNotFound)
  async label(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('fulfilmentId', ParseUUIDPipe) fulfilmentId: string,
    @Body() body: ParcelLabelRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.changeFulfilment.execute(ctx, { orderId, fulfilmentId }, labelOf(body), ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post(':fulfilmentId/ship')
  @HttpCode(200)
  @RequirePermission('shipping', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'shipFulfilment',
    summary: 'Send a parcel',
    description:
      'Its pieces leave their location; with the first parcel the order is on its way. The customer gets a mail.',
  })
  @ApiBody({ type: ShipFulfilmentRequest, required: false, examples: SHIP_EXAMPLES })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(FulfilmentNotFound, IllegalTransition, OrderNotShippable)
  @ApiProblems(LocationNotFound, NotReserved, NotAtLocation)
  async ship(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('fulfilmentId', ParseUUIDPipe) fulfilmentId: string,
    @Body() body: ShipFulfilmentRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const shipping = { ...labelOf(body), locationId: body?.locationId ?? null };
    await this.shipFulfilment.execute(ctx, { orderId, fulfilmentId }, shipping, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post(':fulfilmentId/deliver')
  @HttpCode(200)
  @RequirePermission('shipping', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deliverFulfilment',
    summary: 'Note that a parcel has arrived',
    description: 'With the last one the order is delivered. The customer gets a mail.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(FulfilmentNotFound, IllegalTransition)
  async deliver(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('fulfilmentId', ParseUUIDPipe) fulfilmentId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.deliverFulfilment.execute(ctx, { orderId, fulfilmentId }, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post(':fulfilmentId/cancel')
  @HttpCode(200)
  @RequirePermission('shipping', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'cancelFulfilment',
    summary: 'Unpack a parcel',
    description:
      'Its pieces can go into another one. One that was sent by mistake goes back to its location; the order stays on its way.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(FulfilmentNotFound, IllegalTransition, LocationNotFound, NotReserved)
  async cancel(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('fulfilmentId', ParseUUIDPipe) fulfilmentId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.cancelFulfilment.execute(ctx, { orderId, fulfilmentId }, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }
}

function labelOf(body: ParcelLabelRequest | undefined) {
  return { carrier: body?.carrier ?? null, trackingNumber: body?.trackingNumber ?? null };
}
