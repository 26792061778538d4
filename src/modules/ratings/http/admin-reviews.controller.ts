import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { REVIEW_SORTS } from '../data/moderation-queue.js';
import { type Verdict } from '../domain/review-status.js';
import { OwnReview, ReviewNotFound } from '../ratings.errors.js';
import { RatingsService } from '../ratings.service.js';
import { ModerateReviews } from '../use-cases/moderate-reviews.js';
import {
  ModeratedReviewResponse,
  ModerationResultsResponse,
  toModeratedReviewResponse,
} from './dto/moderated-review.response.js';
import { ModerationQuery } from './dto/moderation.query.js';
import { ModerateReviewsRequest, RejectReviewRequest } from './dto/moderation.request.js';

/** Reviews, for moderators. */
@ApiTags('Administration')
@Controller('admin/reviews')
export class AdminReviewsController {
  constructor(
    private readonly ratings: RatingsService,
    private readonly moderate: ModerateReviews,
  ) {}

  @Get()
  @RequirePermission('reviews', 'r')
  @ApiOperation({
    operationId: 'listReviewsToModerate',
    summary: 'Reviews of all states',
    description:
      'What was written or edited longest ago first when `sort` is left out. All filters together.',
  })
  @ApiPage(ModeratedReviewResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() query: ModerationQuery,
  ): Promise<Page<ModeratedReviewResponse>> {
    const { limit = 20, cursor = null, sort = REVIEW_SORTS.first, ...rest } = query;
    const { status, product, rating, verified, reported } = rest;
    const filter = { status, product, rating, verified, reported };
    const page = await this.ratings.listForModeration(ctx, filter, sort, limit, cursor);
    return { ...page, items: page.items.map(toModeratedReviewResponse) };
  }

  @Post('bulk')
  @HttpCode(200)
  @RequirePermission('reviews', 'x')
  @ApiOperation({
    operationId: 'moderateReviews',
    summary: 'Approve or reject many reviews',
    description: 'Up to 100, with a result for each; those that cannot be decided stop no other.',
  })
  @ApiOkResponse({ type: ModerationResultsResponse })
  @ApiProblems(InvalidRequest)
  async bulk(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Body() { action, reason = '', reviews }: ModerateReviewsRequest,
  ): Promise<ModerationResultsResponse> {
    const verdict: Verdict = action === 'approve' ? { kind: action } : { kind: action, reason };
    const seen = reviews.map(({ id, etag = null }) => ({ id, etag }));
    const outcomes = await this.moderate.execute(ctx, user.id, seen, verdict);
    const results = seen.map(({ id }, index) => ({ id, outcome: outcomes[index] ?? 'not_found' }));
    return { results };
  }

  @Get(':reviewId')
  @RequirePermission('reviews', 'r')
  @ApiOperation({
    operationId: 'getReviewToModerate',
    summary: 'A review of any state',
    description: 'Take the id from the list.',
  })
  @ApiOkResponse({ type: ModeratedReviewResponse })
  @ApiProblems(InvalidRequest, ReviewNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('reviewId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModeratedReviewResponse> {
    const review = toModeratedReviewResponse(await this.ratings.getForModeration(ctx, id));
    void reply.header('etag', review.etag);
    return review;
  }

  @Post(':reviewId/approve')
  @HttpCode(200)
  @RequirePermission('reviews', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'approveReview',
    summary: 'Show a review to everybody',
    description:
      'It counts from now on; reports of it are settled. Doing it twice changes nothing.',
  })
  @ApiOkResponse({ type: ModeratedReviewResponse })
  @ApiProblems(InvalidRequest, ReviewNotFound, OwnReview)
  async approve(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
    @IfMatch() etag: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModeratedReviewResponse> {
    await this.moderate.one(ctx, user.id, { id, etag }, { kind: 'approve' });
    return this.get(ctx, id, reply);
  }

  @Post(':reviewId/reject')
  @HttpCode(200)
  @RequirePermission('reviews', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'rejectReview',
    summary: 'Hide a review',
    description: 'Its author sees the reason and may write it anew, which waits for a moderator.',
  })
  @ApiOkResponse({ type: ModeratedReviewResponse })
  @ApiProblems(InvalidRequest, ReviewNotFound, OwnReview)
  async reject(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
    @IfMatch() etag: string | null,
    @Body() { reason }: RejectReviewRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ModeratedReviewResponse> {
    await this.moderate.one(ctx, user.id, { id, etag }, { kind: 'reject', reason });
    return this.get(ctx, id, reply);
  }
}
