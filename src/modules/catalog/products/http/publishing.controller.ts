import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { ProductNotFound } from '../../catalog.errors.js';
import { etagOfProduct } from '../product-view.js';
import { TimeInPast, TimesCrossed } from '../products.errors.js';
import { ProductsService } from '../products.service.js';
import { type ProductRow } from '../products.types.js';
import { ChangeProduct } from '../use-cases/change-product.js';
import { AdminProductResponse } from './dto/admin-product.response.js';
import {
  BulkProductsResponse,
  PublishManyRequest,
  ScheduleRequest,
  toBulkResponse,
} from './dto/bulk.request.js';

/** Whether and when products are shown: a right of its own. */
@ApiTags('Catalogue administration')
@Controller('admin/products')
export class PublishingController {
  constructor(
    private readonly change: ChangeProduct,
    private readonly products: ProductsService,
  ) {}

  @Post('publish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiOperation({
    operationId: 'publishProducts',
    summary: 'Show or hide many products',
    description: 'Now, or at times in the future. One result per product; at most 500.',
  })
  @ApiOkResponse({ type: BulkProductsResponse })
  @ApiProblems(InvalidRequest)
  async publishMany(
    @Ctx() ctx: RequestContext,
    @Body() { productIds, ...wish }: PublishManyRequest,
  ): Promise<BulkProductsResponse> {
    const rows = productIds.map((id): ProductRow => ({ id, ...wish }));
    const options = { mode: 'update', mayPublish: true } as const;
    return toBulkResponse(await this.products.saveMany(ctx, rows, options));
  }

  @Post(':productId/publish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'publishProduct',
    summary: 'Show a product now',
    description: 'A plan to publish it is done with; one to hide it stays.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound)
  async publish(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.write(ctx, productId, { published: true, publishAt: null }, ifMatch, reply);
  }

  @Post(':productId/unpublish')
  @HttpCode(200)
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'unpublishProduct',
    summary: 'Hide a product now',
    description: 'A plan to hide it is done with; one to publish it stays.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound)
  async unpublish(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.write(ctx, productId, { published: false, unpublishAt: null }, ifMatch, reply);
  }

  @Put(':productId/schedule')
  @RequirePermission('catalog', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'scheduleProduct',
    summary: 'Show or hide a product later',
    description:
      'A worker does it within seconds of the time. Null takes a plan back, what is left out stays.',
  })
  @ApiOkResponse({ type: AdminProductResponse })
  @ApiProblems(InvalidRequest, ProductNotFound, TimeInPast, TimesCrossed)
  async schedule(
    @Ctx() ctx: RequestContext,
    @Param('productId', ParseUUIDPipe) productId: string,
    @Body() body: ScheduleRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    return this.write(ctx, productId, body, ifMatch, reply);
  }

  private async write(
    ctx: RequestContext,
    id: string,
    row: ProductRow,
    ifMatch: string | null,
    reply: FastifyReply,
  ): Promise<AdminProductResponse> {
    const product = await this.change.update(ctx, id, row, ifMatch, { mayPublish: true });
    void reply.header('etag', etagOfProduct(product));
    return product;
  }
}
