import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../../common/http/if-match.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { type Page } from '../../../../common/http/page.response.js';
import { type RequestContext } from '../../../../common/request-context.js';
import { CollectionNotFound, ProductNotFound } from '../../catalog.errors.js';
import { ProductsUnknown } from '../groups.errors.js';
import { ChangeCollectionProducts } from '../use-cases/change-collection-products.js';
import { ReadCollectionProducts } from '../use-cases/read-collection-products.js';
import { CollectionMemberResponse, toMember } from './dto/admin-group.response.js';
import {
  AddCollectionProductsRequest,
  SetCollectionProductsRequest,
} from './dto/collection-products.request.js';

const FIRST_PAGE = 20;

/** What is in a collection, for staff. */
@ApiTags('Administration')
@Controller('admin/collections/:collectionId/products')
export class AdminCollectionProductsController {
  constructor(
    private readonly readProducts: ReadCollectionProducts,
    private readonly changeProducts: ChangeCollectionProducts,
  ) {}

  @Get()
  @RequirePermission('catalog', 'r')
  @ApiOperation({
    operationId: 'listCollectionProducts',
    summary: 'The products of a collection, hidden ones too',
    description:
      'In the order of the collection: those put in by hand, then those by its rules. The ETag is that of the whole order by hand.',
  })
  @ApiPage(CollectionMemberResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, CollectionNotFound)
  async list(
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Query() { limit = FIRST_PAGE, cursor }: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<CollectionMemberResponse>> {
    const { etag, items, nextCursor } = await this.readProducts.execute(
      collectionId,
      limit,
      cursor ?? null,
    );
    void reply.header('etag', etag);
    return { items: items.map(toMember), nextCursor };
  }

  @Post()
  @HttpCode(200)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'addCollectionProducts',
    summary: 'Put products into a collection',
    description:
      'At the end of those put in by hand. Rules neither take them out nor count them. Answers the first page.',
  })
  @ApiPage(CollectionMemberResponse)
  @ApiProblems(InvalidRequest, CollectionNotFound, ProductsUnknown)
  async add(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Body() { productIds }: AddCollectionProductsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<CollectionMemberResponse>> {
    await this.changeProducts.execute(ctx, collectionId, { add: productIds }, ifMatch);
    return this.list(collectionId, {}, reply);
  }

  @Put()
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'setCollectionProducts',
    summary: 'Say which products are in a collection by hand, and in which order',
    description: 'Others that were put in by hand are taken out. Answers the first page.',
  })
  @ApiPage(CollectionMemberResponse)
  @ApiProblems(InvalidRequest, CollectionNotFound, ProductsUnknown)
  async set(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Body() { productIds }: SetCollectionProductsRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<CollectionMemberResponse>> {
    await this.changeProducts.execute(ctx, collectionId, { set: productIds }, ifMatch);
    return this.list(collectionId, {}, reply);
  }

  @Delete(':productId')
  @HttpCode(204)
  @RequirePermission('catalog', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'removeCollectionProduct',
    summary: 'Take a product out of a collection',
    description:
      'Only one that was put in by hand. Where the rules of the collection want it, it is in by them from then on.',
  })
  @ApiNoContentResponse({ description: 'It is out.' })
  @ApiProblems(InvalidRequest, CollectionNotFound, ProductNotFound)
  async remove(
    @Ctx() ctx: RequestContext,
    @Param('collectionId', ParseUUIDPipe) collectionId: string,
    @Param('productId', ParseUUIDPipe) productId: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.changeProducts.execute(ctx, collectionId, { remove: productId }, ifMatch);
  }
}
