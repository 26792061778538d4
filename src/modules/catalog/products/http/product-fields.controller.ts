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
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { FieldCodeTaken, FieldInUse, FieldNotFound } from '../products.errors.js';
import { ChangeFields, etagOfField, type ProductFieldView } from '../use-cases/change-fields.js';
import {
  CreateProductFieldRequest,
  DeleteProductFieldQuery,
  ProductFieldRequest,
  ProductFieldResponse,
  ProductFieldsResponse,
} from './dto/product-field.request.js';

/** Fields of the shop's own: what products may have beside what every product has. */
@ApiTags('Catalogue administration')
@Controller('admin/product-fields')
export class ProductFieldsController {
  constructor(private readonly fields: ChangeFields) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listProductFields',
    summary: 'Fields of the shop',
    description: 'All of them, in their order.',
  })
  @ApiOkResponse({ type: ProductFieldsResponse })
  async list(): Promise<ProductFieldsResponse> {
    return { items: (await this.fields.list()).map(toResponse) };
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createProductField',
    summary: 'Make a field',
    description: 'Products take values of its type in `customFields`. At most 200 fields.',
  })
  @ApiCreatedResponse({ type: ProductFieldResponse })
  @ApiProblems(InvalidRequest, FieldCodeTaken)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() { code, ...wish }: CreateProductFieldRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductFieldResponse> {
    return answer(reply, await this.fields.create(ctx, code, wish));
  }

  @Get(':fieldId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getProductField',
    summary: 'A field',
    description: 'With its ETag.',
  })
  @ApiOkResponse({ type: ProductFieldResponse })
  @ApiProblems(InvalidRequest, FieldNotFound)
  async get(
    @Param('fieldId', ParseUUIDPipe) fieldId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductFieldResponse> {
    return answer(reply, await this.fields.get(fieldId));
  }

  @Patch(':fieldId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateProductField',
    summary: 'Change a field',
    description:
      'Its code never changes; its type, and a choice that was made, stay while products have values.',
  })
  @ApiOkResponse({ type: ProductFieldResponse })
  @ApiProblems(InvalidRequest, FieldNotFound, FieldInUse)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('fieldId', ParseUUIDPipe) fieldId: string,
    @Body() body: ProductFieldRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductFieldResponse> {
    return answer(reply, await this.fields.update(ctx, fieldId, body, ifMatch));
  }

  @Delete(':fieldId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteProductField',
    summary: 'Delete a field',
    description: 'Refused while products have values, unless these shall go with it.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, FieldNotFound, FieldInUse)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('fieldId', ParseUUIDPipe) fieldId: string,
    @Query() { stripValues = false }: DeleteProductFieldQuery,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.fields.delete(ctx, fieldId, stripValues, ifMatch);
  }
}

function answer(reply: FastifyReply, field: ProductFieldView): ProductFieldResponse {
  void reply.header('etag', etagOfField(field));
  return toResponse(field);
}

function toResponse(field: ProductFieldView): ProductFieldResponse {
  const { id, code, label, type, choices, filterable, position } = field;
  return { id, code, label, type, choices: choices && [...choices], filterable, position };
}
