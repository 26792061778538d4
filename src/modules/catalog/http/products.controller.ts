import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../common/http/slug.pipe.js';
import { sendJsonText } from '../../../common/http/json-text.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { InvalidMoney } from '../../../common/money/money.js';
import { ProductNotFound } from '../catalog.errors.js';
import { ProductLists } from '../data/product-lists.js';
import { ProductPages } from '../data/product-pages.js';
import { ListProductsQuery } from './dto/list-products.query.js';
import { ProductPageResponse } from './dto/product-card.response.js';
import { ProductResponse, VariantResponse } from './dto/product.response.js';

const DEFAULT_LIMIT = 20;

/** Products as the public sees them; all answers carry an ETag. */
@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductsController {
  constructor(
    private readonly lists: ProductLists,
    private readonly pages: ProductPages,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listProducts',
    summary: 'List products',
    description:
      'Filtered and sorted; a category includes all below it. The cursor is stable when products are added.',
  })
  @ApiOkResponse({ type: ProductPageResponse })
  @ApiProblems(InvalidRequest, InvalidCursor, InvalidMoney)
  async list(
    @Query() query: ListProductsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { total: withTotal = false, limit = DEFAULT_LIMIT, ...filters } = query;
    const sort = query.sort ?? (query.collection === undefined ? '-createdAt' : 'position');
    if (sort === 'position' && query.collection === undefined) {
      throw new InvalidRequest('sort=position needs a collection');
    }
    if (query.page !== undefined && query.cursor !== undefined) {
      throw new InvalidRequest('page and cursor exclude each other');
    }
    const text = await this.lists.page({ ...filters, sort, limit, withTotal });
    sendJsonText(request, reply, text);
  }

  @Get(':slug')
  @ApiOperation({
    operationId: 'getProduct',
    summary: 'One product with variants, images and attributes',
    description: 'Embeds at most twenty variants; says whether it can be bought and why not.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiOkResponse({ type: ProductResponse })
  @ApiProblems(ProductNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.pages.product(slug));
  }

  @Get(':slug/variants')
  @ApiOperation({
    operationId: 'listProductVariants',
    summary: 'All variants of a product',
    description: 'In their display order, for products with more variants than their page embeds.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiPage(VariantResponse)
  @ApiProblems(ProductNotFound, InvalidRequest, InvalidCursor)
  async variants(
    @Param('slug', SlugPipe) slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    sendJsonText(request, reply, await this.pages.variants(slug, limit, cursor));
  }
}
