import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { sendRepeatable } from '../../../common/http/repeated-answer.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import { UserNotFound } from '../../users/users.errors.js';
import {
  DraftChanged,
  DraftIncomplete,
  DraftNotFound,
  DraftPlaced,
  LineUnknown,
} from '../orders.errors.js';
import { PlacedOrderResponse } from '../http/dto/order.response.js';
import { PLACING_PROBLEMS } from '../http/orders.controller.js';
import { DraftsRepository } from './drafts.repository.js';
import {
  NameDraftPricesRequest,
  PlaceDraftRequest,
  SaveDraftRequest,
  toDraftContent,
} from './drafts.request.js';
import {
  DraftPriceResponse,
  DraftResponse,
  SentDraftResponse,
  toDraftResponse,
} from './drafts.response.js';
import type { StaffDraft } from './drafts.types.js';
import { PlaceDraft } from './place-draft.js';
import { PriceDraft } from './price-draft.js';
import { draftEtag, SaveDraft } from './save-draft.js';

/** Orders that staff prepares for customers. */
@ApiTags('Administration')
@Controller('admin/orders/drafts')
@ApiProblems(InvalidRequest)
export class AdminDraftsController {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly saving: SaveDraft,
    private readonly pricing: PriceDraft,
    private readonly placing: PlaceDraft,
  ) {}

  @Get()
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'listOrderDrafts',
    summary: 'Drafts that are no orders yet',
    description: 'Newest first.',
  })
  @ApiPage(DraftResponse)
  @ApiProblems(InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<DraftResponse>> {
    const before = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.drafts.list(ctx, limit + 1, before);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = rows.length > limit && last ? encodeTimeCursor(last) : null;
    return { items: items.map(toDraftResponse), nextCursor };
  }

  @Post()
  @RequirePermission('orders', 'w')
  @ApiOperation({
    operationId: 'createOrderDraft',
    summary: 'Prepare an order',
    description: 'No stock is held until it is placed.',
  })
  @ApiCreatedResponse({ type: DraftResponse })
  @ApiProblems(UserNotFound, DraftIncomplete)
  async create(
    @Ctx() ctx: RequestContext,
    @Body() body: SaveDraftRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftResponse> {
    return answer(reply, await this.saving.create(ctx, toDraftContent(body)));
  }

  @Get(':draftId')
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'getOrderDraft',
    summary: 'A draft',
    description: 'With its ETag; what it costs is asked for separately.',
  })
  @ApiOkResponse({ type: DraftResponse })
  @ApiProblems(DraftNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftResponse> {
    return answer(reply, await this.found(ctx, id));
  }

  @Get(':draftId/price')
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'priceOrderDraft',
    summary: 'What a draft costs now',
    description: 'By the function that prices its order; lines that cannot be ordered say why.',
  })
  @ApiOkResponse({ type: DraftPriceResponse })
  @ApiProblems(DraftNotFound)
  async price(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
  ): Promise<DraftPriceResponse> {
    return this.pricing.execute(ctx, await this.found(ctx, id));
  }

  @Put(':draftId')
  @RequirePermission('orders', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'replaceOrderDraft',
    summary: 'Change a draft',
    description:
      'The body is all of it; prices that were named for its lines stay, unless the currency changes. A token that was sent works no more.',
  })
  @ApiOkResponse({ type: DraftResponse })
  @ApiProblems(DraftNotFound, DraftPlaced, UserNotFound, DraftIncomplete)
  async replace(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @Body() body: SaveDraftRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftResponse> {
    return answer(reply, await this.saving.replace(ctx, id, toDraftContent(body), ifMatch));
  }

  @Put(':draftId/prices')
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'nameOrderDraftPrices',
    summary: 'Name prices of lines',
    description: 'Instead of those of the shop, each with its reason.',
  })
  @ApiOkResponse({ type: DraftResponse })
  @ApiProblems(DraftNotFound, DraftPlaced, LineUnknown, InvalidMoney, AmountOutOfRange)
  async namePrices(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @Body() { prices }: NameDraftPricesRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftResponse> {
    return answer(reply, await this.saving.namePrices(ctx, id, prices, ifMatch));
  }

  @Delete(':draftId')
  @HttpCode(204)
  @RequirePermission('orders', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'deleteOrderDraft',
    summary: 'Give a draft up',
    description: 'One that became an order stays.',
  })
  @ApiNoContentResponse()
  @ApiProblems(DraftNotFound, DraftPlaced)
  async delete(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<void> {
    await this.saving.delete(ctx, id, ifMatch);
  }

  @Post(':draftId/send')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'sendOrderDraft',
    summary: 'Open a draft to its customer',
    description:
      'He gets a mail with a link. Answers the token in it, with which he sees and orders the draft, as X-Draft-Token.',
  })
  @ApiOkResponse({ type: SentDraftResponse })
  @ApiProblems(DraftNotFound, DraftPlaced, DraftIncomplete)
  send(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @IfMatch() ifMatch: string | null,
  ): Promise<SentDraftResponse> {
    return this.saving.send(ctx, id, ifMatch);
  }

  @Post(':draftId/place')
  @RequirePermission('orders', 'x')
  @ApiHeader({ name: 'Idempotency-Key', required: true, schema: { type: 'string' } })
  @ApiOperation({
    operationId: 'placeOrderDraft',
    summary: 'Order a draft for its customer',
    description: 'With all checks of an order. A draft becomes at most one.',
  })
  @ApiCreatedResponse({ type: PlacedOrderResponse })
  @ApiProblems(DraftNotFound, DraftIncomplete, DraftChanged, ...PLACING_PROBLEMS)
  @ApiProblems(...IDEMPOTENCY_PROBLEMS)
  async place(
    @Ctx() ctx: RequestContext,
    @Param('draftId', ParseUUIDPipe) id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body() body: PlaceDraftRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const command = { ...body, key: assertIdempotencyKey(key) };
    const placed = await this.placing.execute(ctx, await this.found(ctx, id), command);
    sendRepeatable(reply, placed);
  }

  private async found(ctx: RequestContext, id: string): Promise<StaffDraft> {
    const draft = await this.drafts.find(ctx, id);
    if (draft === null) throw new DraftNotFound();
    return draft;
  }
}

function answer(reply: FastifyReply, draft: StaffDraft): DraftResponse {
  void reply.header('etag', draftEtag(draft));
  return toDraftResponse(draft);
}
