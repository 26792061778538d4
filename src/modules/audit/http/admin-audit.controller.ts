import { Controller, Get, Header, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { AuditEntryNotFound } from '../audit.errors.js';
import { SearchAuditLog } from '../use-cases/search-audit-log.js';
import { AuditEntryResponse, toAuditEntryResponse } from './dto/audit-entry.response.js';
import { SearchAuditQuery } from './dto/search-audit.query.js';

/** Who changed what. */
@ApiTags('Administration')
@Controller('admin/audit')
@RequirePermission('audit', 'r')
export class AdminAuditController {
  constructor(private readonly audit: SearchAuditLog) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'searchAudit',
    summary: 'Who changed what',
    description: 'Newest first, all filters together. `rowId` asks for its `table` as well.',
  })
  @ApiPage(AuditEntryResponse)
  @ApiProblems(InvalidRequest, InvalidCursor)
  async search(
    @Ctx() ctx: RequestContext,
    @Query() { limit = 20, cursor, ...search }: SearchAuditQuery,
  ): Promise<Page<AuditEntryResponse>> {
    if (search.rowId !== undefined && search.table === undefined) {
      const error = { pointer: '/table', code: 'required', detail: 'rowId needs its table' };
      throw new InvalidRequest('rowId needs its table', undefined, [error]);
    }
    const page = await this.audit.execute(ctx, search, limit, cursor);
    return { ...page, items: page.items.map(toAuditEntryResponse) };
  }

  @Get(':entryId')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'getAuditEntry',
    summary: 'One change',
    description:
      'Who changed which row, when, in which request, and its columns before and after. Values that name people are masked.',
  })
  @ApiOkResponse({ type: AuditEntryResponse })
  @ApiProblems(InvalidRequest, AuditEntryNotFound)
  async get(
    @Ctx() ctx: RequestContext,
    @Param('entryId', ParseUUIDPipe) entryId: string,
  ): Promise<AuditEntryResponse> {
    return toAuditEntryResponse(await this.audit.get(ctx, entryId));
  }
}
