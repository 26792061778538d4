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
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ENV, type Env } from '../../../config/env.js';
import {
  DiscountCodeTaken,
  DiscountFixed,
  DiscountInUse,
  DiscountInvalid,
  DiscountNotFound,
} from '../discounts.errors.js';
import { type DiscountView } from '../kept-discount.types.js';
import { DISCOUNT_SORTS } from '../data/kept-discounts.sql.js';
import { ReadDiscounts } from '../use-cases/read-discounts.js';
import { discountEtag, SaveDiscount } from '../use-cases/save-discount.js';
import { changedValues, newValues } from './discount-values.js';
import {
  ChangeDiscountRequest,
  CreateDiscountRequest,
  ListDiscountsQuery,
  SwitchDiscountRequest,
} from './dto/discount.request.js';
import {
  DiscountResponse,
  DiscountStatisticsResponse,
  toDiscountResponse,
  toStatisticsResponse,
} from './dto/discount.response.js';

/** Discounts, for staff. */
@ApiTags('Administration')
@Controller('admin/discounts')
export class DiscountsController {
  constructor(
    private readonly discounts: ReadDiscounts,
    private readonly saveDiscount: SaveDiscount,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @RequirePermission('discounts', 'r')
  @ApiOperation({
    operationId: 'listDiscounts',
    summary: 'Discounts',
    description: 'The newest first when `sort` is left out, those that are switched off too.',
  })
  @ApiPage(DiscountResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListDiscountsQuery): Promise<Page<DiscountResponse>> {
    const { type = null, isActive = null, kind = null, name = null, limit = 20 } = query;
    const code = query.code?.trim().toUpperCase() ?? null;
    const filter = { type, isActive, kind, code, name };
    const { sort = DISCOUNT_SORTS.first, cursor = null } = query;
    const page = await this.discounts.list(filter, sort, limit, cursor);
    return {
      ...page,
      items: page.items.map((view) => toDiscountResponse(view, this.env.CURRENCY)),
    };
  }

  @Post()
  @RequirePermission('discounts', 'w')
  @ApiOperation({
    operationId: 'createDiscount',
    summary: 'Make a discount',
    description: 'It is switched off until somebody who may switches it on.',
  })
  @ApiCreatedResponse({ type: DiscountResponse })
  @ApiProblems(InvalidRequest, DiscountInvalid, DiscountCodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateDiscountRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DiscountResponse> {
    return this.answer(reply, await this.saveDiscount.create(ctx, newValues(body)));
  }

  @Get(':discountId')
  @RequirePermission('discounts', 'r')
  @ApiOperation({
    operationId: 'getDiscount',
    summary: 'A discount',
    description: 'With the ETag that a change asks for.',
  })
  @ApiOkResponse({ type: DiscountResponse })
  @ApiProblems(InvalidRequest, DiscountNotFound)
  async get(
    @Param('discountId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DiscountResponse> {
    return this.answer(reply, await this.discounts.get(id));
  }

  @Get(':discountId/statistics')
  @RequirePermission('discounts', 'r')
  @ApiOperation({
    operationId: 'getDiscountStatistics',
    summary: 'What has become of a discount',
    description: 'Uses and what they took off, by live and archived orders.',
  })
  @ApiOkResponse({ type: DiscountStatisticsResponse })
  @ApiProblems(InvalidRequest, DiscountNotFound)
  async statistics(
    @Ctx() ctx: RequestContext,
    @Param('discountId', ParseUUIDPipe) id: string,
  ): Promise<DiscountStatisticsResponse> {
    return toStatisticsResponse(await this.discounts.statistics(ctx, id));
  }

  @Patch(':discountId')
  @RequirePermission('discounts', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeDiscount',
    summary: 'Change a discount',
    description:
      'What is left out stays as it is. Once an order has had it, its type, value, rules and code stay; limits, dates, targets, priority and the words may still change, for orders to come.',
  })
  @ApiOkResponse({ type: DiscountResponse })
  @ApiProblems(InvalidRequest, DiscountNotFound, DiscountInvalid, DiscountFixed, DiscountCodeTaken)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('discountId', ParseUUIDPipe) id: string,
    @Body() body: ChangeDiscountRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DiscountResponse> {
    const view = await this.saveDiscount.change(ctx, id, changedValues(body), ifMatch);
    return this.answer(reply, view);
  }

  @Put(':discountId/active')
  @RequirePermission('discounts', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'switchDiscount',
    summary: 'Switch a discount on or off',
    description: 'At once, for every cart. Orders that are placed keep what they were given.',
  })
  @ApiOkResponse({ type: DiscountResponse })
  @ApiProblems(InvalidRequest, DiscountNotFound)
  async switch(
    @Ctx() ctx: RequestContext,
    @Param('discountId', ParseUUIDPipe) id: string,
    @Body() { isActive }: SwitchDiscountRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DiscountResponse> {
    return this.answer(reply, await this.saveDiscount.switch(ctx, id, isActive, ifMatch));
  }

  @Delete(':discountId')
  @HttpCode(204)
  @RequirePermission('discounts', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteDiscount',
    summary: 'Delete a discount',
    description: 'Only one that no order has had and that has no single-use codes.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, DiscountNotFound, DiscountInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('discountId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saveDiscount.delete(ctx, id, ifMatch);
  }

  private answer(reply: FastifyReply, view: DiscountView): DiscountResponse {
    void reply.header('etag', discountEtag(view));
    return toDiscountResponse(view, this.env.CURRENCY);
  }
}
