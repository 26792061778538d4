import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type RequestContext } from '../../../common/request-context.js';
import { IllegalTransition } from '../../../common/state/transitions.js';
import { LocationNotFound } from '../../inventory/inventory.errors.js';
import { RefundTooLarge } from '../../payments/payments.errors.js';
import { ReadStaffOrders } from '../desk/read-staff-orders.js';
import { StaffOrderResponse } from '../desk/staff-order.response.js';
import { OrderNotFound, ReturnNotFound, TooManyPieces } from '../orders.errors.js';
import { DecideReturn } from './decide-return.js';
import { ReceiveReturn } from './receive-return.js';
import {
  ApproveReturnRequest,
  ReceiveReturnRequest,
  RejectReturnRequest,
} from './return.request.js';

/** What customers send back, for staff; each answer is the order as it is then, with its ETag. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId/returns/:returnId')
@ApiProblems(InvalidRequest, OrderNotFound, ReturnNotFound, IllegalTransition)
export class AdminReturnsController {
  constructor(
    private readonly orders: ReadStaffOrders,
    private readonly decideReturn: DecideReturn,
    private readonly receiveReturn: ReceiveReturn,
  ) {}

  @Post('approve')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'approveReturn',
    summary: 'Let a customer send goods back',
    description: 'The customer gets a mail with the answer.',
  })
  @ApiBody({ type: ApproveReturnRequest, required: false })
  @ApiOkResponse({ type: StaffOrderResponse })
  async approve(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('returnId', ParseUUIDPipe) returnId: string,
    @Body() body: ApproveReturnRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const decision = { to: 'approved', answer: body?.answer ?? null } as const;
    await this.decideReturn.execute(ctx, { orderId, returnId }, decision, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post('reject')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'rejectReturn',
    summary: 'Do not take goods back',
    description: 'The customer gets a mail that says why.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  async reject(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('returnId', ParseUUIDPipe) returnId: string,
    @Body() { answer }: RejectReturnRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const decision = { to: 'rejected', answer } as const;
    await this.decideReturn.execute(ctx, { orderId, returnId }, decision, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post('receive')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'receiveReturn',
    summary: 'Take in what came back',
    description:
      'Each piece goes back on the shelf or is written off. What was paid for the pieces waits as a pending refund, with their own share of discount and tax.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(TooManyPieces, LocationNotFound, RefundTooLarge)
  async receive(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('returnId', ParseUUIDPipe) returnId: string,
    @Body() body: ReceiveReturnRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const { lines, locationId = null, answer = null, refund = true } = body;
    const goods = { lines, locationId, answer, refund };
    await this.receiveReturn.execute(ctx, { orderId, returnId }, goods, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }
}
