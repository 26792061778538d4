import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { PageQuery } from '../../../../common/http/page.query.js';
import { ProductNotFound } from '../../catalog.errors.js';
import { ProductPages } from '../data/product-pages.js';
import { ProductResponse, VariantResponse } from './dto/product.response.js';

const DEFAULT_LIMIT = 20;

/** The page of a product as the public sees it; all answers carry an ETag. */
@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductsController {
  constructor(private readonly pages: ProductPages) {}

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
