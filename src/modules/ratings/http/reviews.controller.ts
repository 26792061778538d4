import {
  Body,
  Controller,
  Delete,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Own } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type AuthUser } from '../../../common/http/auth-user.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { CurrentUser } from '../../../common/http/current-user.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { OwnReview, ReviewNotFound } from '../ratings.errors.js';
import { EditReview } from '../use-cases/edit-review.js';
import { JudgeReview } from '../use-cases/judge-review.js';
import { EditReviewRequest } from './dto/edit-review.request.js';
import { ReportReviewRequest } from './dto/report-review.request.js';
import { HelpfulResponse, MyReviewResponse, toMyReviewResponse } from './dto/review.response.js';

/** One review: by its author, and by those who read it. */
@ApiTags('Reviews')
@Controller('reviews/:reviewId')
@Own()
@ApiProblems(InvalidRequest, ReviewNotFound)
export class ReviewsController {
  constructor(
    private readonly editReview: EditReview,
    private readonly judgeReview: JudgeReview,
  ) {}

  @Patch()
  @ApiOperation({
    operationId: 'editReview',
    summary: 'Change my review',
    description:
      'Where the shop looks at reviews first, and after a refusal, it waits for a moderator again. Whether it is a verified purchase is looked up anew.',
  })
  @ApiOkResponse({ type: MyReviewResponse })
  async edit(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
    @Body() body: EditReviewRequest,
  ): Promise<MyReviewResponse> {
    const { rating, title, content } = body;
    const change = { rating, title, content };
    return toMyReviewResponse(await this.editReview.execute(ctx, user.id, id, change));
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    operationId: 'deleteReview',
    summary: 'Take my review back',
    description: 'The product can be reviewed anew.',
  })
  @ApiNoContentResponse()
  async remove(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.editReview.remove(ctx, user.id, id);
  }

  @Put('helpful')
  @ApiOperation({
    operationId: 'voteForReview',
    summary: 'Find a review helpful',
    description: 'Counts once, however often it is said; not for a review of your own.',
  })
  @ApiOkResponse({ type: HelpfulResponse })
  @ApiProblems(OwnReview)
  async vote(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
  ): Promise<HelpfulResponse> {
    const helpfulCount = await this.judgeReview.vote(ctx, user.id, id, true);
    return { helpful: true, helpfulCount };
  }

  @Delete('helpful')
  @ApiOperation({
    operationId: 'unvoteForReview',
    summary: 'Take the vote for a review back',
    description: 'Does nothing when there was none.',
  })
  @ApiOkResponse({ type: HelpfulResponse })
  @ApiProblems(OwnReview)
  async unvote(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
  ): Promise<HelpfulResponse> {
    const helpfulCount = await this.judgeReview.vote(ctx, user.id, id, false);
    return { helpful: false, helpfulCount };
  }

  @Post('reports')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'reportReview',
    summary: 'Ask moderators to look at a review',
    description: 'Counts once per person.',
  })
  @ApiNoContentResponse()
  @ApiProblems(OwnReview)
  async report(
    @Ctx() ctx: RequestContext,
    @CurrentUser() user: AuthUser,
    @Param('reviewId', ParseUUIDPipe) id: string,
    @Body() { reason, note = null }: ReportReviewRequest,
  ): Promise<void> {
    await this.judgeReview.report(ctx, user.id, id, reason, note);
  }
}
