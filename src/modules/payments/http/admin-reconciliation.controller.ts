import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { IssueNotFound, IssueSettled, SettlementUnreadable } from '../payments.errors.js';
import { CompareSettlement } from '../use-cases/compare-settlement.js';
import { StaffPayments } from '../use-cases/staff-payments.js';
import {
  ReconciliationIssueResponse,
  SettlementResponse,
  toIssue,
} from './dto/staff-payment.response.js';
import {
  ListIssuesQuery,
  SettleIssueRequest,
  SettlementRequest,
} from './dto/staff-payments.request.js';

/** Where the books and the gateways do not agree. */
@ApiTags('Administration')
@Controller('admin/reconciliation')
export class AdminReconciliationController {
  constructor(
    private readonly payments: StaffPayments,
    private readonly settlement: CompareSettlement,
  ) {}

  @Get()
  @RequirePermission('payments', 'r')
  @ApiOperation({
    operationId: 'listReconciliationIssues',
    summary: 'What does not agree about money',
    description:
      'Messages that fit no payment, amounts that differ, payments and refunds that a gateway has not decided, differences to settlement files. The newest first.',
  })
  @ApiPage(ReconciliationIssueResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, ...rest }: ListIssuesQuery,
  ): Promise<Page<ReconciliationIssueResponse>> {
    const { status = null, kind = null, gateway = null, day = null } = rest;
    const { paymentId = null, orderId = null } = rest;
    const filter = { status, kind, gateway, day, paymentId, orderId };
    const page = await this.payments.issues(ctx, filter, limit, cursor ?? null);
    return { ...page, items: page.items.map(toIssue) };
  }

  @Post(':issueId/settle')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'settleReconciliationIssue',
    summary: 'Note what was done about an issue',
    description: 'It moves no money: that is done where money is moved. Once; then it is history.',
  })
  @ApiOkResponse({ type: ReconciliationIssueResponse })
  @ApiProblems(InvalidRequest, IssueNotFound, IssueSettled)
  async settle(
    @Ctx() ctx: RequestContext,
    @Param('issueId', ParseUUIDPipe) issueId: string,
    @Body() { note, action }: SettleIssueRequest,
  ): Promise<ReconciliationIssueResponse> {
    return toIssue(await this.payments.settle(ctx, issueId, note, action));
  }

  @Post('settlements')
  @HttpCode(200)
  @RequirePermission('payments', 'x')
  @ApiOperation({
    operationId: 'compareSettlement',
    summary: 'Compare a settlement file with the books',
    description:
      'Each difference becomes an issue; the same file again finds the same ones, and those that are none any more are settled.',
  })
  @ApiOkResponse({ type: SettlementResponse })
  @ApiProblems(InvalidRequest, SettlementUnreadable)
  async compare(
    @Ctx() ctx: RequestContext,
    @Body() { gateway, day, content }: SettlementRequest,
  ): Promise<SettlementResponse> {
    return this.settlement.execute(ctx, { gateway, day, text: content });
  }
}
