import {
  Body,
  Get,
  Header,
  HttpCode,
  Injectable,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import {
  InvalidCursor,
  InvalidRequest,
  UnsupportedMediaType,
} from '../../../common/errors/common-errors.js';
import { ApiPage } from '../../../common/http/api-page.decorator.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { PageQuery } from '../../../common/http/page.query.js';
import { type Page } from '../../../common/http/page.response.js';
import { TakesFile } from '../../../common/http/takes-file.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import {
  EmptyFile,
  ImportNotFound,
  ImportNotPossible,
  NotUtf8,
  UploadOffsetMismatch,
} from '../transfers.errors.js';
import { type ImportKind } from '../transfers.types.js';
import { ReadImports } from '../use-cases/read-imports.js';
import { ReceiveFile } from '../use-cases/receive-file.js';
import { SteerImport } from '../use-cases/steer-import.js';
import { ImportErrorsQuery, UploadPieceQuery } from './dto/import.query.js';
import {
  ImportErrorResponse,
  ImportResponse,
  toImportErrorResponse,
  toImportResponse,
} from './dto/import.response.js';

/** Imports of the same right: who may bring in stock sees no products, and the other way round. */
export interface ImportArea {
  /** Ends the operation ids: `Imports`, `StockImports`. */
  readonly name: string;
  readonly kinds: readonly ImportKind[];
}

/** What shows imports; a class for each area, for names of operations are fixed. */
function readingRoutes({ name, kinds }: ImportArea) {
  @Injectable()
  abstract class ReadingRoutes {
    constructor(
      readonly receive: ReceiveFile,
      readonly imports: ReadImports,
      readonly steer: SteerImport,
    ) {}

    @Get()
    @Header('Cache-Control', 'no-store')
    @ApiOperation({
      operationId: `list${name}s`,
      summary: 'Imports, newest first',
      description: 'With state and counts of each.',
    })
    @ApiPage(ImportResponse)
    @ApiProblems(InvalidRequest, InvalidCursor)
    async list(@Query() { limit = 20, cursor }: PageQuery): Promise<Page<ImportResponse>> {
      const page = await this.imports.list(kinds, limit, cursor);
      return { ...page, items: page.items.map(toImportResponse) };
    }

    @Get(':importId')
    @Header('Cache-Control', 'no-store')
    @ApiOperation({
      operationId: `get${name}`,
      summary: 'How far an import is',
      description: 'State, rows, share of the file that is done and how long the rest will take.',
    })
    @ApiOkResponse({ type: ImportResponse })
    @ApiProblems(InvalidRequest, ImportNotFound)
    async get(@Param('importId', ParseUUIDPipe) importId: string): Promise<ImportResponse> {
      return toImportResponse(await this.imports.get(importId, kinds));
    }

    @Get(':importId/errors')
    @Header('Cache-Control', 'no-store')
    @ApiOperation({
      operationId: `list${name}Errors`,
      summary: 'What was wrong with which row',
      description: 'In the order of the file; `format=csv` sends all of them as a file.',
    })
    @ApiPage(ImportErrorResponse, 'One page of the list, or the file', { file: 'text/csv' })
    @ApiProblems(InvalidRequest, InvalidCursor, ImportNotFound)
    async errors(
      @Param('importId', ParseUUIDPipe) importId: string,
      @Query() { limit = 20, cursor, format }: ImportErrorsQuery,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      if (format === 'csv') {
        const content = await this.imports.errorsAsCsv(importId, kinds);
        await sendFile(reply, 'text/csv', `errors-${importId}.csv`, content);
        return;
      }
      const page = await this.imports.errors(importId, kinds, limit, cursor);
      await reply.send({ ...page, items: page.items.map(toImportErrorResponse) });
    }
  }
  return ReadingRoutes;
}

/** The routes that imports of every kind have; each area adds its path, its right and its upload. */
export function importRoutes(area: ImportArea) {
  const { name, kinds } = area;
  abstract class ImportRoutes extends readingRoutes(area) {
    @Put(':importId/file')
    @HttpCode(202)
    @TakesFile()
    @ApiOperation({
      operationId: `continue${name}`,
      summary: 'Go on with an upload',
      description:
        'For files that come in pieces, or whose connection broke: the next piece, beginning at `offset` = `sizeBytes`.',
    })
    @ApiAcceptedResponse({ type: ImportResponse })
    @ApiProblems(InvalidRequest, ImportNotFound, ImportNotPossible, UploadOffsetMismatch)
    @ApiProblems(EmptyFile, NotUtf8)
    async goOn(
      @Ctx() ctx: RequestContext,
      @Param('importId', ParseUUIDPipe) importId: string,
      @Query() { offset, complete = true }: UploadPieceQuery,
      @Body() file: unknown,
    ): Promise<ImportResponse> {
      const content = streamOf(file);
      const upload = { content, isLast: complete, offset, kinds };
      return toImportResponse(await this.receive.goOn(ctx, importId, upload));
    }

    @Post(':importId/cancel')
    @HttpCode(200)
    @ApiOperation({
      operationId: `cancel${name}`,
      summary: 'Stop an import',
      description: 'What it has written stays; the batch at hand is the last one.',
    })
    @ApiOkResponse({ type: ImportResponse })
    @ApiProblems(InvalidRequest, ImportNotFound, ImportNotPossible)
    async cancel(
      @Ctx() ctx: RequestContext,
      @Param('importId', ParseUUIDPipe) importId: string,
    ): Promise<ImportResponse> {
      return toImportResponse(await this.steer.cancel(ctx, importId, kinds));
    }

    @Post(':importId/run')
    @HttpCode(202)
    @ApiOperation({
      operationId: `run${name}`,
      summary: 'Run an import for good',
      description:
        'After a dry run, or once more after it was cancelled or failed. Begins at the first row; rows that are written already are found unchanged.',
    })
    @ApiAcceptedResponse({ type: ImportResponse })
    @ApiProblems(InvalidRequest, ImportNotFound, ImportNotPossible)
    async run(
      @Ctx() ctx: RequestContext,
      @Param('importId', ParseUUIDPipe) importId: string,
    ): Promise<ImportResponse> {
      return toImportResponse(await this.steer.run(ctx, importId, kinds));
    }
  }
  return ImportRoutes;
}

/** @throws UnsupportedMediaType when no file came along. */
export function streamOf(body: unknown): Readable {
  if (body instanceof Readable) return body;
  throw new UnsupportedMediaType();
}

/** Sends a file piece by piece; no cache on the way keeps it. */
export async function sendFile(
  reply: FastifyReply,
  type: string,
  name: string,
  content: Readable,
): Promise<void> {
  await reply
    .status(200)
    .header('content-type', `${type}; charset=utf-8`)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(content);
}
