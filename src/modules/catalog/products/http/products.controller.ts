import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  RouteNotFound,
} from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiPage } from '../../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { SlugPipe } from '../../../../common/http/slug.pipe.js';
import { type StorefrontView } from '../../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../../common/http/view.decorator.js';
import {
  aboutProduct,
  CacheAnswer,
  rightFor,
} from '../../../../http-cache/cache-answer.decorator.js';
import { ProductNotFound } from '../../catalog.errors.js';
import { ApiMoved, SlugRedirects } from '../../translations/slug-redirects.js';
import { ProductPages } from '../data/product-pages.js';
import { ListVariantsQuery } from './dto/list-variants.query.js';
import { ProductResponse, VariantResponse } from './dto/product.response.js';

const DEFAULT_LIMIT = 20;

/** The page of a product as the public sees it; all answers carry an ETag. */
@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductsController {
  constructor(
    private readonly pages: ProductPages,
    private readonly redirects: SlugRedirects,
  ) {}

  @Get(':slug')
  @CacheAnswer()
  @ApiOperation({
    operationId: 'getProduct',
    summary: 'One product with variants, images and attributes',
    description:
      'Embeds at most twenty variants; says whether it can be bought and why not. Found by its slug in any language. What has no price in the asked currency comes in the currency of the shop: see `currency` of product and variants.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiOkResponse({ type: ProductResponse })
  @ApiMoved()
  @ApiView({ query: true })
  @ApiProblems(ProductNotFound, RouteNotFound)
  async get(
    @Param('slug', SlugPipe) slug: string,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const page = await this.pages.product(slug, view);
    if (page === null) return this.goOn(slug, view, request, reply);
    aboutProduct(request, page.productId);
    rightFor(request, page.rightForMs);
    sendJsonText(request, reply, page.text, view);
  }

  @Get(':slug/variants')
  @CacheAnswer()
  @ApiOperation({
    operationId: 'listProductVariants',
    summary: 'All variants of a product',
    description: 'In their display order, for products with more variants than their page embeds.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiPage(VariantResponse)
  @ApiMoved()
  @ApiView()
  @ApiProblems(ProductNotFound, RouteNotFound, InvalidRequest, InvalidCursor)
  async variants(
    @Param('slug', SlugPipe) slug: string,
    @Query() query: ListVariantsQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor, option = [] } = query;
    const options = option.map((text) => splitOption(text));
    const page = await this.pages.variants(slug, { limit, cursor, options }, view);
    if (page === null) return this.goOn(slug, view, request, reply);
    aboutProduct(request, page.productId);
    rightFor(request, page.rightForMs);
    sendJsonText(request, reply, page.text, view);
  }

  private goOn(
    slug: string,
    view: StorefrontView,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    return this.redirects.answer('product', slug, view, { request, reply }, ProductNotFound);
  }
}

function splitOption(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return [text.slice(0, colon), text.slice(colon + 1)];
}
