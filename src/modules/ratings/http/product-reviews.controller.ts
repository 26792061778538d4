import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  RouteNotFound,
} from '../../../common/errors/common-errors.js';
import { Own, Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { sendJsonText } from '../../../common/http/json-text.js';
import { SlugPipe } from '../../../common/http/slug.pipe.js';
import { type StorefrontView } from '../../../common/http/storefront-view.js';
import { View } from '../../../common/http/view.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { CacheAnswer } from '../../../http-cache/cache-answer.decorator.js';
import { ProductNotFound } from '../../catalog/catalog.errors.js';
import { ApiMoved, SlugRedirects } from '../../catalog/catalog.http.service.js';
import { AlreadyReviewed } from '../ratings.errors.js';
import { RatingsService } from '../ratings.service.js';
import { WriteReview } from '../use-cases/write-review.js';
import { CreateReviewRequest } from './dto/create-review.request.js';
import { ListReviewsQuery } from './dto/list-reviews.query.js';
import { MyReviewResponse, ReviewPageResponse, toMyReviewResponse } from './dto/review.response.js';

/** Reviews of one product. */
@ApiTags('Reviews')
@Controller('products/:slug/reviews')
export class ProductReviewsController {
  constructor(
    private readonly ratings: RatingsService,
    private readonly writeReview: WriteReview,
    private readonly redirects: SlugRedirects,
  ) {}

  @Get()
  @CacheAnswer({ of: 'reviews' })
  @Public()
  @ApiOperation({
    operationId: 'listReviews',
    summary: 'Reviews of a product',
    description: 'Approved ones, with average and histogram of all of them, whatever the filter.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiOkResponse({ type: ReviewPageResponse })
  @ApiMoved()
  @ApiProblems(ProductNotFound, RouteNotFound, InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Param('slug', SlugPipe) slug: string,
    @Query() query: ListReviewsQuery,
    @View() view: StorefrontView,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { sort = 'newest', stars = null, verified = null, limit = 20, cursor = null } = query;
    const listing = { slug, sort, stars, verified, limit, cursor };
    const page = await this.ratings.list(ctx, listing);
    if (page !== null) sendJsonText(request, reply, page);
    else {
      await this.redirects.answer('product', slug, view, { request, reply }, ProductNotFound);
    }
  }

  @Post()
  @Own()
  @ApiOperation({
    operationId: 'createReview',
    summary: 'Review a product',
    description:
      'Once per product. `verifiedPurchase` follows from delivered orders. Where the shop looks at reviews first it waits as `pending`.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiCreatedResponse({ type: MyReviewResponse })
  @ApiProblems(ProductNotFound, RouteNotFound, AlreadyReviewed, InvalidRequest)
  async create(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('slug', SlugPipe) slug: string,
    @Body() body: CreateReviewRequest,
  ): Promise<MyReviewResponse> {
    const { rating, title = null, content = null } = body;
    const words = { rating, title, content };
    return toMyReviewResponse(await this.writeReview.execute(ctx, user.id, slug, words));
  }
}
