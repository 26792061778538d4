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
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { ApiIfMatch, IfMatch } from '../../../common/http/if-match.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { IllegalTransition } from '../../../common/state/transitions.js';
import {
  PaymentAlreadyPaid,
  PaymentAttemptOpen,
  PaymentNotFound,
} from '../../payments/payments.errors.js';
import { toOrderInvoices } from '../documents/invoice.response.js';
import { ReadDocuments } from '../documents/read-documents.js';
import { EditsRepository } from '../edits/edits.repository.js';
import { toEditResponse } from '../edits/edits.response.js';
import { StaffOrderIncludesQuery } from '../http/dto/order-includes.query.js';
import { OrderNotCancellable, OrderNotFound } from '../orders.errors.js';
import { ChangeManyOrders } from './change-many-orders.js';
import { ChangeOrderState } from './change-order-state.js';
import { ListStaffOrdersQuery } from './list-staff-orders.query.js';
import { OrderTransitionRequest, OrderTransitionsRequest } from './order-desk.request.js';
import {
  OrderTransitionResultsResponse,
  toTransitionResults,
} from './order-transitions.response.js';
import { ReadStaffOrders } from './read-staff-orders.js';
import {
  StaffOrderResponse,
  StaffOrderSummaryResponse,
  toStaffOrderSummary,
} from './staff-order.response.js';

/** Whoever wants more of them asks for their list. */
const MAX_EDITS = 20;

/** Orders of the shop, for staff. */
@ApiTags('Administration')
@Controller('admin/orders')
export class AdminOrdersController {
  constructor(
    private readonly orders: ReadStaffOrders,
    private readonly changeState: ChangeOrderState,
    private readonly documents: ReadDocuments,
    private readonly edits: EditsRepository,
    private readonly changeMany: ChangeManyOrders,
  ) {}

  @Get()
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'listAllOrders',
    summary: 'Orders of the shop',
    description:
      'All filters together, archived orders included. Newest first; `total=true` counts them as well.',
  })
  @ApiPage(StaffOrderSummaryResponse, undefined, { counted: true })
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() query: ListStaffOrdersQuery,
  ): Promise<Page<StaffOrderSummaryResponse> & { total?: number }> {
    const { limit = 20, cursor = null, sort = '-createdAt', total = false, ...filter } = query;
    const page = await this.orders.list(ctx, filter, { sort, limit, cursor, withTotal: total });
    return { ...page, items: page.items.map(toStaffOrderSummary) };
  }

  @Get(':orderId')
  @RequirePermission('orders', 'r')
  @ApiOperation({
    operationId: 'getAnyOrder',
    summary: 'An order of the shop',
    description:
      'With its history (who, when, why), payments, refunds, parcels and returns; `include` brings invoices and edits along. The ETag changes with all of them; that of an archived order is none to insist on.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Query() { include = [] }: StaffOrderIncludesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    const order = await this.orders.show(ctx, orderId, reply);
    const papers = include.includes('invoices')
      ? toOrderInvoices(await this.documents.list(ctx, orderId, null))
      : null;
    const edits = include.includes('edits')
      ? await this.edits.list(ctx, orderId, MAX_EDITS, null)
      : null;
    return {
      ...order,
      ...(papers && { invoices: papers.items }),
      ...(edits && { edits: edits.map(toEditResponse) }),
    };
  }

  @Post('transitions')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiOperation({
    operationId: 'changeOrderStates',
    summary: 'Cancel or complete many orders',
    description:
      'Up to 500, one result each, by the rules of a single change; what cannot be changed stops no other. Orders whose money was taken are cancelled one by one.',
  })
  @ApiOkResponse({ type: OrderTransitionResultsResponse })
  @ApiProblems(InvalidRequest)
  async changeAll(
    @Ctx() ctx: RequestContext,
    @Body() { orderIds, to, reason, restock = true }: OrderTransitionsRequest,
  ): Promise<OrderTransitionResultsResponse> {
    return toTransitionResults(
      await this.changeMany.execute(ctx, orderIds, { to, reason, restock }),
    );
  }

  @Post(':orderId/transitions')
  @HttpCode(200)
  @RequirePermission('orders', 'x')
  @ApiIfMatch()
  @ApiOperation({
    operationId: 'changeOrderState',
    summary: 'Confirm, cancel or complete an order',
    description:
      '`confirmed`: the money of a pending order came without a gateway. `cancelled`: nothing of it has left; stock, discount uses and money go back. `completed`: after its delivery. The other states follow from parcels and refunds; what is possible now stands in `details.allowed` of the 409.',
  })
  @ApiOkResponse({ type: StaffOrderResponse })
  @ApiProblems(InvalidRequest, OrderNotFound, IllegalTransition, OrderNotCancellable)
  @ApiProblems(PaymentNotFound, PaymentAlreadyPaid, PaymentAttemptOpen)
  async change(
    @Ctx() ctx: RequestContext,
    @Param('orderId', ParseUUIDPipe) orderId: string,
    @Body() { to, reason, restock = true }: OrderTransitionRequest,
    @IfMatch() ifMatch: string | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StaffOrderResponse> {
    await this.changeState.execute(ctx, orderId, { to, reason, restock }, ifMatch);
    return this.orders.show(ctx, orderId, reply);
  }
}
