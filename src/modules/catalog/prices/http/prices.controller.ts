import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { AmountOutOfRange, InvalidMoney } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { VariantNotFound } from '../../catalog.errors.js';
import { etagOfPrice } from '../price-view.js';
import { CurrencyNotPriced, PriceNotFound } from '../prices.errors.js';
import { ReadPrices } from '../use-cases/read-prices.js';
import { SavePrice } from '../use-cases/save-price.js';
import { SavePrices } from '../use-cases/save-prices.js';
import { PriceHistoryQuery, PriceRequest, PricesRequest } from './dto/price.request.js';
import {
  PriceHistoryResponse,
  PriceResponse,
  PricesResponse,
  SavedPricesResponse,
  toPriceHistoryResponse,
  toPriceResponse,
} from './dto/price.response.js';

/** Prices in currencies beside the shop's own, and what prices were. */
@ApiTags('Administration')
@Controller('admin')
export class PricesController {
  constructor(
    private readonly readPrices: ReadPrices,
    private readonly savePrice: SavePrice,
    private readonly savePrices: SavePrices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get('variants/:variantId/prices')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listVariantPrices',
    summary: 'Prices of a variant in other currencies',
    description: 'The price in the currency of the shop is the variant’s own.',
  })
  @ApiOkResponse({ type: PricesResponse })
  @ApiProblems(InvalidRequest, VariantNotFound)
  async list(@Param('variantId', ParseUUIDPipe) variantId: string): Promise<PricesResponse> {
    const items = await this.readPrices.execute(variantId.toLowerCase());
    return { items: items.map(toPriceResponse) };
  }

  @Get('variants/:variantId/price-history')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listPriceHistory',
    summary: 'What a variant cost and when',
    description: 'The present price, and those that are over, the last one first.',
  })
  @ApiOkResponse({ type: PriceHistoryResponse })
  @ApiProblems(InvalidRequest, InvalidCursor, VariantNotFound, CurrencyNotPriced)
  async history(
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Query() { currency = this.env.CURRENCY, limit = 20, cursor }: PriceHistoryQuery,
  ): Promise<PriceHistoryResponse> {
    const id = variantId.toLowerCase();
    return toPriceHistoryResponse(await this.readPrices.history(id, currency, limit, cursor));
  }

  @Put('variants/:variantId/prices/:currency')
  @RequirePermission('catalog', 'w')
  @ApiParam({ name: 'currency', example: 'EUR' })
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'saveVariantPrice',
    summary: 'Set a price in another currency',
    description: 'One of `CURRENCIES`. Carts in this currency pay it; nothing is converted.',
  })
  @ApiOkResponse({ type: PriceResponse })
  @ApiProblems(InvalidRequest, VariantNotFound, CurrencyNotPriced, InvalidMoney, AmountOutOfRange)
  async save(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Param('currency') currency: string,
    @Body() { price, compareAtPrice = null }: PriceRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriceResponse> {
    const given = { price, compareAtPrice };
    const id = variantId.toLowerCase();
    const saved = await this.savePrice.execute(ctx, id, currency, given, ifMatch);
    void reply.header('etag', etagOfPrice(saved));
    return toPriceResponse(saved);
  }

  @Delete('variants/:variantId/prices/:currency')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiParam({ name: 'currency', example: 'EUR' })
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteVariantPrice',
    summary: 'Take a price in another currency away',
    description: 'The variant is shown in the currency of the shop then.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, VariantNotFound, PriceNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Param('currency') currency: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.savePrice.remove(ctx, variantId.toLowerCase(), currency, ifMatch);
  }

  @Put('variant-prices')
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'saveVariantPrices',
    summary: 'Set prices of many variants',
    description:
      'At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it.',
  })
  @ApiOkResponse({ type: SavedPricesResponse })
  @ApiProblems(InvalidRequest)
  async saveMany(
    @Ctx() ctx: RequestContext,
    @Body() { items }: PricesRequest,
  ): Promise<SavedPricesResponse> {
    const rows = items.map(({ variantId, currency, price = null, compareAtPrice = null }) => {
      return { variantId, currency, price, compareAtPrice };
    });
    const saved = await this.savePrices.execute(ctx, rows);
    return { items: saved.map((row) => ({ ...row, errors: [...row.errors] })) };
  }
}
