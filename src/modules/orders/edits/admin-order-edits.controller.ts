import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
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
import { type Page, toPage } from '../../../common/http/page.response.js';
import { sendRepeatable } from '../../../common/http/repeated-answer.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { AmountOutOfRange } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  assertIdempotencyKey,
  IDEMPOTENCY_PROBLEMS,
} from '../../../database/idempotency/idempotency.js';
import { AlreadyShipped, NotReserved, StockNotEnough } from '../../inventory/inventory.errors.js';
import { PaymentMethodUnavailable } from '../../payments/payments.errors.js';
import { LineUnknown, OrderNotFound, ShippingUnavailable } from '../orders.errors.js';
import { ApplyEdit } from './apply-edit.js';
import {
  EditChanged,
  EditChangesNothing,
  EditLeavesNothing,
  EditLinesFixed,
  EditNotPossible,
  EditVariantPresent,
  OrderNotEditable,
} from './edits.errors.js';
import { EditsRepository } from './edits.repository.js';
import { ApplyEditRequest, PreviewEditRequest, toEditChanges } from './edits.request.js';
import {
  AppliedEditResponse,
  EditPreviewResponse,
  OrderEditResponse,
  toEditResponse,
  toPreviewResponse,
} from './edits.response.js';
import { PreviewEdit } from './preview-edit.js';

const PLANNING_PROBLEMS = [
  PaymentMethodUnavailable,
  ...[InvalidRequest, OrderNotFound, OrderNotEditable, LineUnknown, EditLinesFixed],
  ...[EditVariantPresent, EditLeavesNothing, EditChangesNothing, EditNotPossible],
  ...[ShippingUnavailable, AmountOutOfRange],
];

/** Changes of placed orders by staff. */
@ApiTags('Administration')
@Controller('admin/orders/:orderId/edits')
export class AdminOrderEditsController {
  constructor(
    private readonly previewEdit: PreviewEdit,
    private readonly applyEdit: ApplyEdit,
    private readonly edits: EditsRepository,
  ) {}

  @Get()
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'listOrderEdits',
    summary: 'What was changed in an order',
    description:
      'Newest first, with who and why, and the order before and after. Archived orders too.',
  })
  @ApiPage(OrderEditResponse)
  @ApiProblems(InvalidRequest, InvalidCursor, OrderNotFound)
  async list(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Query() { limit = 20, cursor }: PageQuery,
  ): Promise<Page<OrderEditResponse>> {
    const before = cursor === undefined ? null : decodeTimeCursor(cursor);
    if ((await this.edits.placeOf(ctx, orderId)) === null) throw new OrderNotFound();
    const rows = await this.edits.list(ctx, orderId, limit + 1, before);
    return toPage(rows, limit, toEditResponse, encodeTimeCursor);
  }

  @Post('preview')
  @HttpCode(200)
  @RequirePermission('orders', 'w')
  @ApiOperation({
    operationId: 'previewOrderEdit',
    summary: 'What an edit of an order would come to',
    description:
      'The whole new price, what is to be collected or goes back, and what keeps lines from being had. Lines that are there keep their unit price; what comes costs what it costs today. Writes nothing and holds no stock.',
  })
  @ApiOkResponse({ type: EditPreviewResponse })
  @ApiProblems(...PLANNING_PROBLEMS)
  async preview(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() { changes }: PreviewEditRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EditPreviewResponse> {
    const plan = await this.previewEdit.execute(ctx, orderId, toEditChanges(changes));
    void reply.header('etag', plan.etag);
    return toPreviewResponse(plan);
  }

  @Post()
  @RequirePermission('orders', 'w')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'editOrder',
    summary: 'Edit an order',
    description:
      'Pending or confirmed. Everything is computed again; where it does not come to what the preview has shown it is a 409. What is above the new total goes back by pending refunds, what is owed shows as `amountDue` of the order. The same Idempotency-Key answers the same bytes again with `Idempotent-Replayed: true`.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'A new one for each edit; 1 to 255 printable characters.',
    schema: { type: 'string', example: 'edit-2f1c9c1e' },
  })
  @ApiCreatedResponse({ type: AppliedEditResponse })
  @ApiProblems(...PLANNING_PROBLEMS, EditChanged)
  @ApiProblems(StockNotEnough, AlreadyShipped, NotReserved, ...IDEMPOTENCY_PROBLEMS)
  async apply(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Headers('idempotency-key') key: string | undefined,
    @IfMatch() ifMatch: string | null,
    @Body() { changes, previewHash, reason }: ApplyEditRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const applied = await this.applyEdit.execute(ctx, {
      orderId,
      key: assertIdempotencyKey(key),
      ifMatch,
      changes: toEditChanges(changes),
      previewHash,
      reason,
    });
    if (!applied.replayed)
      void reply.header('etag', (JSON.parse(applied.body) as AppliedEditResponse).etag);
    sendRepeatable(reply, applied);
  }
}
