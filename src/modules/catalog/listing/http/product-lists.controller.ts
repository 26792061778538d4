import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../../common/errors/common-errors.js';
import { Public } from '../../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../../common/http/api-problems.decorator.js';
import { sendJsonText } from '../../../../common/http/json-text.js';
import { InvalidMoney } from '../../../../common/money/money.js';
import { CacheAnswer } from '../../../../http-cache/cache-answer.decorator.js';
import { ProductLists } from '../data/product-lists.js';
import { ListProductsQuery } from './dto/list-products.query.js';
import { ProductPageResponse } from './dto/product-card.response.js';

const DEFAULT_LIMIT = 20;

/** Lists of products as the public sees them; all answers carry an ETag. */
@ApiTags('Catalogue')
@Public()
@Controller('products')
export class ProductListsController {
  constructor(private readonly lists: ProductLists) {}

  @Get()
  @CacheAnswer()
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
}
