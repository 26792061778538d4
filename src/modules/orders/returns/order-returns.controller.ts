import { Body, Controller, Headers, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { InvalidRequest, Unauthenticated } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { IllegalTransition } from '../../../common/state/transitions.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { OptionalUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { OrderTokens } from '../data/order-tokens.js';
import { OrderResponse, toOrderResponse } from '../http/dto/order.response.js';
import { orderAccessOf } from '../http/order-callers.js';
import { LineUnknown, NotReturnable, OrderNotFound, ReturnNotFound } from '../orders.errors.js';
import { ReadOrders } from '../use-cases/read-orders.js';
import { RequestReturn } from './request-return.js';
import { RequestReturnRequest } from './return.request.js';
import { WithdrawReturn } from './withdraw-return.js';

/** What customers and guests send back. */
@ApiTags('Orders')
@Controller('orders/:orderId/returns')
@Public()
@ApiBearerAuth()
export class OrderReturnsController {
  constructor(
    private readonly orders: ReadOrders,
    private readonly requestReturn: RequestReturn,
    private readonly withdrawReturn: WithdrawReturn,
    private readonly tokens: OrderTokens,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'requestReturn',
    summary: 'Ask to send goods back',
    description:
      'Pieces that were sent, for a number of days after their arrival. The shop answers by mail.',
  })
  @ApiHeader({
    name: 'X-Order-Token',
    required: false,
    description: 'For guests: `orderToken` from the answer to the order',
  })
  @ApiCreatedResponse({ type: OrderResponse })
  @ApiProblems(InvalidRequest, Unauthenticated, OrderNotFound, LineUnknown, NotReturnable)
  async request(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() { lines, reason }: RequestReturnRequest,
  ): Promise<OrderResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    await this.requestReturn.execute(ctx, orderId, access, {
      lines,
      reason: reason ?? null,
    });
    return toOrderResponse(await this.orders.get(ctx, orderId, access));
  }

  @Post(':returnId/withdraw')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'withdrawReturn',
    summary: 'Keep what I wanted to send back',
    description: 'As long as the shop has not answered. The pieces may be asked for again.',
  })
  @ApiHeader({
    name: 'X-Order-Token',
    required: false,
    description: 'For guests: `orderToken` from the answer to the order',
  })
  @ApiOkResponse({ type: OrderResponse })
  @ApiProblems(InvalidRequest, Unauthenticated, OrderNotFound, ReturnNotFound, IllegalTransition)
  async withdraw(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('returnId', ParseUUIDPipe) returnId: string,
  ): Promise<OrderResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    await this.withdrawReturn.execute(ctx, { orderId, returnId }, access);
    return toOrderResponse(await this.orders.get(ctx, orderId, access));
  }
}
