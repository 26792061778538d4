import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { RatingsService } from '../ratings.service.js';
import { MyReviewResponse, toMyReviewResponse } from './dto/review.response.js';

/** The caller's reviews. */
@ApiTags('Reviews')
@Controller('me/reviews')
export class MyReviewsController {
  constructor(private readonly ratings: RatingsService) {}

  @Get()
  @Own()
  @ApiOperation({
    operationId: 'listMyReviews',
    summary: 'My reviews',
    description: 'Newest first, also those that wait or were refused, with the reason.',
  })
  @ApiPage(MyReviewResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<MyReviewResponse>> {
    const page = await this.ratings.listOwn(ctx, user.id, limit, cursor ?? null);
    return { ...page, items: page.items.map(toMyReviewResponse) };
  }
}
