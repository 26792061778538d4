import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, Unauthenticated } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { OptionalUser } from '../../../common/http/current-user.decorator.js';
import { CurrencyNotOffered, type StorefrontView } from '../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../common/http/view.decorator.js';
import { AmountOutOfRange, CurrencyUnsupported } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { ENV, type Env } from '../../../config/env.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import {
  CartBusy,
  CartChanged,
  CartCodeNotFound,
  CartItemNotFound,
  CodeUnknown,
  QuantityTooLarge,
  TooManyCodes,
  TooManyLines,
  VariantNotSold,
} from '../cart.errors.js';
import { ChangeCart, type ChangedCart } from '../use-cases/change-cart.js';
import { ViewCart } from '../use-cases/view-cart.js';
import { CartAnswer } from './cart-answer.interceptor.js';
import { offeredCurrency } from './offered-currency.js';
import { ApiCartToken, ApiIfMatch, CartHeaders, type CartHeaderValues } from './cart-headers.js';
import { AddCartCodeRequest, DISCOUNT_CODE } from './dto/add-cart-code.request.js';
import { AddNotedItemRequest } from './dto/add-cart-item.request.js';
import { ChangeCartRequest } from './dto/change-cart.request.js';
import { CartResponse } from './dto/cart.response.js';
import { ChangeCartItemRequest } from './dto/change-cart-item.request.js';
import { CheckoutChoiceQuery, toChoice } from './dto/checkout-choice.query.js';

/** The caller's cart: a user's by his bearer token, a guest's by his secret. */
@ApiTags('Cart')
@Controller('cart')
@Public()
@ApiBearerAuth()
@ApiCartToken()
@UseInterceptors(CartAnswer)
@ApiProblems(InvalidRequest, Unauthenticated)
export class CartController {
  constructor(
    private readonly changes: ChangeCart,
    private readonly carts: ViewCart,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'getCart',
    summary: 'The cart with its price',
    description:
      'Lines that cannot be bought as they stand carry `problems`; the rest is priced. Without a cart the answer is an empty one and nothing is stored.',
  })
  @ApiOkResponse({ type: CartResponse })
  async get(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token }: CartHeaderValues,
    @Query() query: CheckoutChoiceQuery,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token };
    const view = await this.carts.execute(ctx, caller, toChoice(query, this.env.COUNTRY));
    return { view, token: null };
  }

  @Delete()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'clearCart',
    summary: 'Empty the cart',
    description: 'Takes out all lines and codes. The cart itself and its token stay.',
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CartChanged)
  clear(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token };
    return this.changes.execute(ctx, caller, { kind: 'clear' }, ifVersion);
  }

  @Patch()
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeCart',
    summary: 'Change the currency or the note of the cart',
    description:
      'Makes the cart when there is none. In another currency all lines are priced anew; one without a price in the currency says so in its `problems` and is not priced.',
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CurrencyNotOffered, CurrencyUnsupported, AmountOutOfRange, CartChanged, CartBusy)
  change(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @Body() body: ChangeCartRequest,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token };
    const currency = body.currency === undefined ? undefined : this.otherCurrency(body.currency);
    const change = { kind: 'settings', currency, notes: body.notes } as const;
    return this.changes.execute(ctx, caller, change, ifVersion);
  }

  /** Null: the shop's own. @throws CurrencyNotOffered */
  private otherCurrency(wanted: string): string | null {
    const chosen = offeredCurrency(wanted, this.env);
    return chosen === this.env.CURRENCY ? null : chosen;
  }

  @Post('items')
  @HttpCode(200)
  @ApiIfMatch()
  @ApiView({ query: true })
  @ApiOperation({
    operationId: 'addCartItem',
    summary: 'Put a variant into the cart',
    description:
      "Makes the cart when there is none; a new guest's cart answers its secret once, in `token` and in the header X-Cart-Token. A new cart counts in the currency of `?currency=`. A variant that is in the cart already grows. More than there is in stock is allowed and shows as a problem.",
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(VariantNotFound, VariantNotSold, QuantityTooLarge, TooManyLines)
  @ApiProblems(AmountOutOfRange, CartChanged, CartBusy)
  addItem(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @View() { otherCurrency }: StorefrontView,
    @Body() { variantId, quantity, notes }: AddNotedItemRequest,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token, currency: otherCurrency };
    return this.changes.execute(
      ctx,
      caller,
      { kind: 'add', variantId, quantity, notes },
      ifVersion,
    );
  }

  @Patch('items/:id')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeCartItem',
    summary: 'Change the quantity or the note of a line',
    description: 'A sent quantity also accepts the price of now, when it had changed.',
  })
  @ApiParam({ name: 'id', description: '`id` of the line in the cart', format: 'uuid' })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CartItemNotFound, AmountOutOfRange, CartChanged)
  changeItem(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @Param('id', ParseUUIDPipe) itemId: string,
    @Body() { quantity, notes }: ChangeCartItemRequest,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token };
    return this.changes.execute(ctx, caller, { kind: 'set', itemId, quantity, notes }, ifVersion);
  }

  @Delete('items/:id')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'removeCartItem',
    summary: 'Take a line out of the cart',
    description: 'All pieces of it.',
  })
  @ApiParam({ name: 'id', description: '`id` of the line in the cart', format: 'uuid' })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CartItemNotFound, CartChanged)
  removeItem(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @Param('id', ParseUUIDPipe) itemId: string,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token };
    return this.changes.execute(ctx, caller, { kind: 'remove', itemId }, ifVersion);
  }

  @Post('codes')
  @RateLimit('coupon', 'coupon-address')
  @HttpCode(200)
  @ApiIfMatch()
  @ApiView({ query: true })
  @ApiOperation({
    operationId: 'addCartCode',
    summary: 'Enter a discount code',
    description:
      'The code stays in the cart whether it applies now or not; `discounts` says what it takes off, or why nothing. Entering it again changes nothing.',
  })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CodeUnknown, TooManyCodes, CartChanged, CartBusy)
  addCode(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @View() { otherCurrency }: StorefrontView,
    @Body() { code }: AddCartCodeRequest,
  ): Promise<ChangedCart> {
    const caller = { userId: user?.id ?? null, token, currency: otherCurrency };
    return this.changes.execute(ctx, caller, { kind: 'addCode', code }, ifVersion);
  }

  @Delete('codes/:code')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'removeCartCode',
    summary: 'Take a discount code out of the cart',
    description: 'In upper or lower case.',
  })
  @ApiParam({ name: 'code', example: 'WELCOME10' })
  @ApiOkResponse({ type: CartResponse })
  @ApiProblems(CartCodeNotFound, CartChanged)
  removeCode(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token, ifVersion }: CartHeaderValues,
    @Param('code') code: string,
  ): Promise<ChangedCart> {
    if (!DISCOUNT_CODE.test(code.trim())) throw new CartCodeNotFound();
    const caller = { userId: user?.id ?? null, token };
    return this.changes.execute(ctx, caller, { kind: 'removeCode', code }, ifVersion);
  }
}
