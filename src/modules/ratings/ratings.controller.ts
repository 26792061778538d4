import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../common/errors/common-errors.js';
import { Own, Public } from '../../common/http/access.decorators.js';
import { ApiProblems } from '../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../common/http/auth-user.js';
import { Ctx } from '../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../common/http/current-user.decorator.js';
import { SlugPipe } from '../../common/http/slug.pipe.js';
import { sendJsonText } from '../../common/http/json-text.js';
import { PageQuery } from '../../common/http/page.query.js';
import { type RequestContext } from '../../common/request-context.js';
import { ProductNotFound } from '../catalog/catalog.errors.js';
import { CreateReviewRequest } from './dto/create-review.request.js';
import { ReviewPageResponse, ReviewResponse } from './dto/review.response.js';
import { AlreadyReviewed } from './ratings.errors.js';
import { RatingsService } from './ratings.service.js';

const DEFAULT_LIMIT = 20;

@ApiTags('Reviews')
@Controller('products/:slug/reviews')
export class RatingsController {
  constructor(private readonly ratings: RatingsService) {}

  @Get()
  @Public()
  @ApiOperation({
    operationId: 'listReviews',
    summary: 'Reviews of a product',
    description: 'Newest first, with average and histogram.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiOkResponse({ type: ReviewPageResponse })
  @ApiProblems(ProductNotFound, InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Param('slug', SlugPipe) slug: string,
    @Query() query: PageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { limit = DEFAULT_LIMIT, cursor } = query;
    sendJsonText(request, reply, await this.ratings.list(ctx, slug, limit, cursor));
  }

  @Post()
  @Own()
  @ApiOperation({
    operationId: 'createReview',
    summary: 'Review a product',
    description: 'Once per product. `verifiedPurchase` follows from delivered orders.',
  })
  @ApiParam({ name: 'slug', example: 'linen-shirt' })
  @ApiCreatedResponse({ type: ReviewResponse })
  @ApiProblems(ProductNotFound, AlreadyReviewed, InvalidRequest)
  async create(
    @Param('slug', SlugPipe) slug: string,
    @Body() body: CreateReviewRequest,
    @CurrentUser() user: AuthUser,
    @Ctx() ctx: RequestContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { rating, title = null, content = null } = body;
    const text = await this.ratings.write(ctx, { slug, userId: user.id, rating, title, content });
    void reply.status(201).type('application/json; charset=utf-8').send(text);
  }
}
