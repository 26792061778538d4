import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, etagOf, IfMatch } from '../../../common/http/if-match.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import {
  AmountOutOfRange,
  CurrencyUnsupported,
  InvalidMoney,
} from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type MethodView } from '../data/methods.repository.js';
import { type RateValues } from '../domain/rate-rules.js';
import {
  RatesInvalid,
  ShippingCodeTaken,
  ShippingMethodNotFound,
  ZoneNotFound,
} from '../shipping.errors.js';
import { ReadMethods } from '../use-cases/read-methods.js';
import { SaveMethod } from '../use-cases/save-method.js';
import {
  ChangeShippingMethodRequest,
  CreateShippingMethodRequest,
  ReplaceShippingRatesRequest,
  type ShippingRateRequest,
} from './dto/method.request.js';
import { KeptShippingMethodResponse, toMethodResponse } from './dto/shipping.response.js';

/** How goods are sent and what that costs, for staff. */
@ApiTags('Administration')
@Controller('admin/shipping-methods')
export class MethodsController {
  constructor(
    private readonly methods: ReadMethods,
    private readonly saveMethod: SaveMethod,
  ) {}

  @Get()
  @RequirePermission('shipping', 'r')
  @ApiOperation({
    operationId: 'listKeptShippingMethods',
    summary: 'All shipping methods',
    description: 'Those that are switched off too, each with all its rates, in their order.',
  })
  @ApiPage(KeptShippingMethodResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<KeptShippingMethodResponse>> {
    const page = await this.methods.list(limit, cursor ?? null);
    return { ...page, items: page.items.map(toMethodResponse) };
  }

  @Post()
  @RequirePermission('shipping', 'w')
  @ApiOperation({
    operationId: 'createShippingMethod',
    summary: 'Make a shipping method',
    description: 'Carts are offered it at once, wherever it has a rate that fits.',
  })
  @ApiCreatedResponse({ type: KeptShippingMethodResponse })
  @ApiProblems(InvalidRequest, ShippingCodeTaken, RatesInvalid, ZoneNotFound)
  @ApiProblems(InvalidMoney, CurrencyUnsupported, AmountOutOfRange)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateShippingMethodRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptShippingMethodResponse> {
    const { code, name, description = null, isActive = true, position = 0, rates = [] } = body;
    const { asksCarrier = false } = body;
    const values = { code, name, description, isActive, position, asksCarrier };
    return answer(reply, await this.saveMethod.create(ctx, values, rates.map(toRate)));
  }

  @Get(':shippingMethodId')
  @RequirePermission('shipping', 'r')
  @ApiOperation({
    operationId: 'getShippingMethod',
    summary: 'A shipping method with its rates',
    description: 'With the ETag that a change asks for.',
  })
  @ApiOkResponse({ type: KeptShippingMethodResponse })
  @ApiProblems(InvalidRequest, ShippingMethodNotFound)
  async get(
    @Param('shippingMethodId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptShippingMethodResponse> {
    return answer(reply, await this.methods.get(id));
  }

  @Patch(':shippingMethodId')
  @RequirePermission('shipping', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeShippingMethod',
    summary: 'Change a shipping method',
    description: 'What is left out stays as it is. Its code stays: orders hold it.',
  })
  @ApiOkResponse({ type: KeptShippingMethodResponse })
  @ApiProblems(InvalidRequest, ShippingMethodNotFound)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('shippingMethodId', ParseUUIDPipe) id: string,
    @Body() changes: ChangeShippingMethodRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptShippingMethodResponse> {
    return answer(reply, await this.saveMethod.change(ctx, id, changes, ifMatch));
  }

  @Put(':shippingMethodId/rates')
  @RequirePermission('shipping', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'replaceShippingRates',
    summary: 'Say what a shipping method costs',
    description:
      'Puts these rates in the place of all that were there. Bands include both ends and may overlap: the cheapest rate that fits counts; where none fits the method is not offered.',
  })
  @ApiOkResponse({ type: KeptShippingMethodResponse })
  @ApiProblems(InvalidRequest, ShippingMethodNotFound, RatesInvalid, ZoneNotFound)
  @ApiProblems(InvalidMoney, CurrencyUnsupported, AmountOutOfRange)
  async replaceRates(
    @Ctx() ctx: RequestContext,
    @Param('shippingMethodId', ParseUUIDPipe) id: string,
    @Body() { rates }: ReplaceShippingRatesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KeptShippingMethodResponse> {
    return answer(reply, await this.saveMethod.replaceRates(ctx, id, rates.map(toRate), ifMatch));
  }

  @Delete(':shippingMethodId')
  @HttpCode(204)
  @RequirePermission('shipping', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteShippingMethod',
    summary: 'Delete a shipping method',
    description: 'With its rates. Orders that are placed keep its code and its price.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, ShippingMethodNotFound)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('shippingMethodId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saveMethod.delete(ctx, id, ifMatch);
  }
}

function toRate(rate: ShippingRateRequest): RateValues {
  const { zoneId, currency, price, freeFrom = null } = rate;
  const { minSubtotal = null, maxSubtotal = null, minWeight = null, maxWeight = null } = rate;
  return { zoneId, currency, price, freeFrom, minSubtotal, maxSubtotal, minWeight, maxWeight };
}

function answer(reply: FastifyReply, view: MethodView): KeptShippingMethodResponse {
  void reply.header('etag', etagOf(view));
  return toMethodResponse(view);
}
