import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { type Page, toPage } from '../../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../../common/http/time-cursor.js';
import { MailLog } from '../mail-log.js';
import { ListMailsQuery } from './list-mails.query.js';
import { MailLogResponse, toMailLogResponse } from './mail-log.response.js';

/** Which mails went, and why others did not. */
@ApiTags('Administration')
@Controller('admin/mails')
@RequirePermission('operations', 'r')
export class AdminMailsController {
  constructor(private readonly log: MailLog) {}

  @Get()
  @ApiOperation({
    operationId: 'listMails',
    summary: 'The log of mails',
    description:
      'The newest first, of the last ninety days. It does not say to whom; `recipient` finds the mails of an address.',
  })
  @ApiPage(MailLogResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async list(@Query() query: ListMailsQuery): Promise<Page<MailLogResponse>> {
    const { state = null, template = null, recipient = null, limit = 20, cursor } = query;
    const after = cursor === undefined ? null : decodeTimeCursor(cursor);
    const rows = await this.log.list({ state, template, recipient }, after, limit);
    return toPage(rows, limit, toMailLogResponse, encodeTimeCursor);
  }
}
