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
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type Page } from '../../../../common/http/page.response.js';
import { AmountOutOfRange, InvalidMoney } from '../../../../common/money/money.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ProductNotFound, SkuTaken, SlugTaken } from '../../catalog.errors.js';
import { AdminProducts } from '../data/admin-products.js';
import { ADMIN_SORTS } from '../data/admin-query.js';
import { etagOfProduct } from '../product-view.js';
import {
  AttributeRepeated,
  AttributeUnknown,
  CombinationTaken,
  DocumentRefused,
  FieldValueInvalid,
  GroupUnknown,
  MetadataInvalid,
} from '../products.errors.js';
import { ChangeProduct } from '../use-cases/change-product.js';
import { DeleteProduct } from '../use-cases/delete-product.js';
import { RestoreProduct } from '../use-cases/restore-product.js';
import { AdminProductResponse, AdminProductSummary } from './dto/admin-product.response.js';
import { ListAdminProductsQuery } from './dto/list-admin-products.query.js';
import { CreateProductRequest, ProductRequest } from './dto/product.request.js';
import { RestoreProductRequest } from './dto/restore-product.request.js';

/** Products as staff sees and edits them. */
@ApiTags('Catalogue administration')
@Controller('admin/products')
export class AdminProductsController {
  constructor(
    private readonly products: AdminProducts,
    private readonly change: ChangeProduct,
    private readonly deletion: DeleteProduct,
    private readonly restoration: RestoreProduct,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listAdminProducts',
    summary: 'All products',
    description:
      'Newest first when `sort` is left out, unpublished ones too; deleted ones when asked for.',
  })
  @ApiPage(AdminProductSummary)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListAdminProductsQuery): Promise<Page<AdminProductSummary>> {
    const { limit = 20, cursor, sort = ADMIN_SORTS.first, ...filter } = query;
    return this.products.list(filter, sort, limit, cursor);
  }

  @Post()
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'createProduct',
    summary: 'Make a product',
    description:
      'With its variants in one call. It is not published; without a slug it gets one from its name.',
  })
  @ApiCreatedResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, SlugTaken, SkuTaken, CombinationTaken, GroupUnknown)
  @ApiProblems(AttributeUnknown, AttributeRepeated, FieldValueInvalid, MetadataInvalid)
  @ApiProblems(DocumentRefused, InvalidMoney, AmountOutOfRange)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: CreateProductRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.answer(reply, await this.change.create(ctx, body, {}));
  }

  @Get(':productId')
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'getAdminProduct',
    summary: 'A product with everything',
    description: 'Also an unpublished or a deleted one. The ETag covers what can be edited of it.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound)
  async get(
    @Param('productId', ParseUUIDPipe) productId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.answer(reply, await this.products.get(null, productId));
  }

  @Patch(':productId')
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'updateProduct',
    summary: 'Change a product',
    description: 'What is left out stays. Publishing has routes of its own.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound, SlugTaken, SkuTaken, GroupUnknown)
  @ApiProblems(FieldValueInvalid, MetadataInvalid, DocumentRefused, InvalidMoney, AmountOutOfRange)
  async update(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: ProductRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.answer(reply, await this.change.update(ctx, productId, body, ifMatch));
  }

  @Delete(':productId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteProduct',
    summary: 'Delete a product',
    description: 'With its variants. Slug and SKUs are free again; it can be restored.',
  })
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems(InvalidRequest, ProductNotFound)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.deletion.execute(ctx, productId, ifMatch);
  }

  @Post(':productId/restore')
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiOperation({
    operationId: 'restoreProduct',
    summary: 'Bring a deleted product back',
    description:
      'As it was, with the variants that went with it. 409 when somebody else has its slug or SKUs by now: the body says what it is to have instead. One that is not deleted stays as it is.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound, SlugTaken, SkuTaken)
  async restore(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: RestoreProductRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.answer(reply, await this.restoration.execute(ctx, productId, body));
  }

  private answer(reply: FastifyReply, product: AdminProductResponse): AdminProductResponse {
    void reply.header('etag', etagOfProduct(product));
    return product;
  }
}
