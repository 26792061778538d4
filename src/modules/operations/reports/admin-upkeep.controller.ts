import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import type { Page } from '../../../common/http/page.response.js';
import type { RequestContext } from '../../../common/request-context.js';
import { UpkeepReportNotFound } from '../operations.errors.js';
import { StatementSnapshots } from '../upkeep/statement-snapshots.js';
import {
  ListUpkeepReportsQuery,
  SlowStatementsQuery,
  StartUpkeepRequest,
} from './reports.request.js';
import {
  SlowStatementsResponse,
  toSlowStatements,
  toUpkeepReport,
  UpkeepReportDetailResponse,
  UpkeepReportResponse,
  UpkeepStartedResponse,
} from './reports.response.js';
import { StartUpkeep } from './start-upkeep.js';
import { UpkeepReportsRepository } from './upkeep-reports.repository.js';

/** What looks after the shop by itself, and how that went. */
@ApiTags('Operations')
@Controller('admin/upkeep')
export class AdminUpkeepController {
  constructor(
    private readonly reports: UpkeepReportsRepository,
    private readonly statements: StatementSnapshots,
    private readonly start: StartUpkeep,
  ) {}

  @Get()
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'listUpkeepReports',
    summary: 'What upkeep has done and found',
    description:
      'Doctor, vacuum, rebuilt indexes, counted statements. The newest first; kept for 400 days.',
  })
  @ApiPage(UpkeepReportResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() { limit = 20, cursor, kind, outcome }: ListUpkeepReportsQuery,
  ): Promise<Page<UpkeepReportResponse>> {
    const filter = { kind: kind ?? null, outcome: outcome ?? null };
    const page = await this.reports.list(filter, limit, cursor ?? null);
    return { ...page, items: page.items.map(toUpkeepReport) };
  }

  @Get('statements')
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'listSlowStatements',
    summary: 'Which statements took the most time',
    description:
      'The difference of two daily snapshots of pg_stat_statements: what the application itself has run, without values. By time in all.',
  })
  @ApiOkResponse({ type: SlowStatementsResponse })
  @ApiProblems(InvalidRequest)
  async slow(
    @Query() { hours = 20, limit = 20 }: SlowStatementsQuery,
  ): Promise<SlowStatementsResponse> {
    return toSlowStatements(await this.statements.slowest(hours, limit));
  }

  @Get(':reportId')
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'getUpkeepReport',
    summary: 'A whole report of upkeep',
    description: 'What one run looked at, what it found and what it did about it.',
  })
  @ApiOkResponse({ type: UpkeepReportDetailResponse })
  @ApiProblems(InvalidRequest, UpkeepReportNotFound)
  async get(
    @Param('reportId', ParseUUIDPipe) reportId: string,
  ): Promise<UpkeepReportDetailResponse> {
    const found = await this.reports.get(reportId);
    return { ...toUpkeepReport(found), report: found.report };
  }

  @Post()
  @HttpCode(202)
  @RequirePermission('operations', 'x')
  @ApiOperation({
    operationId: 'startUpkeep',
    summary: 'Have upkeep done now',
    description:
      'By a worker of the queue maintenance, beside its schedule. Asking twice does it twice, one after the other. The list shows its report.',
  })
  @ApiAcceptedResponse({ type: UpkeepStartedResponse })
  @ApiProblems(InvalidRequest)
  async startNow(
    @Ctx() ctx: RequestContext,
    @Body() { kind }: StartUpkeepRequest,
  ): Promise<UpkeepStartedResponse> {
    await this.start.execute(ctx, kind);
    return { kind };
  }
}
