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
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { type TaxRateView } from '../data/tax-rates.repository.js';
import { TaxRateNotFound, TaxRateTaken } from '../shipping.errors.js';
import { ReadTaxRates } from '../use-cases/read-tax-rates.js';
import { SaveTaxRate } from '../use-cases/save-tax-rate.js';
import { TaxRateResponse, toTaxRateResponse } from './dto/shipping.response.js';
import {
  ChangeTaxRateRequest,
  CreateTaxRateRequest,
  ListTaxRatesQuery,
} from './dto/tax-rate.request.js';

/** What is taxed how, for staff. */
@ApiTags('Administration')
@Controller('admin/tax-rates')
export class TaxRatesController {
  constructor(
    private readonly rates: ReadTaxRates,
    private readonly saveRate: SaveTaxRate,
  ) {}

  @Get()
  @RequirePermission('taxes', 'r')
  @ApiOperation({
    operationId: 'listTaxRates',
    summary: 'Tax rates',
    description: 'By country. The rate of a region goes before that of its country.',
  })
  @ApiPage(TaxRateResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() { country, taxClass, limit = 20, cursor }: ListTaxRatesQuery,
  ): Promise<Page<TaxRateResponse>> {
    const filter = { country: country ?? null, taxClass: taxClass ?? null };
    const page = await this.rates.list(filter, limit, cursor ?? null);
    return { ...page, items: page.items.map(toTaxRateResponse) };
  }

  @Post()
  @RequirePermission('taxes', 'w')
  @ApiOperation({
    operationId: 'createTaxRate',
    summary: 'Make a tax rate',
    description: 'Carts are taxed by it at once; orders that are placed keep theirs.',
  })
  @ApiCreatedResponse({ type: TaxRateResponse })
  @ApiProblems(InvalidRequest, TaxRateTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateTaxRateRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaxRateResponse> {
    const { name, country, region = null, taxClass = 'standard', rate, isActive = true } = body;
    const values = { name, country, region, taxClass, rate, isActive };
    return answer(reply, await this.saveRate.create(ctx, values));
  }

  @Get(':taxRateId')
  @RequirePermission('taxes', 'r')
  @ApiOperation({
    operationId: 'getTaxRate',
    summary: 'A tax rate',
    description: 'With the ETag that a change asks for.',
  })
  @ApiOkResponse({ type: TaxRateResponse })
  @ApiProblems(InvalidRequest, TaxRateNotFound)
  async get(
    @Param('taxRateId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaxRateResponse> {
    return answer(reply, await this.rates.get(id));
  }

  @Patch(':taxRateId')
  @RequirePermission('taxes', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeTaxRate',
    summary: 'Change a tax rate',
    description: 'What is left out stays as it is. Orders that are placed keep theirs.',
  })
  @ApiOkResponse({ type: TaxRateResponse })
  @ApiProblems(InvalidRequest, TaxRateNotFound, TaxRateTaken)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('taxRateId', ParseUUIDPipe) id: string,
    @Body() changes: ChangeTaxRateRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaxRateResponse> {
    return answer(reply, await this.saveRate.change(ctx, id, changes, ifMatch));
  }

  @Delete(':taxRateId')
  @HttpCode(204)
  @RequirePermission('taxes', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteTaxRate',
    summary: 'Delete a tax rate',
    description: 'Orders that are placed keep theirs.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, TaxRateNotFound)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('taxRateId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saveRate.delete(ctx, id, ifMatch);
  }
}

function answer(reply: FastifyReply, view: TaxRateView): TaxRateResponse {
  void reply.header('etag', etagOf(view));
  return toTaxRateResponse(view);
}
