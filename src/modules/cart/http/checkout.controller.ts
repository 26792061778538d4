import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest, Unauthenticated } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { type ClientInfo } from '../../../common/http/client.js';
import { Client } from '../../../common/http/client.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { OptionalUser } from '../../../common/http/current-user.decorator.js';
import { CurrencyNotOffered } from '../../../common/http/storefront-view.js';
import { AmountOutOfRange, CurrencyUnsupported } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { QuantityTooLarge } from '../cart.errors.js';
import { CodeGuesses } from '../use-cases/code-guesses.js';
import { QuoteCheckout } from '../use-cases/quote-checkout.js';
import { offeredCurrency } from './offered-currency.js';
import { ApiCartToken, CartHeaders, type CartHeaderValues } from './cart-headers.js';
import { QuoteResponse, toQuoteResponse } from './dto/cart.response.js';
import { ShippingMethodsQuery, toChoice } from './dto/checkout-choice.query.js';
import { QuoteRequest } from './dto/quote.request.js';
import {
  ShippingMethodsResponse,
  toShippingMethodResponse,
} from './dto/shipping-method.response.js';

/** What an order would cost, before there is one. */
@ApiTags('Checkout')
@Controller()
@Public()
@ApiCartToken()
@ApiProblems(InvalidRequest, Unauthenticated)
export class CheckoutController {
  constructor(
    private readonly quotes: QuoteCheckout,
    private readonly guesses: CodeGuesses,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post('checkout/quote')
  @RateLimit('quote')
  @HttpCode(200)
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'quoteCheckout',
    summary: 'What an order would cost',
    description:
      "Prices the caller's cart, or the `lines` of the body, for a destination and a shipping method. A dry run: nothing is written or reserved. `quoteHash` stands for the result. `currency` prices the cart in another one without changing it.",
  })
  @ApiOkResponse({ type: QuoteResponse })
  @ApiProblems(VariantNotFound, QuantityTooLarge, AmountOutOfRange)
  @ApiProblems(CurrencyNotOffered, CurrencyUnsupported)
  async quote(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token }: CartHeaderValues,
    @Client() { ip }: ClientInfo,
    @Body() body: QuoteRequest,
  ): Promise<QuoteResponse> {
    const { codes = [] } = body;
    const userId = user?.id ?? null;
    if (codes.length > 0) await this.guesses.assertMayTry(ip, userId);
    const view = await this.quotes.execute(
      ctx,
      { userId, token },
      {
        ...toChoice(body, this.env.COUNTRY),
        lines: body.lines ?? null,
        codes,
        currency: body.currency === undefined ? null : offeredCurrency(body.currency, this.env),
      },
    );
    const wrong = view.breakdown.discounts.filter(({ reason }) => reason === 'not_found').length;
    if (codes.length > 0) await this.guesses.count(ip, userId, wrong);
    return toQuoteResponse(view);
  }

  @Get('shipping-methods')
  @ApiBearerAuth()
  @ApiOperation({
    operationId: 'listShippingMethods',
    summary: 'Ways of shipping to a country',
    description:
      "Priced for the caller's cart; without one, what they cost for small and light goods. Empty when nothing of the cart has to be sent.",
  })
  @ApiOkResponse({ type: ShippingMethodsResponse })
  @ApiProblems(CurrencyNotOffered, CurrencyUnsupported)
  async listShippingMethods(
    @Ctx() ctx: RequestContext,
    @OptionalUser() user: AuthUser | null,
    @CartHeaders() { token }: CartHeaderValues,
    @Query() query: ShippingMethodsQuery,
  ): Promise<ShippingMethodsResponse> {
    const caller = { userId: user?.id ?? null, token };
    const { offers, currency } = await this.quotes.listShipping(ctx, caller, {
      ...toChoice(query, this.env.COUNTRY),
      currency: query.currency === undefined ? null : offeredCurrency(query.currency, this.env),
    });
    return { items: offers.map((offer) => toShippingMethodResponse(offer, currency)) };
  }
}
