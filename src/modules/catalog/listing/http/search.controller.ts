import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { SearchOnlyExcludes } from '../../catalog.errors.js';
import { ProductSearch } from '../data/product-search.js';
import { SearchQuery, SuggestQuery } from './dto/search.query.js';
import { SearchPageResponse, SuggestResponse } from './dto/search.response.js';

const DEFAULT_LIMIT = 20;

@ApiTags('Catalogue')
@Public()
@Controller('search')
export class SearchController {
  constructor(private readonly products: ProductSearch) {}

  @Get()
  @CacheAnswer()
  @ApiOperation({
    operationId: 'searchProducts',
    summary: 'Search products',
    description:
      'By words of name, SKU, brand, category and description, without regard to accents. Where nothing matches, typing mistakes are corrected.',
  })
  @ApiOkResponse({ type: SearchPageResponse })
  @ApiProblems(InvalidRequest, InvalidCursor, SearchOnlyExcludes)
  async search(
    @Query() query: SearchQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { q, limit = DEFAULT_LIMIT, cursor } = query;
    sendJsonText(request, reply, await this.products.search(q, limit, cursor));
  }

  @Get('suggest')
  @CacheAnswer()
  @ApiOperation({
    operationId: 'suggestSearch',
    summary: 'Complete a search while it is typed',
    description: 'Completes the last word and names categories and brands that begin so.',
  })
  @ApiOkResponse({ type: SuggestResponse })
  @ApiProblems(InvalidRequest)
  async suggest(
    @Query() query: SuggestQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendJsonText(request, reply, await this.products.suggest(query.q));
  }
}
