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
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type Page } from '../../../../common/http/page.response.js';
import { CurrencyUnsupported } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ENV, type Env } from '../../../../config/env.js';
import { CurrencyNotPriced } from '../../prices/prices.errors.js';
import { etagOfPriceList } from '../price-list-view.js';
import {
  CustomerGroupUnknown,
  PriceListDatesInvalid,
  PriceListNameTaken,
  PriceListNotFound,
} from '../price-lists.errors.js';
import type { PriceListView } from '../price-lists.types.js';
import { ChangePriceList } from '../use-cases/change-price-list.js';
import { CreatePriceList } from '../use-cases/create-price-list.js';
import { DeletePriceList } from '../use-cases/delete-price-list.js';
import { ReadPriceLists } from '../use-cases/read-price-lists.js';
import {
  CreatePriceListRequest,
  ListPriceListsQuery,
  UpdatePriceListRequest,
} from './dto/price-list.request.js';
import { PriceListResponse, toPriceListResponse } from './dto/price-list.response.js';

/** Prices for groups of customers and for many pieces, list by list. */
@ApiTags('Administration')
@Controller('admin/price-lists')
export class PriceListsController {
  constructor(
    private readonly lists: ReadPriceLists,
    private readonly createList: CreatePriceList,
    private readonly changeList: ChangePriceList,
    private readonly deleteList: DeletePriceList,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listPriceLists',
    summary: 'Price lists',
    description: 'The oldest first. All filters together.',
  })
  @ApiPage(PriceListResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListPriceListsQuery): Promise<Page<PriceListResponse>> {
    const { customerGroupId = null, isActive = null, limit = 20, cursor = null } = query;
    const page = await this.lists.execute({ customerGroupId, isActive }, limit, cursor);
    return {
      ...page,
      items: page.items.map((list) => toPriceListResponse(list, this.env.CURRENCY)),
    };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createPriceList',
    summary: 'Make a price list',
    description:
      'Empty, and switched off unless `isActive` is sent. A customer pays the lowest of the variant’s price and of all lists that fit his groups, the time and the quantity of the line.',
  })
  @ApiCreatedResponse({ type: PriceListResponse })
  @ApiProblems(InvalidRequest, CurrencyUnsupported, CurrencyNotPriced, CustomerGroupUnknown)
  @ApiProblems(PriceListNameTaken, PriceListDatesInvalid)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreatePriceListRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriceListResponse> {
    const { name, customerGroupId = null, startsAt = null, endsAt = null, isActive = false } = body;
    const words = { name, customerGroupId, startsAt, endsAt, isActive };
    const currency = body.currency ?? this.env.CURRENCY;
    return this.answer(reply, await this.createList.execute(ctx, currency, words));
  }

  @Get(':priceListId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getPriceList',
    summary: 'One price list',
    description: 'Its prices have a route of their own.',
  })
  @ApiOkResponse({ type: PriceListResponse })
  @ApiProblems(InvalidRequest, PriceListNotFound)
  async get(
    @Param('priceListId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriceListResponse> {
    return this.answer(reply, await this.lists.get(id));
  }

  @Patch(':priceListId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updatePriceList',
    summary: 'Change a price list',
    description: 'What is left out stays; the currency always does.',
  })
  @ApiOkResponse({ type: PriceListResponse })
  @ApiProblems(InvalidRequest, PriceListNotFound, CustomerGroupUnknown)
  @ApiProblems(PriceListNameTaken, PriceListDatesInvalid)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('priceListId', ParseUUIDPipe) id: string,
    @Body() body: UpdatePriceListRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PriceListResponse> {
    return this.answer(reply, await this.changeList.execute(ctx, id, body, ifMatch));
  }

  @Delete(':priceListId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deletePriceList',
    summary: 'Delete a price list',
    description: 'With its prices, for good. Orders keep what was paid.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, PriceListNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('priceListId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteList.execute(ctx, id, ifMatch);
  }

  private answer(reply: FastifyReply, list: PriceListView): PriceListResponse {
    void reply.header('etag', etagOfPriceList(list));
    return toPriceListResponse(list, this.env.CURRENCY);
  }
}
