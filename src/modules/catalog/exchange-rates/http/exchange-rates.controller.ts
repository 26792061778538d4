import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { CurrencyUnsupported } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { CurrencyNotPriced } from '../../prices/prices.errors.js';
import { ExchangeRateInvalid, ExchangeRateNotFound } from '../exchange-rates.errors.js';
import { etagOfRate, ExchangeRatesRepository } from '../exchange-rates.repository.js';
import { DeleteExchangeRate } from '../use-cases/delete-exchange-rate.js';
import { SaveExchangeRate } from '../use-cases/save-exchange-rate.js';
import { ExchangeRateRequest } from './dto/exchange-rate.request.js';
import {
  ExchangeRateResponse,
  ExchangeRatesResponse,
  toExchangeRate,
} from './dto/exchange-rate.response.js';

/** What the shop's currency is worth in the others. */
@ApiTags('Administration')
@Controller('admin/exchange-rates')
export class ExchangeRatesController {
  constructor(
    private readonly rates: ExchangeRatesRepository,
    private readonly saveRate: SaveExchangeRate,
    private readonly deleteRate: DeleteExchangeRate,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @RequirePermission('settings', 'r')
  @ApiOperation({
    operationId: 'listExchangeRates',
    summary: 'Rates of exchange',
    description:
      'Prices of variants are never converted; amounts of discounts and shipping rates that exist in the currency of the shop alone are.',
  })
  @ApiOkResponse({ type: ExchangeRatesResponse })
  async list(): Promise<ExchangeRatesResponse> {
    const items = await this.rates.list();
    return { currency: this.env.CURRENCY, items: items.map(toExchangeRate) };
  }

  @Put(':currency')
  @RequirePermission('settings', 'w')
  @ApiParam({ name: 'currency', example: 'EUR' })
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'saveExchangeRate',
    summary: 'Set a rate of exchange',
    description: 'Of one of `CURRENCIES`. Orders keep the rate that they were placed at.',
  })
  @ApiOkResponse({ type: ExchangeRateResponse })
  @ApiProblems(InvalidRequest, CurrencyUnsupported, CurrencyNotPriced, ExchangeRateInvalid)
  async save(
    @Ctx() ctx: RequestContext,
    @Param('currency') currency: string,
    @Body() { rate }: ExchangeRateRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExchangeRateResponse> {
    const saved = await this.saveRate.execute(ctx, currency, rate, ifMatch);
    void reply.header('etag', etagOfRate(saved));
    return toExchangeRate(saved);
  }

  @Delete(':currency')
  @HttpCode(204)
  @RequirePermission('settings', 'w')
  @ApiParam({ name: 'currency', example: 'EUR' })
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteExchangeRate',
    summary: 'Take a rate of exchange away',
    description: 'Nothing can be ordered in the currency then.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(ExchangeRateNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('currency') currency: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteRate.execute(ctx, currency, ifMatch);
  }
}
