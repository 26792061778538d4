import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import {
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest, RouteNotFound } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { NameTaken } from '../../catalog.errors.js';
import {
  AttributeInUse,
  AttributeNotFound,
  AttributeValueNotFound,
  CodeTaken,
  NotSiblings,
  ValuesCollide,
} from '../groups.errors.js';
import { ChangeAttribute } from '../use-cases/change-attribute.js';
import { DeleteAttribute } from '../use-cases/delete-attribute.js';
import { MergeAttributeValues } from '../use-cases/merge-attribute-values.js';
import { answerAttribute, wordsOf } from './attribute-answer.js';
import {
  AddAttributeValuesRequest,
  MergeValuesRequest,
  OrderAttributesRequest,
  RenameAttributeValueRequest,
} from './dto/attribute.request.js';
import { AttributeResponse } from './dto/attribute.response.js';
import { RowIdPipe } from './row-id.pipe.js';

const ATTRIBUTE_ID = { name: 'attributeId', type: 'integer', example: 1 };
const VALUE_ID = { name: 'valueId', type: 'integer', example: 1 };

/** The values of an attribute, for staff. All writes answer the attribute and take its ETag. */
@ApiTags('Administration')
@Controller('admin/attributes/:attributeId/values')
export class AdminAttributeValuesController {
  constructor(
    private readonly changeAttribute: ChangeAttribute,
    private readonly deleteAttribute: DeleteAttribute,
    private readonly mergeValues: MergeAttributeValues,
  ) {}

  @Post()
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'addAttributeValues',
    summary: 'Add values to an attribute',
    description: 'Behind those that are there. All or none.',
  })
  @ApiParam(ATTRIBUTE_ID)
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, NameTaken, CodeTaken)
  async add(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Body() { values }: AddAttributeValuesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const change = { addValues: values.map(wordsOf) };
    return answerAttribute(
      reply,
      await this.changeAttribute.execute(ctx, attributeId, change, ifMatch),
    );
  }

  @Put('order')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'orderAttributeValues',
    summary: 'Put the values of an attribute into another order',
    description: 'The given ones come first, the others stay behind them as they were.',
  })
  @ApiParam(ATTRIBUTE_ID)
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, NotSiblings)
  async order(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Body() { ids }: OrderAttributesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const changed = await this.changeAttribute.execute(ctx, attributeId, { order: ids }, ifMatch);
    return answerAttribute(reply, changed);
  }

  @Patch(':valueId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'renameAttributeValue',
    summary: 'Rename a value',
    description: 'All variants that have it show the new word. Its code stays.',
  })
  @ApiParam(ATTRIBUTE_ID)
  @ApiParam(VALUE_ID)
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, AttributeValueNotFound, NameTaken)
  async rename(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Param('valueId', RowIdPipe) valueId: number,
    @Body() { value }: RenameAttributeValueRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const change = { valueId, value };
    return answerAttribute(
      reply,
      await this.changeAttribute.execute(ctx, attributeId, change, ifMatch),
    );
  }

  @Delete(':valueId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteAttributeValue',
    summary: 'Delete a value',
    description: 'For good, and only when neither a variant nor a rule of a collection uses it.',
  })
  @ApiParam(ATTRIBUTE_ID)
  @ApiParam(VALUE_ID)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, AttributeValueNotFound)
  @ApiProblems(AttributeInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Param('valueId', RowIdPipe) valueId: number,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deleteAttribute.execute(ctx, attributeId, valueId, ifMatch);
  }

  @Post(':valueId/merge')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'mergeAttributeValues',
    summary: 'Make one value of two',
    description:
      'Variants and rules that name the value of the path name the one of the body from then on, and the former is gone. Refused where variants of a product would become alike.',
  })
  @ApiParam(ATTRIBUTE_ID)
  @ApiParam(VALUE_ID)
  @ApiOkResponse({ type: AttributeResponse })
  @ApiProblems(InvalidRequest, RouteNotFound, AttributeNotFound, AttributeValueNotFound)
  @ApiProblems(ValuesCollide)
  async merge(
    @Ctx() ctx: RequestContext,
    @Param('attributeId', RowIdPipe) attributeId: number,
    @Param('valueId', RowIdPipe) valueId: number,
    @Body() { into }: MergeValuesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttributeResponse> {
    const merged = await this.mergeValues.execute(ctx, attributeId, valueId, into, ifMatch);
    return answerAttribute(reply, merged);
  }
}
