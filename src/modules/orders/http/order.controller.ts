import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import {
  InvalidRequest,
  ServiceUnavailable,
  Unauthenticated,
} from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { Client } from '../../../common/http/client.decorator.js';
import type { ClientInfo } from '../../../common/http/client.js';
import { OptionalUser } from '../../../common/http/current-user.decorator.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { CardExpired, CardNotFound } from '../../payments/cards/cards.errors.js';
import {
  GatewayFailed,
  GatewayRefused,
  GatewayResting,
  PaymentAboveDue,
  PaymentAlreadyPaid,
  PaymentAttemptOpen,
  PaymentAttemptRaced,
  PaymentCardFixed,
  PaymentMethodUnavailable,
  PaymentNotFound,
  ReturnUrlRefused,
} from '../../payments/payments.errors.js';
import { toOrderInvoices } from '../documents/invoice.response.js';
import { ReadDocuments } from '../documents/read-documents.js';
import { OrderTokens } from '../data/order-tokens.js';
import { OrderNotCancellable, OrderNotFound, OrderNotPayable } from '../orders.errors.js';
import { CancelOrder } from '../use-cases/cancel-order.js';
import { PayOrder } from '../use-cases/pay-order.js';
import { ReadOrders } from '../use-cases/read-orders.js';
import { CancelOrderRequest, PayOrderRequest } from './dto/order-actions.request.js';
import { OrderIncludesQuery } from './dto/order-includes.query.js';
import { OrderResponse, toOrderResponse } from './dto/order.response.js';
import {
  StartedPaymentResponse,
  toStartedPaymentResponse,
} from './dto/started-payment.response.js';
import { orderAccessOf } from './order-callers.js';
import { PAY_EXAMPLES } from '../order-examples.js';

/**
 * One order, for its customer or for the guest with its token. Somebody else's answers like one
 * that does not exist.
 */
@ApiTags('Orders')
@Controller('orders/:orderId')
@Public()
@ApiBearerAuth()
@ApiHeader({
  name: 'X-Order-Token',
  required: false,
  description: 'For guests: `orderToken` from the answer to the order',
})
@ApiProblems(InvalidRequest, Unauthenticated, OrderNotFound)
export class OrderController {
  constructor(
    private readonly orders: ReadOrders,
    private readonly cancelOrder: CancelOrder,
    private readonly payOrder: PayOrder,
    private readonly tokens: OrderTokens,
    private readonly documents: ReadDocuments,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getOrder',
    summary: 'One of my orders',
    description:
      'Lines, payments, refunds, parcels, returns and history, also of an order that was archived. `include=invoices` brings its papers along.',
  })
  @ApiOkResponse({ type: OrderResponse })
  async get(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Query() { include = [] }: OrderIncludesQuery,
  ): Promise<OrderResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    const order = toOrderResponse(await this.orders.get(ctx, orderId, access));
    if (!include.includes('invoices')) return order;
    const { items: invoices } = toOrderInvoices(await this.documents.list(ctx, orderId, access));
    return { ...order, invoices };
  }

  @Post('cancel')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'cancelOrder',
    summary: 'Give up an order',
    description:
      'Possible until something of it is on its way. Stock and discount uses go back at once; money that was paid is noted to go back.',
  })
  @ApiBody({ type: CancelOrderRequest, required: false })
  @ApiOkResponse({ type: OrderResponse })
  @ApiProblems(OrderNotCancellable)
  async cancel(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: CancelOrderRequest,
  ): Promise<OrderResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    await this.cancelOrder.execute(ctx, orderId, access, body?.reason ?? null);
    return toOrderResponse(await this.orders.get(ctx, orderId, access));
  }

  @Post('payments')
  @RateLimit('checkout', 'checkout-address')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'payOrder',
    summary: 'Pay an order',
    description:
      "Begins the payment, or goes on with the one that is open, and says where to send the browser, or what the gateway's script in the page needs. With `cardId` a saved card is charged at once, and the attempt takes no other one; with `amount` it is one of several payments, each over a part of what is owed. After a failed attempt it makes a new one. What became of it shows in the order, not on the way back.",
  })
  @ApiBody({ type: PayOrderRequest, required: false, examples: PAY_EXAMPLES })
  @ApiOkResponse({ type: StartedPaymentResponse })
  @ApiProblems(
    OrderNotPayable,
    PaymentNotFound,
    PaymentAlreadyPaid,
    PaymentAttemptOpen,
    PaymentAttemptRaced,
    PaymentMethodUnavailable,
    ReturnUrlRefused,
    GatewayFailed,
    GatewayRefused,
    GatewayResting,
    CardNotFound,
    CardExpired,
    ServiceUnavailable,
  )
  @ApiProblems(PaymentAboveDue, PaymentCardFixed, InvalidMoney, AmountOutOfRange)
  async pay(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('x-order-token') token: string | undefined,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() body: PayOrderRequest,
    @Client() client: ClientInfo,
  ): Promise<StartedPaymentResponse> {
    const access = orderAccessOf(user, token, this.tokens);
    const input = {
      methodCode: body?.paymentMethodCode,
      returnUrl: body?.returnUrl,
      cardId: body?.cardId,
      amount: body?.amount,
      clientIp: client.ip,
    };
    return toStartedPaymentResponse(await this.payOrder.execute(ctx, orderId, access, input));
  }
}
