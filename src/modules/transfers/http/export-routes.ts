import { Get, Header, Injectable, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { InvalidCursor, InvalidRequest } from '../../../common/errors/common-errors.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { type RequestContext } from '../../../common/request-context.js';
import { ExportNotFound, ExportNotReady } from '../transfers.errors.js';
import { type ExportKind } from '../transfers.types.js';
import { HandleExports } from '../use-cases/handle-exports.js';
import { ExportResponse, toExportResponse } from './dto/export.response.js';
import { sendFile } from './import-routes.js';

/** Exports of the same right. */
export interface ExportArea {
  /** Ends the operation ids: `Export`, `OrdersExport`. */
  readonly name: string;
  readonly kinds: readonly ExportKind[];
}

/** The routes that exports of every kind have; each area adds its path, its right and its filters. */
export function exportRoutes({ name, kinds }: ExportArea) {
  @Injectable()
  abstract class ExportRoutes {
    constructor(readonly exports: HandleExports) {}

    @Get()
    @Header('Cache-Control', 'no-store')
    @ApiOperation({
      operationId: `list${name}s`,
      summary: 'Exports, newest first',
      description: 'Those that are over among them.',
    })
    @ApiPage(ExportResponse)
    @ApiProblems(InvalidRequest, InvalidCursor)
    async list(@Query() { limit = 20, cursor }: PageQuery): Promise<Page<ExportResponse>> {
      const page = await this.exports.list(kinds, limit, cursor);
      return { ...page, items: page.items.map(toExportResponse) };
    }

    @Get(':exportId')
    @Header('Cache-Control', 'no-store')
    @ApiOperation({
      operationId: `get${name}`,
      summary: 'How far an export is',
      description: 'State and rows so far.',
    })
    @ApiOkResponse({ type: ExportResponse })
    @ApiProblems(InvalidRequest, ExportNotFound)
    async get(@Param('exportId', ParseUUIDPipe) exportId: string): Promise<ExportResponse> {
      return toExportResponse(await this.exports.get(exportId, kinds));
    }

    @Get(':exportId/file')
    @ApiProduces('text/csv', 'application/x-ndjson')
    @ApiOperation({
      operationId: `fetch${name}`,
      summary: 'The file of an export',
      description: 'Streamed. Each download is counted and stands in the audit log.',
    })
    @ApiOkResponse({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
    @ApiProblems(InvalidRequest, ExportNotFound, ExportNotReady)
    async fetch(
      @Ctx() ctx: RequestContext,
      @Param('exportId', ParseUUIDPipe) exportId: string,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { view, content } = await this.exports.open(ctx, exportId, kinds);
      const type = view.format === 'csv' ? 'text/csv' : 'application/x-ndjson';
      await sendFile(reply, type, `${view.kind}-${exportId}.${view.format}`, content);
    }
  }
  return ExportRoutes;
}
