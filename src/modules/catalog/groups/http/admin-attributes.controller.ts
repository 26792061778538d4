import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
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
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  RouteNotFound,
} from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { NameTaken } from '../../catalog.errors.js';
import { AttributeInUse, AttributeNotFound, CodeTaken, NotSiblings } from '../groups.errors.js';
import { ChangeAttribute } from '../use-cases/change-attribute.js';
import { CreateAttribute } from '../use-cases/create-attribute.js';
import { DeleteAttribute } from '../use-cases/delete-attribute.js';
import { OrderAttributes } from '../use-cases/order-attributes.js';
import { ReadAttributes } from '../use-cases/read-attributes.js';
import { answerAttribute, wordsOf } from './attribute-answer.js';
import {
  CreateAttributeRequest,
  ListAttributesQuery,
  OrderAttributesRequest,
  RenameAttributeRequest,
} from './dto/attribute.request.js';
import {
  AttributeLineResponse,
  AttributeResponse,
  toAttributeLine,
} from './dto/attribute.response.js';
import { RowIdPipe } from './row-id.pipe.js';

/** What variants differ in, for staff. */
@ApiTags('Administration')
@Controller('admin/attributes')
export class AdminAttributesController {
  constructor(
    private readonly attributes: ReadAttributes,
    private readonly createAttribute: CreateAttribute,
    private readonly changeAttribute: ChangeAttribute,
    private readonly orderAttributes: OrderAttributes,
    private readonly deleteAttribute: DeleteAttribute,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listAttributes',
    summary: 'Attributes',
    description: 'In their order, without their values.',
  })
  @ApiPage(AttributeLineResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() { q, limit = 20, cursor }: ListAttributesQuery,
  ): Promise<Page<AttributeLineResponse>> {
    const page = await this.attributes.list(q ?? null, limit, cursor ?? null);
    return { ...page, items: page.items.map(toAttributeLine) };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createAttribute',
    summary: 'Make an attribute',
    description: 'With its first values, if there are any.',
  })
  @ApiCreatedResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, NameTaken, CodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { name, code, values = [] }: CreateAttributeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const attribute = { name, code: code ?? null };
    const made = await this.createAttribute.execute(ctx, attribute, values.map(wordsOf));
    return answerAttribute(reply, made);
  }

  @Put('order')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'orderAttributes',
    summary: 'Put attributes into another order',
    description: 'The given ones come first, the others stay behind them as they were.',
  })
  @ApiNoContentResponse({ description: 'They are in this order.' })
  @ApiProblems(InvalidRequest, NotSiblings)
  async order(@Ctx() ctx: RequestContext, @Body() { ids }: OrderAttributesRequest): Promise<void> {
    await this.orderAttributes.execute(ctx, ids);
  }

  @Get(':attributeId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getAttribute',
    summary: 'An attribute with its values',
    description: 'And how many variants have each of them.',
  })
  @ApiParam({ name: 'attributeId', type: 'integer', example: 1 })
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(RouteNotFound, AttributeNotFound)
  async get(
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    return answerAttribute(reply, await this.attributes.get(attributeId));
  }

  @Patch(':attributeId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'renameAttribute',
    summary: 'Rename an attribute',
    description: 'Its code stays: addresses and rules hold it.',
  })
  @ApiParam({ name: 'attributeId', type: 'integer', example: 1 })
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, NameTaken)
  async rename(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Body() { name }: RenameAttributeRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const renamed = await this.changeAttribute.execute(ctx, attributeId, { name }, ifMatch);
    return answerAttribute(reply, renamed);
  }

  @Delete(':attributeId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteAttribute',
    summary: 'Delete an attribute with its values',
    description: 'For good, and only when neither a variant nor a rule of a collection uses it.',
  })
  @ApiParam({ name: 'attributeId', type: 'integer', example: 1 })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, AttributeInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteAttribute.execute(ctx, attributeId, null, ifMatch);
  }
}
