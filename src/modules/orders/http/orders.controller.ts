import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  InvalidValue,
  Unauthenticated,
} from '../../../common/errors/common-errors.js';
import { Own, Public } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser, OptionalUser } from '../../../common/http/current-user.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { sendRepeatable } from '../../../common/http/repeated-answer.js';
import { ExchangeRateMissing } from '../../../common/money/convert.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type StorefrontView } from '../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../common/http/view.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import { PaymentMethodUnavailable } from '../../payments/payments.errors.js';
import {
  AddressMissing,
  AddressUnknown,
  BillingAddressTwice,
  CartEmpty,
  CartNotOrderable,
  DiscountNotUsable,
  EmailMissing,
  EmailNotVerified,
  OrderNotFound,
  OutOfStock,
  PlacingContended,
  PriceChanged,
  ShippingUnavailable,
  TooManyOpenOrders,
  TooMuchStock,
  TotalChanged,
} from '../orders.errors.js';
import { PlaceOrder } from '../placing/place-order.js';
import { ReadOrders } from '../use-cases/read-orders.js';
import { ListOrdersQuery } from './dto/list-orders.query.js';
import { LookUpOrderRequest } from './dto/order-actions.request.js';
import {
  OrderResponse,
  OrderSummaryResponse,
  PlacedOrderResponse,
  toOrderResponse,
  toOrderSummary,
} from './dto/order.response.js';
import { PlaceOrderRequest, toPlaceOrderInput } from '../placing/place-order.request.js';
import { cartOwnerOf } from './order-callers.js';

/** What placing an order may answer, however it came about. */
export const PLACING_PROBLEMS = [
  InvalidRequest,
  Unauthenticated,
  EmailNotVerified,
  CartEmpty,
  CartNotOrderable,
  OutOfStock,
  PriceChanged,
  ExchangeRateMissing,
  DiscountNotUsable,
  TooManyOpenOrders,
  TooMuchStock,
  TotalChanged,
  PlacingContended,
  AddressMissing,
  AddressUnknown,
  BillingAddressTwice,
  EmailMissing,
  ShippingUnavailable,
  PaymentMethodUnavailable,
  InvalidMoney,
  AmountOutOfRange,
  InvalidValue,
];

const BODY_EXAMPLES = {
  customer: {
    summary: 'Alice, to the default address of her address book',
    value: {
      addressId: '35b65dba-edea-4732-83db-d5711784b7da',
      shippingMethodCode: 'standard',
      paymentMethodCode: 'sandbox',
    },
  },
  guest: {
    summary: 'A guest (with X-Cart-Token), paying on delivery',
    value: {
      email: 'guest@example.com',
      shippingAddress: {
        recipient: 'Gwen Guest',
        phoneNumber: '+12025550147',
        street: '7 Harbour Street',
        district: 'Downtown',
        city: 'Portland',
        postalCode: '97201',
        country: 'US',
      },
      shippingMethodCode: 'standard',
      paymentMethodCode: 'cod',
    },
  },
};

/** Placing orders, and the list of one's own. */
@ApiTags('Orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly placeOrder: PlaceOrder,
    private readonly orders: ReadOrders,
  ) {}

  @Post()
  @RateLimit('checkout', 'checkout-address')
  @Public()
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'placeOrder',
    summary: 'Order what is in the cart',
    description:
      "Orders the caller's active cart, all of it or nothing. Prices, stock and discounts are looked at again; what does not hold is a 409 that names each line and why. With `expectedTotal` or `quoteHash` the customer agrees to exactly that price. Guests send X-Cart-Token and an e-mail, and get an `orderToken`. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.",
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A new one for each order; 1 to 255 printable characters.',
    schema: { type: 'string', example: 'order-2f1c9c1e' },
  })
  @ApiHeader({
    name: 'X-Cart-Token',
    required: false,
    description: "For guests: their cart's token",
  })
  @ApiView()
  @ApiBody({ type: PlaceOrderRequest, examples: BODY_EXAMPLES })
  @ApiCreatedResponse({ type: PlacedOrderResponse })
  @ApiProblems(...PLACING_PROBLEMS, ...IDEMPOTENCY_PROBLEMS)
  async place(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('x-cart-token') cartToken: string | undefined,
    @Body() body: PlaceOrderRequest,
    @View() { locale }: StorefrontView,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const owner = cartOwnerOf(user, cartToken);
    const placed = await this.placeOrder.execute(ctx, {
      owner,
      key: assertIdempotencyKey(key),
      input: { ...toPlaceOrderInput(body), locale },
    });
    sendRepeatable(reply, placed);
  }

  @Get()
  @Own()
  @ApiOperation({
    operationId: 'listOrders',
    summary: 'My orders',
    description: 'Newest first, archived ones included; `total=true` counts them as well.',
  })
  @ApiPage(OrderSummaryResponse, undefined, { counted: true })
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, total: withTotal, ...query }: ListOrdersQuery,
  ): Promise<Page<OrderSummaryResponse> & { total?: number }> {
    const page = await this.orders.list(ctx, user.id, { limit, withTotal, ...query });
    return { ...page, items: page.items.map(toOrderSummary) };
  }

  @Post('lookup')
  @RateLimit('lookup')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'lookUpOrder',
    summary: 'Find an order without an account',
    description:
      'Number, e-mail and token have to belong to one order; whatever is wrong, the answer is the same.',
  })
  @ApiOkResponse({ type: OrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound)
  async lookUp(
    @Ctx() ctx: RequestContext,
    @Body() body: LookUpOrderRequest,
  ): Promise<OrderResponse> {
    return toOrderResponse(await this.orders.lookUp(ctx, body));
  }
}
