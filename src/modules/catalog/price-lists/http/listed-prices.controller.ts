import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { SavedPricesResponse } from '../../prices/http/dto/price.response.js';
import { PriceListNotFound } from '../price-lists.errors.js';
import { ReadPriceLists } from '../use-cases/read-price-lists.js';
import { SaveListedPrices } from '../use-cases/save-listed-prices.js';
import { ListedPricesQuery, ListedPricesRequest } from './dto/price-list.request.js';
import { ListedPriceResponse, toListedPriceResponse } from './dto/price-list.response.js';

/** What variants cost in a price list. */
@ApiTags('Administration')
@Controller('admin/price-lists/:priceListId/prices')
export class ListedPricesController {
  constructor(
    private readonly lists: ReadPriceLists,
    private readonly savePrices: SaveListedPrices,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listListedPrices',
    summary: 'Prices of a list',
    description: 'By variant and quantity.',
  })
  @ApiPage(ListedPriceResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, PriceListNotFound)
  async list(
    @Param('priceListId', ParseUUIDPipe) id: string,
    @Query() query: ListedPricesQuery,
  ): Promise<Page<ListedPriceResponse>> {
    const { variantId = null, limit = 20, cursor = null } = query;
    const list = await this.lists.get(id);
    const currency = list.currency ?? this.env.CURRENCY;
    const page = await this.lists.listPrices(list, variantId, limit, cursor);
    return { ...page, items: page.items.map((row) => toListedPriceResponse(row, currency)) };
  }

  @Put()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'saveListedPrices',
    summary: 'Set prices of a list',
    description:
      'At most 500 rows, each judged by itself: what can be saved is, in one transaction, and the answer says for each row what became of it. What is not named stays.',
  })
  @ApiOkResponse({ type: SavedPricesResponse })
  @ApiProblems(InvalidRequest, PriceListNotFound)
  async save(
    @Ctx() ctx: RequestContext,
    @Param('priceListId', ParseUUIDPipe) id: string,
    @Body() { items }: ListedPricesRequest,
  ): Promise<SavedPricesResponse> {
    const rows = items.map(({ variantId, minQuantity = 1, price = null }) => {
      return { variantId, minQuantity, price };
    });
    const saved = await this.savePrices.execute(ctx, id, rows);
    return { items: saved.map((row) => ({ ...row, errors: [...row.errors] })) };
  }
}
