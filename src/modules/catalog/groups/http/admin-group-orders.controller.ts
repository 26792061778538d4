import { Body, Controller, Get, HttpCode, Put, Query, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, etagOf, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { NotSiblings } from '../groups.errors.js';
import type { GroupTable } from '../groups.types.js';
import { OrderGroups } from '../use-cases/order-groups.js';
import {
  OrderCategoriesRequest,
  OrderGroupsRequest,
  SiblingsQuery,
} from './dto/admin-group.request.js';
import { GroupOrderResponse } from './dto/admin-group.response.js';

const FIRST = 'The given ones come first, the others stay behind them as they were.';
const NOW = 'Deleted ones are none of them. The ETag covers the whole row.';

/** The order of brands, of collections, and of the categories below one parent. */
@ApiTags('Administration')
@Controller('admin')
@ApiProblems(InvalidRequest)
export class AdminGroupOrdersController {
  constructor(private readonly orders: OrderGroups) {}

  @Get('brands/order')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getBrandOrder',
    summary: 'The order of all brands',
    description: NOW,
  })
  @ApiOkResponse({ type: GroupOrderResponse })
  brands(@Res({ passthrough: true }) reply: FastifyReply): Promise<GroupOrderResponse> {
    return this.read(reply, 'brands', null);
  }

  @Put('brands/order')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'orderBrands',
    summary: 'Put brands into another order',
    description: FIRST,
  })
  @ApiNoContentResponse({ description: 'They are in this order.' })
  @ApiProblems(NotSiblings)
  async orderBrands(
    @Ctx() ctx: RequestContext,
    @Body() { ids }: OrderGroupsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const order = await this.orders.execute(ctx, 'brands', { ids, parentId: null }, ifMatch);
    void reply.header('etag', etagOf(order));
  }

  @Get('collections/order')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getCollectionOrder',
    summary: 'The order of all collections',
    description: NOW,
  })
  @ApiOkResponse({ type: GroupOrderResponse })
  collections(@Res({ passthrough: true }) reply: FastifyReply): Promise<GroupOrderResponse> {
    return this.read(reply, 'collections', null);
  }

  @Put('collections/order')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'orderCollections',
    summary: 'Put collections into another order',
    description: FIRST,
  })
  @ApiNoContentResponse({ description: 'They are in this order.' })
  @ApiProblems(NotSiblings)
  async orderCollections(
    @Ctx() ctx: RequestContext,
    @Body() { ids }: OrderGroupsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const order = await this.orders.execute(ctx, 'collections', { ids, parentId: null }, ifMatch);
    void reply.header('etag', etagOf(order));
  }

  @Get('categories/order')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getCategoryOrder',
    summary: 'The order of the categories below one parent',
    description: NOW,
  })
  @ApiOkResponse({ type: GroupOrderResponse })
  categories(
    @Query() { parent }: SiblingsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GroupOrderResponse> {
    return this.read(reply, 'categories', parent ?? null);
  }

  @Put('categories/order')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'orderCategories',
    summary: 'Put categories into another order',
    description: `All of them below one parent. ${FIRST}`,
  })
  @ApiNoContentResponse({ description: 'They are in this order.' })
  @ApiProblems(NotSiblings)
  async orderCategories(
    @Ctx() ctx: RequestContext,
    @Body() body: OrderCategoriesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    void reply.header('etag', etagOf(await this.orders.execute(ctx, 'categories', body, ifMatch)));
  }

  private async read(
    reply: FastifyReply,
    table: GroupTable,
    parentId: string | null,
  ): Promise<GroupOrderResponse> {
    const ids = await this.orders.current(table, parentId);
    void reply.header('etag', etagOf(ids));
    return { ids };
  }
}
