import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { OverviewResponse } from './overview.response.js';
import { ReadOverview } from './read-overview.js';

/** What the operations page shows. */
@ApiTags('Operations')
@Controller('admin/operations')
export class OverviewController {
  constructor(private readonly overview: ReadOverview) {}

  @Get('overview')
  @Header('Cache-Control', 'no-store')
  @RequirePermission('operations', 'r')
  @ApiOperation({
    operationId: 'getOverview',
    summary: 'Queues, outbox, jobs, alarms, sales of the day and stock at a glance',
    description: 'At most two seconds old; sales ten, stock sixty. /admin shows it in pictures.',
  })
  @ApiOkResponse({ type: OverviewResponse })
  read(): Promise<OverviewResponse> {
    return this.overview.execute();
  }
}
