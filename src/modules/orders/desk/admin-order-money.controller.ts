import {
  Body,
  Controller,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { sendRepeatable } from '../../../common/http/repeated-answer.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import {
  PaymentAlreadyPaid,
  PaymentAttemptOpen,
  PaymentNotFound,
  RefundTooLarge,
} from '../../payments/payments.errors.js';
import {
  LineUnknown,
  NothingToRefund,
  OrderNotFound,
  OrderNotPayable,
  RefundEnded,
  RefundNotFound,
  RefundUnderway,
  ShippingRefundTooLarge,
  TooManyPieces,
} from '../orders.errors.js';
import { REFUND_EXAMPLES } from '../order-examples.js';
import { FinishRefund } from '../refunds/finish-refund.js';
import { RefundOrder } from '../refunds/refund-order.js';
import {
  FinishRefundRequest,
  RecordPaymentRequest,
  RefundOrderRequest,
} from './order-desk.request.js';
import { ReadStaffOrders } from './read-staff-orders.js';
import { RecordPayment } from './record-payment.js';
import { RefundAskedResponse } from './refund.response.js';
import { StaffOrderResponse } from './staff-order.response.js';

/** The money of orders, for staff. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId')
export class AdminOrderMoneyController {
  constructor(
    private readonly orders: ReadStaffOrders,
    private readonly recordPayment: RecordPayment,
    private readonly refundOrder: RefundOrder,
    private readonly finishRefund: FinishRefund,
  ) {}

  @Post('payments/record')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'recordOrderPayment',
    summary: 'Note that the money of an order is here',
    description:
      'Paid on delivery or by bank transfer. A pending order is confirmed by it. Not while a gateway may still take the money.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound, OrderNotPayable)
  @ApiProblems(PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen)
  async record(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() { reason }: RecordPaymentRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.recordPayment.execute(ctx, orderId, reason, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }

  @Post('refunds')
  @RequirePermission('payments', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'refundOrder',
    summary: 'Give money of an order back',
    description:
      'Pieces with their own share of discount and tax, shipping, goodwill; never more than was paid. Pieces that have not left are free to be sold again. The money waits as pending refunds. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A new one for each refund; 1 to 255 printable characters.',
    schema: { type: 'string', example: 'refund-2f1c9c1e' },
  })
  @ApiBody({ type: RefundOrderRequest, examples: REFUND_EXAMPLES })
  @ApiCreatedResponse({ type: RefundAskedResponse })
  @ApiProblems(InvalidRequest, OrderNotFound, LineUnknown, TooManyPieces, NothingToRefund)
  @ApiProblems(ShippingRefundTooLarge, RefundTooLarge, InvalidMoney, AmountOutOfRange)
  @ApiProblems(...IDEMPOTENCY_PROBLEMS)
  async refund(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Headers('idempotency-key') key: string | undefined,
    @IfMatch() ifMatch: string | null,
    @Body() { lines = [], ...rest }: RefundOrderRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const command = { orderId, key: assertIdempotencyKey(key), ifMatch, input: { lines, ...rest } };
    sendRepeatable(reply, await this.refundOrder.execute(ctx, command));
  }

  @Post('refunds/:refundId/finish')
  @HttpCode(200)
  @RequirePermission('refunds', 'x')
  @ApiOperation({
    operationId: 'finishOrderRefund',
    summary: 'Note how a refund ended',
    description:
      'For money that no gateway sends back: cash, a bank transfer, or one that was settled by hand. Once; a refund that had succeeded may still fail.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound, RefundNotFound, RefundEnded, RefundUnderway)
  async finish(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Param('refundId', ParseUUIDPipe) refundId: string,
    @Body() { outcome, reason = 'by hand' }: FinishRefundRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const ended = outcome === 'succeeded' ? { outcome } : { outcome, reason };
    if (!(await this.finishRefund.execute(ctx, refundId, ended, orderId))) throw new RefundEnded();
    return this.orders.show(ctx, orderId, reply);
  }
}
