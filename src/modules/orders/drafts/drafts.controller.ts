import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { Public } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { sendRepeatable } from '../../../common/http/repeated-answer.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import { RateLimit } from '../../../rate-limits/rate-limit.decorator.js';
import { OrderTokens } from '../data/order-tokens.js';
import { LinkTokenQuery } from '../http/dto/link-token.query.js';
import { PlacedOrderResponse } from '../http/dto/order.response.js';
import { PLACING_PROBLEMS } from '../http/orders.controller.js';
import { DraftChanged, DraftIncomplete, DraftNotFound } from '../orders.errors.js';
import { DraftsRepository } from './drafts.repository.js';
import { PlaceDraftRequest } from './drafts.request.js';
import { DraftPriceResponse } from './drafts.response.js';
import type { StaffDraft } from './drafts.types.js';
import { PlaceDraft } from './place-draft.js';
import { PriceDraft } from './price-draft.js';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** What staff has prepared, for the customer who holds its token. */
@ApiTags('Orders')
@Controller('order-drafts')
@Public()
@ApiHeader({ name: 'X-Draft-Token', required: false, description: 'As it was sent' })
@ApiProblems(InvalidRequest, DraftNotFound)
export class DraftsController {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly tokens: OrderTokens,
    private readonly pricing: PriceDraft,
    private readonly placing: PlaceDraft,
  ) {}

  @Get()
  @RateLimit('quote')
  @ApiOperation({
    operationId: 'getSentDraft',
    summary: 'What was prepared for me',
    description:
      'With its price of now. The token may stand in the query: so the link of the mail leads here.',
  })
  @ApiOkResponse({ type: DraftPriceResponse })
  async get(
    @Ctx() ctx: RequestContext,
    @Headers('x-draft-token') token: string | undefined,
    @Query() query: LinkTokenQuery,
  ): Promise<DraftPriceResponse> {
    return this.pricing.execute(ctx, await this.found(ctx, token ?? query.token));
  }

  @Post('place')
  @RateLimit('checkout', 'checkout-address')
  @ApiHeader({ name: 'Idempotency-Key', required: true, schema: { type: 'string' } })
  @ApiOperation({
    operationId: 'placeSentDraft',
    summary: 'Order what was prepared for me',
    description: 'With all checks of an order. A draft becomes at most one.',
  })
  @ApiCreatedResponse({ type: PlacedOrderResponse })
  @ApiProblems(DraftIncomplete, DraftChanged, ...PLACING_PROBLEMS, ...IDEMPOTENCY_PROBLEMS)
  async place(
    @Ctx() ctx: RequestContext,
    @Headers('x-draft-token') token: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: PlaceDraftRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const command = { ...body, key: assertIdempotencyKey(key) };
    const placed = await this.placing.execute(ctx, await this.found(ctx, token), command);
    sendRepeatable(reply, placed);
  }

  private async found(ctx: RequestContext, token: string | undefined): Promise<StaffDraft> {
    if (token === undefined || !TOKEN.test(token)) throw new DraftNotFound();
    const draft = await this.drafts.findSent(ctx, this.tokens.hashOf(token));
    if (draft === null) throw new DraftNotFound();
    return draft;
  }
}
