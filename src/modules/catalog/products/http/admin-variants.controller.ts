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
  Res,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { AmountOutOfRange, InvalidMoney } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ProductNotFound, SkuTaken, VariantNotFound } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import { etagOfVariant } from '../product-view.js';
import {
  AttributeRepeated,
  AttributeUnknown,
  CombinationTaken,
  LastVariant,
  ProductDeleted,
  TooManyVariants,
} from '../products.errors.js';
import { ArrangeVariants } from '../use-cases/arrange-variants.js';
import { ChangeProduct } from '../use-cases/change-product.js';
import { RestoreVariantRequest } from './dto/restore-variant.request.js';
import { AdminVariantResponse } from './dto/admin-product.response.js';
import { VariantRequest } from './dto/product.request.js';

/** One variant, for staff. */
@ApiTags('Catalogue administration')
@Controller('admin/variants')
export class AdminVariantsController {
  constructor(
    private readonly products: AdminProducts,
    private readonly change: ChangeProduct,
    private readonly arrange: ArrangeVariants,
  ) {}

  @Get(':variantId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getAdminVariant',
    summary: 'A variant with everything',
    description: 'Also an inactive or a deleted one. The ETag does not cover its stock.',
  })
  @ApiOkResponse({ type: AdminVariantResponse })
  @ApiProblems(InvalidRequest, VariantNotFound)
  async get(
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminVariantResponse> {
    return answer(reply, await this.products.variant(null, variantId));
  }

  @Patch(':variantId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateVariant',
    summary: 'Change a variant',
    description: 'What is left out stays. Its stock is moved by the inventory.',
  })
  @ApiOkResponse({ type: AdminVariantResponse })
  @ApiProblems(InvalidRequest, VariantNotFound, ProductNotFound, SkuTaken, CombinationTaken)
  @ApiProblems(AttributeUnknown, AttributeRepeated, InvalidMoney, AmountOutOfRange)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Body() body: VariantRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminVariantResponse> {
    return answer(reply, await this.change.updateVariant(ctx, variantId, body, ifMatch));
  }

  @Delete(':variantId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteVariant',
    summary: 'Delete a variant',
    description: 'Not the last one of its product. Its SKU is free again; it can be restored.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, VariantNotFound, ProductNotFound, LastVariant)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.arrange.delete(ctx, variantId, ifMatch);
  }

  @Post(':variantId/restore')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'restoreVariant',
    summary: 'Bring a deleted variant back',
    description:
      '409 when another has its combination by now, or its SKU: with `leaveTakenSkus` it comes back without that.',
  })
  @ApiOkResponse({ type: AdminVariantResponse })
  @ApiProblems(InvalidRequest, VariantNotFound, ProductDeleted, SkuTaken, CombinationTaken)
  @ApiProblems(TooManyVariants)
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('variantId', ParseUUIDPipe) variantId: string,
    @Body() body: RestoreVariantRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminVariantResponse> {
    return answer(reply, await this.arrange.restore(ctx, variantId, body.leaveTakenSkus));
  }
}

function answer(reply: FastifyReply, variant: AdminVariantResponse): AdminVariantResponse {
  void reply.header('etag', etagOfVariant(variant));
  return variant;
}
