import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { AlarmNotFound, AlarmSettled } from '../operations.errors.js';
import { AlarmResponse, toAlarm } from './alarm.response.js';
import { AlarmsRepository } from './alarms.repository.js';
import { ListAlarmsQuery } from './alarms.request.js';

/** What somebody on call has to look at. */
@ApiTags('Operations')
@Controller('admin/alarms')
export class AdminAlarmsController {
  constructor(private readonly alarms: AlarmsRepository) {}

  @Get()
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'listAlarms',
    summary: 'What somebody has to look at',
    description:
      'Jobs that are late or were given up, differences, backups that failed. The newest first. OPERATOR_EMAILS are told of each once.',
  })
  @ApiPage(AlarmResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(
    @Query() { limit = 20, cursor, status, kind }: ListAlarmsQuery,
  ): Promise<Page<AlarmResponse>> {
    const filter = { status: status ?? null, kind: kind ?? null };
    const page = await this.alarms.list(filter, limit, cursor ?? null);
    return { ...page, items: page.items.map(toAlarm) };
  }

  @Post(':alarmId/settle')
  @HttpCode(200)
  @RequirePermission('operations', 'x')
  @ApiOperation({
    operationId: 'settleAlarm',
    summary: 'Say that an alarm was looked after',
    description: 'What raised it raises a new one when it finds the same again.',
  })
  @ApiOkResponse({ type: AlarmResponse })
  @ApiProblems(InvalidRequest, AlarmNotFound, AlarmSettled)
  async settle(
    @Ctx() ctx: RequestContext,
    @Param('alarmId', ParseUUIDPipe) alarmId: string,
  ): Promise<AlarmResponse> {
    return toAlarm(await this.alarms.settle(ctx, alarmId));
  }
}
