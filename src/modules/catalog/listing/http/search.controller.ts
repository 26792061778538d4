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
import { SearchOnlyExcludes } from '../../catalog.errors.js';
import { ProductFacets } from '../data/product-facets.js';
import { ProductSearch } from '../data/product-search.js';
import { SearchCategoriesQuery, SearchQuery, SuggestQuery } from './dto/search.query.js';
import {
  CategoriesFoundResponse,
  SearchPageResponse,
  SuggestResponse,
} from './dto/search.response.js';
import { FilterReader } from './read-filters.js';
import { withFields } from './sparse-items.js';

const DEFAULT_LIMIT = 20;
const DEFAULT_CATEGORIES = 10;

@ApiTags('Catalogue')
@Public()
@Controller('search')
export class SearchController {
  constructor(
    private readonly filters: FilterReader,
    private readonly products: ProductSearch,
    private readonly facets: ProductFacets,
  ) {}

  @Get()
  @CacheAnswer()
  @ApiView()
  @ApiOperation({
    operationId: 'searchProducts',
    summary: 'Search products',
    description:
      'By words of name (in every language), SKU, barcode, brand, category, values and description, without regard to accents, ' +
      'with the filters and facets of a list. Where nothing matches, typing mistakes are corrected; where no product has all words, those with some are found.',
  })
  @ApiOkResponse({ type: SearchPageResponse })
  @ApiProblems(InvalidRequest, InvalidCursor, InvalidMoney, SearchOnlyExcludes)
  async search(
    @Query() query: SearchQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { q, sort = 'relevance', limit = DEFAULT_LIMIT, cursor, page } = query;
    const filters = await this.filters.read(query);
    const withOptions = query.include?.includes('options') ?? false;
    const asked = { q, filters, view, sort, limit, cursor, page, withOptions };
    const { text, effective } = await this.products.search(asked);
    const facets =
      query.facets && (await this.facets.count(query.facets, filters, view, effective));
    const body = `{${text}${facets === undefined ? '' : `,"facets":${facets}`}}`;
    sendJsonText(request, reply, withFields(body, query.fields), view);
  }

  @Get('suggest')
  @CacheAnswer()
  @ApiView()
  @ApiOperation({
    operationId: 'suggestSearch',
    summary: 'Complete a search while it is typed',
    description:
      'Completes the last word and names products with it, and categories and brands that begin so.',
  })
  @ApiOkResponse({ type: SuggestResponse })
  @ApiProblems(InvalidRequest)
  async suggest(
    @Query() query: SuggestQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.products.suggest(query.q, view), view);
  }

  @Get('categories')
  @CacheAnswer()
  @ApiView()
  @ApiOperation({
    operationId: 'searchCategories',
    summary: 'Search categories',
    description: 'By words of name (in every language) and description, best first.',
  })
  @ApiOkResponse({ type: CategoriesFoundResponse })
  @ApiProblems(InvalidRequest)
  async categories(
    @Query() query: SearchCategoriesQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { q, limit = DEFAULT_CATEGORIES } = query;
    sendJsonText(request, reply, await this.products.categories(q, limit, view), view);
  }
}
