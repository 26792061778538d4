import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { tellReplay } from '../../../common/http/repeated-answer.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { DiscountNotFound, NoSingleUseCodes } from '../discounts.errors.js';
import { MakeCodes } from '../use-cases/make-codes.js';
import { ReadDiscounts } from '../use-cases/read-discounts.js';
import { ListDiscountCodesQuery, MakeDiscountCodesRequest } from './dto/discount.request.js';
import {
  DiscountCodeResponse,
  MadeDiscountCodesResponse,
  toCodeResponse,
} from './dto/discount.response.js';

/** The single-use codes of a discount. Whoever reads them could spend them: it takes the right to make them. */
@ApiTags('Administration')
@Controller('admin/discounts/:discountId/codes')
export class DiscountCodesController {
  constructor(
    private readonly codes: MakeCodes,
    private readonly discounts: ReadDiscounts,
  ) {}

  @Get()
  @RequirePermission('discounts', 'w')
  @ApiOperation({
    operationId: 'listDiscountCodes',
    summary: 'Single-use codes of a discount',
    description: 'In the order of their letters, with the order that has used each.',
  })
  @ApiPage(DiscountCodeResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, DiscountNotFound, NoSingleUseCodes)
  async list(
    @Param('discountId', ParseUUIDPipe) id: string,
    @Query() { isUsed = undefined, limit = 20, cursor }: ListDiscountCodesQuery,
  ): Promise<Page<DiscountCodeResponse>> {
    const page = await this.discounts.listCodes(id, isUsed ?? null, limit, cursor ?? null);
    return { ...page, items: page.items.map(toCodeResponse) };
  }

  @Post()
  @RequirePermission('discounts', 'w')
  @ApiOperation({
    operationId: 'makeDiscountCodes',
    summary: 'Make single-use codes',
    description:
      'Up to 10,000 random ones at once. The list and the file have them. The same Idempotency-Key again makes no more, and says `Idempotent-Replayed: true`.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, schema: { type: 'string' } })
  @ApiCreatedResponse({ type: MadeDiscountCodesResponse })
  @ApiProblems(InvalidRequest, DiscountNotFound, NoSingleUseCodes, ...IDEMPOTENCY_PROBLEMS)
  async make(
    @Ctx() ctx: RequestContext,
    @Param('discountId', ParseUUIDPipe) id: string,
    @Body() { count, prefix = '' }: MakeDiscountCodesRequest,
    @Headers('idempotency-key') header: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MadeDiscountCodesResponse> {
    const key = header === undefined ? null : assertIdempotencyKey(header);
    const wish = { count, prefix: prefix.toUpperCase() };
    const { value: made, replayed } = await this.codes.execute(ctx, id, wish, key);
    tellReplay(reply, replayed);
    return { made };
  }

  @Get('file')
  @RequirePermission('discounts', 'w')
  @RateLimit('export')
  @ApiProduces('text/csv')
  @ApiOperation({
    operationId: 'fetchDiscountCodes',
    summary: 'All single-use codes as CSV',
    description: 'Streamed: code, time of use, order.',
  })
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  @ApiProblems(InvalidRequest, DiscountNotFound, NoSingleUseCodes)
  async fetch(
    @Param('discountId', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await this.discounts.exportCodes(id);
    await reply
      .status(200)
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="codes-${id}.csv"`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(content);
  }
}
