import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ListRefundsQuery, ListReturnsQuery } from './list-worklists.query.js';
import { ReadWorklists } from './read-worklists.js';
import {
  ListedRefundResponse,
  ListedReturnResponse,
  toListedRefund,
  toListedReturn,
} from './worklists.response.js';

/** What waits to be paid back or to arrive, over all orders. */
@ApiTags('Administration')
@Controller('admin')
export class WorklistsController {
  constructor(private readonly lists: ReadWorklists) {}

  @Get('refunds')
  @RequirePermission('refunds', 'r')
  @ApiOperation({
    operationId: 'listRefunds',
    summary: 'Refunds of all orders',
    description:
      'All filters together, those of archived orders included, the newest first when `sort` is left out. `status=pending` is what is to be paid out.',
  })
  @ApiPage(ListedRefundResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async refunds(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, sort = '-createdAt', ...filter }: ListRefundsQuery,
  ): Promise<Page<ListedRefundResponse>> {
    const page = await this.lists.refunds(ctx, filter, { sort, limit, cursor: cursor ?? null });
    return { ...page, items: page.items.map(toListedRefund) };
  }

  @Get('returns')
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'listReturns',
    summary: 'Returns of all orders',
    description:
      'All filters together, those of archived orders included, the newest first when `sort` is left out. `status=requested` is what waits for an answer.',
  })
  @ApiPage(ListedReturnResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async returns(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, sort = '-createdAt', ...filter }: ListReturnsQuery,
  ): Promise<Page<ListedReturnResponse>> {
    const page = await this.lists.returns(ctx, filter, { sort, limit, cursor: cursor ?? null });
    return { ...page, items: page.items.map(toListedReturn) };
  }
}
