import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
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
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { type Page } from '../../../../common/http/page.response.js';
import { AmountOutOfRange, InvalidMoney } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ProductNotFound, SkuTaken, VariantNotFound } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import { etagOfVariant } from '../product-view.js';
import {
  AttributeRepeated,
  AttributeUnknown,
  CombinationTaken,
  TooManyVariants,
} from '../products.errors.js';
import { ArrangeVariants } from '../use-cases/arrange-variants.js';
import { ChangeProduct } from '../use-cases/change-product.js';
import { MakeMatrix } from '../use-cases/make-matrix.js';
import { AdminVariantResponse, MatrixResponse } from './dto/admin-product.response.js';
import { ListAdminVariantsQuery } from './dto/list-admin-products.query.js';
import { MatrixRequest, NewVariantRequest, OrderVariantsRequest } from './dto/product.request.js';

/** The variants of one product, for staff. */
@ApiTags('Catalogue administration')
@Controller('admin/products/:productId/variants')
export class ProductVariantsController {
  constructor(
    private readonly products: AdminProducts,
    private readonly change: ChangeProduct,
    private readonly arrange: ArrangeVariants,
    private readonly matrix: MakeMatrix,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listAdminVariants',
    summary: 'All variants of a product',
    description: 'In their order, inactive ones too; deleted ones when asked for.',
  })
  @ApiPage(AdminVariantResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, ProductNotFound)
  async list(
    @Param('productId', ParseUUIDPipe) productId: string,
    @Query() { limit = 20, cursor, deleted = false }: ListAdminVariantsQuery,
  ): Promise<Page<AdminVariantResponse>> {
    return this.products.variants(productId, deleted, limit, cursor);
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createVariant',
    summary: 'Add a variant',
    description: 'Its first stock is a movement of its own. At most 500 per product.',
  })
  @ApiCreatedResponse({ type: AdminVariantResponse })
  @ApiProblems(InvalidRequest, ProductNotFound, SkuTaken, CombinationTaken, AttributeUnknown)
  @ApiProblems(AttributeRepeated, TooManyVariants, InvalidMoney, AmountOutOfRange)
  async create(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: NewVariantRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminVariantResponse> {
    const variant = await this.change.addVariant(ctx, productId, body, {});
    void reply.header('etag', etagOfVariant(variant));
    return variant;
  }

  @Post('matrix')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'makeVariantMatrix',
    summary: 'Make all combinations of chosen values',
    description:
      'Those that the product has already stay as they are. At most 200 at once; `dryRun` shows what would come.',
  })
  @ApiOkResponse({ type: MatrixResponse })
  @ApiProblems(InvalidRequest, ProductNotFound, SkuTaken, AttributeUnknown, AttributeRepeated)
  @ApiProblems(TooManyVariants, InvalidMoney, AmountOutOfRange)
  async make(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: MatrixRequest,
  ): Promise<MatrixResponse> {
    const made = await this.matrix.execute(ctx, productId, body);
    const cells = made.map((cell) => ({ ...cell, attributes: [...cell.attributes] }));
    return { created: cells.filter(({ outcome }) => outcome === 'created').length, cells };
  }

  @Put('order')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'orderVariants',
    summary: 'Put the variants into an order',
    description: 'Those that are named come first, the others stay behind them as they were.',
  })
  @ApiNoContentResponse({ description: 'They are in order.' })
  @ApiProblems(InvalidRequest, ProductNotFound, VariantNotFound)
  async order(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() { variantIds }: OrderVariantsRequest,
  ): Promise<void> {
    await this.arrange.order(ctx, productId, variantIds);
  }
}
