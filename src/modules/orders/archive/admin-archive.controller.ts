import { Controller, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ReadStaffOrders } from '../desk/read-staff-orders.js';
import { StaffOrderResponse } from '../desk/staff-order.response.js';
import { OrderBeingErased, OrderNotArchived, OrderNotFound } from '../orders.errors.js';
import { RestoreOrder } from './restore-order.js';

/** Orders out of the archive. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId/restore')
export class AdminArchiveController {
  constructor(
    private readonly restoreOrder: RestoreOrder,
    private readonly orders: ReadStaffOrders,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiOperation({
    operationId: 'restoreOrder',
    summary: 'Bring an order back from the archive',
    description:
      'To change something about it, a late refund for example. Number, id and all of its rows stay what they were; no stock and no money moves. For thirty days the archive leaves it alone.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound, OrderNotArchived, OrderBeingErased)
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.restoreOrder.execute(ctx, orderId);
    return this.orders.show(ctx, orderId, reply);
  }
}
