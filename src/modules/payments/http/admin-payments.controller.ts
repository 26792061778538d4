import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { AmountOutOfRange, InvalidMoney } from '../../../common/money/money.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  GatewayFailed,
  GatewayRefused,
  GatewayUndecided,
  PaymentEventNotFound,
  PaymentNotFound,
  PaymentNotHeld,
} from '../payments.errors.js';
import { AskGateway } from '../use-cases/ask-gateway.js';
import { ChangeHeldPayment } from '../use-cases/change-held-payment.js';
import { PAYMENT_SORTS } from '../data/staff-payments.sql.js';
import { StaffPayments } from '../use-cases/staff-payments.js';
import {
  ReplayedEventResponse,
  StaffPaymentDetailResponse,
  StaffPaymentResponse,
  toReplayed,
  toStaffPayment,
  toStaffPaymentDetail,
} from './dto/staff-payment.response.js';
import { CapturePaymentRequest, ListPaymentsQuery } from './dto/staff-payments.request.js';

/** Payments, for staff. */
@ApiTags('Administration')
@Controller('admin')
export class AdminPaymentsController {
  constructor(
    private readonly payments: StaffPayments,
    private readonly gateway: AskGateway,
    private readonly held: ChangeHeldPayment,
  ) {}

  @Get('payments')
  @RequirePermission('payments', 'r')
  @ApiOperation({
    operationId: 'listPayments',
    summary: 'Payments of all orders',
    description:
      'Every attempt to pay, the newest first when `sort` is left out; not those of archived orders.',
  })
  @ApiPage(StaffPaymentResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, from, to, ...rest }: ListPaymentsQuery,
  ): Promise<Page<StaffPaymentResponse>> {
    const { status = null, gateway = null, orderId = null, reference = null } = rest;
    const filter = { status, gateway, orderId, reference, since: from ?? null, until: to ?? null };
    const { sort = PAYMENT_SORTS.first } = rest;
    const wish = { sort, limit, cursor: cursor ?? null };
    const page = await this.payments.list(ctx, filter, wish);
    return { ...page, items: page.items.map(toStaffPayment) };
  }

  @Get('payments/:paymentId')
  @RequirePermission('payments', 'r')
  @ApiOperation({
    operationId: 'getPayment',
    summary: 'A payment with everything that was said about it',
    description: 'Messages and answers of its gateway with what came of each, and its refunds.',
  })
  @ApiOkResponse({ type: StaffPaymentDetailResponse })
  @ApiProblems(InvalidRequest, PaymentNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('paymentId', ParseUUIDPipe) paymentId: string,
  ): Promise<StaffPaymentDetailResponse> {
    return toStaffPaymentDetail(await this.payments.get(ctx, paymentId));
  }

  @Post('payments/:paymentId/query')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'queryPayment',
    summary: 'Ask the gateway now',
    description:
      'What it answers counts like a message of its own. A gateway that cannot be asked changes nothing.',
  })
  @ApiOkResponse({ type: StaffPaymentDetailResponse })
  @ApiProblems(InvalidRequest, PaymentNotFound, GatewayFailed)
  async query(
    @Ctx() ctx: RequestContext,
    @Param('paymentId', ParseUUIDPipe) paymentId: string,
  ): Promise<StaffPaymentDetailResponse> {
    if ((await this.gateway.execute(ctx, paymentId)) === 'silent') throw new GatewayFailed();
    return toStaffPaymentDetail(await this.payments.get(ctx, paymentId));
  }

  @Post('payments/:paymentId/capture')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'capturePayment',
    summary: 'Take money that is held',
    description: 'All of it, or a part: then the gateway lets the rest go. Happens once.',
  })
  @ApiBody({ type: CapturePaymentRequest, required: false })
  @ApiOkResponse({ type: StaffPaymentDetailResponse })
  @ApiProblems(InvalidRequest, PaymentNotFound, PaymentNotHeld, GatewayRefused, GatewayUndecided)
  @ApiProblems(InvalidMoney, AmountOutOfRange)
  async capture(
    @Ctx() ctx: RequestContext,
    @Param('paymentId', ParseUUIDPipe) paymentId: string,
    @Body() body: CapturePaymentRequest,
  ): Promise<StaffPaymentDetailResponse> {
    await this.held.capture(ctx, paymentId, body?.amount);
    return toStaffPaymentDetail(await this.payments.get(ctx, paymentId));
  }

  @Post('payments/:paymentId/void')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'voidPayment',
    summary: 'Let go money that is held',
    description: 'The order stays as it is, and is owed again.',
  })
  @ApiOkResponse({ type: StaffPaymentDetailResponse })
  @ApiProblems(InvalidRequest, PaymentNotFound, PaymentNotHeld, GatewayRefused, GatewayUndecided)
  async release(
    @Ctx() ctx: RequestContext,
    @Param('paymentId', ParseUUIDPipe) paymentId: string,
  ): Promise<StaffPaymentDetailResponse> {
    await this.held.release(ctx, paymentId);
    return toStaffPaymentDetail(await this.payments.get(ctx, paymentId));
  }

  @Post('payment-events/:eventId/replay')
  @HttpCode(202)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'replayPaymentEvent',
    summary: 'Apply a stored message once more',
    description: 'By the same rules as the first time: what counted already changes nothing.',
  })
  @ApiAcceptedResponse({ type: ReplayedEventResponse })
  @ApiProblems(InvalidRequest, PaymentEventNotFound)
  async replay(
    @Ctx() ctx: RequestContext,
    @Param('eventId', ParseUUIDPipe) eventId: string,
  ): Promise<ReplayedEventResponse> {
    return toReplayed(await this.payments.replay(ctx, eventId));
  }
}
