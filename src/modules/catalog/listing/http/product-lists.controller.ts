import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import type { StorefrontView } from '../../../../common/http/storefront-view.js';
import { ApiView, View } from '../../../../common/http/view.decorator.js';
import { InvalidMoney } from '../../../../common/money/money.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { ProductFacets } from '../data/product-facets.js';
import { ProductLists } from '../data/product-lists.js';
import { ListProductsQuery } from './dto/list-products.query.js';
import { ProductPageResponse } from './dto/product-card.response.js';
import { FilterReader } from './read-filters.js';
import { withFields } from './sparse-items.js';

const DEFAULT_LIMIT = 20;

/** Lists of products as the public sees them; all answers carry an ETag. */
@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductListsController {
  constructor(
    private readonly filters: FilterReader,
    private readonly lists: ProductLists,
    private readonly facets: ProductFacets,
  ) {}

  @Get()
  @CacheAnswer()
  @ApiView()
  @ApiOperation({
    operationId: 'listProducts',
    summary: 'List products',
    description:
      'Filtered, sorted and counted; a category includes all below it. Products that are not sold are left out unless `include=unavailable`; ' +
      'one whose stock is gone stays, with `inStock: false`. The cursor is stable when products are added. ' +
      'Price filters and order by price go by the currency of the shop.',
  })
  @ApiOkResponse({ type: ProductPageResponse })
  @ApiProblems(InvalidRequest, InvalidCursor, InvalidMoney)
  async list(
    @Query() query: ListProductsQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor, page, total: withTotal = false } = query;
    const sort = query.sort ?? (query.collection === undefined ? '-createdAt' : 'position');
    if (sort === 'position' && query.collection === undefined) {
      throw new InvalidRequest('sort=position needs a collection');
    }
    const filters = await this.filters.read(query, sort);
    const withOptions = query.include?.includes('options') ?? false;
    const [{ text }, facets] = await Promise.all([
      this.lists.page({ filters, view, sort, limit, cursor, page, withTotal, withOptions }),
      query.facets && this.facets.count(query.facets, filters, view),
    ]);
    const body = `{${text}${facets === undefined ? '' : `,"facets":${facets}`}}`;
    sendJsonText(request, reply, withFields(body, query.fields), view);
  }
}
