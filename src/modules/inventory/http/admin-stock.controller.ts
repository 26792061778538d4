import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { VariantNotFound } from '../../catalog/catalog.errors.js';
import { etagOfStock, type StockView, StockViews } from '../data/stock-views.js';
import { ChangeStockSettings } from '../use-cases/change-stock-settings.js';
import {
  ListPlaceMovementsQuery,
  ListStockMovementsQuery,
  ListStockQuery,
} from './dto/list-stock.query.js';
import { StockSettingsOfManyRequest, StockSettingsRequest } from './dto/stock-settings.request.js';
import {
  PlaceMovementResponse,
  StockMovementResponse,
  StockResponse,
  StockRowsResponse,
  toPlaceMovement,
  toRows,
  toStock,
  toStockMovement,
} from './dto/stock.response.js';

/** What is there, what is free, what is owed: for staff. */
@ApiTags('Inventory')
@Controller('admin/inventory')
export class AdminStockController {
  constructor(
    private readonly views: StockViews,
    private readonly settings: ChangeStockSettings,
  ) {}

  @Get('stock')
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'listStock',
    summary: 'The stock of all variants',
    description: 'By variant id. All filters together; `lowStock=true` shows what is few.',
  })
  @ApiPage(StockResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, sort, ...filter }: ListStockQuery,
  ): Promise<Page<StockResponse>> {
    const page =
      sort === undefined
        ? await this.views.list(ctx, filter, { limit, cursor })
        : await this.views.sorted(ctx, filter, { sort, limit, cursor });
    return { ...page, items: page.items.map(toStock) };
  }

  @Patch('stock')
  @RequirePermission('inventory', 'w')
  @ApiOperation({
    operationId: 'changeStockSettingsOfMany',
    summary: 'Limits of backorders, days of preorders and thresholds of many variants',
    description:
      'Up to 500 rows, one result each, 200 also when rows were refused. A row with an `etag` is refused when it was changed since.',
  })
  @ApiOkResponse({ type: StockRowsResponse })
  @ApiProblems(InvalidRequest)
  async changeMany(
    @Ctx() ctx: RequestContext,
    @Body() { items }: StockSettingsOfManyRequest,
  ): Promise<StockRowsResponse> {
    return toRows(await this.settings.many(ctx, items));
  }

  @Get('stock/:variantId')
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'getStock',
    summary: 'The stock of a variant',
    description: 'The ETag covers its settings and what lies where, and no sales.',
  })
  @ApiOkResponse({ type: StockResponse })
  @ApiProblems(InvalidRequest, VariantNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockResponse> {
    const view = await this.views.find(ctx, variantId);
    if (view === null) throw new VariantNotFound();
    return answer(reply, view);
  }

  @Patch('stock/:variantId')
  @RequirePermission('inventory', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeStockSettings',
    summary: 'Limit of backorders, day of a preorder, threshold',
    description: 'What is left out stays.',
  })
  @ApiOkResponse({ type: StockResponse })
  @ApiProblems(InvalidRequest, VariantNotFound)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Body() body: StockSettingsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StockResponse> {
    return answer(reply, await this.settings.one(ctx, variantId, body, ifMatch));
  }

  @Get('movements')
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'listStockMovements',
    summary: 'Why there is as much free stock as there is',
    description:
      'The latest first. Those of archived orders have gone with them; with these the sum of a variant is what is free, less what is owed.',
  })
  @ApiPage(StockMovementResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async movements(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, ...filter }: ListStockMovementsQuery,
  ): Promise<Page<StockMovementResponse>> {
    const page = await this.views.movements(ctx, 'free', filter, { limit, cursor });
    return { ...page, items: page.items.map(toStockMovement) };
  }

  @Get('location-movements')
  @RequirePermission('inventory', 'r')
  @ApiOperation({
    operationId: 'listLocationMovements',
    summary: 'What came to places and left them',
    description: 'The latest first. The sum of a variant in a place is what lies there.',
  })
  @ApiPage(PlaceMovementResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async placeMovements(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, ...filter }: ListPlaceMovementsQuery,
  ): Promise<Page<PlaceMovementResponse>> {
    const page = await this.views.movements(ctx, 'place', filter, { limit, cursor });
    return { ...page, items: page.items.map(toPlaceMovement) };
  }
}

function answer(reply: FastifyReply, view: StockView): StockResponse {
  void reply.header('etag', etagOfStock(view));
  return toStock(view);
}
