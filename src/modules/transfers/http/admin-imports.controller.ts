import { Body, Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { TakesFile } from '../../../common/http/takes-file.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { EmptyFile, FormatNotForKind, NotUtf8 } from '../transfers.errors.js';
import { ImportQuery, ImportStockQuery } from './dto/import.query.js';
import { ImportResponse, toImportResponse } from './dto/import.response.js';
import { importRoutes, streamOf } from './import-routes.js';

/** Files of the catalogue on their way in. */
@ApiTags('Administration')
@Controller('admin/imports')
@RequirePermission('catalog', 'x')
export class AdminImportsController extends importRoutes({
  name: 'Import',
  kinds: ['products', 'variants', 'prices'],
}) {
  @Post()
  @HttpCode(202)
  @TakesFile()
  @ApiOperation({
    operationId: 'startImport',
    summary: 'Import products, variants or prices from a file',
    description:
      'The body is the file, UTF-8, streamed; a worker does the rest. `dryRun` checks all rows and writes nothing. URLs of pictures are never fetched: such columns are left out.',
  })
  @ApiAcceptedResponse({ type: ImportResponse })
  @ApiProblems(InvalidRequest, FormatNotForKind, EmptyFile, NotUtf8)
  async start(
    @Ctx() ctx: RequestContext,
    @Query() query: ImportQuery,
    @Body() file: unknown,
  ): Promise<ImportResponse> {
    const { kind, format = 'csv', dryRun = false, fileName = null, complete = true } = query;
    const options = {
      createMissing: query.createMissing ?? false,
      publish: query.publish ?? false,
    };
    const asked = { kind, format, dryRun, fileName, options };
    const upload = { content: streamOf(file), isLast: complete };
    return toImportResponse(await this.receive.execute(ctx, asked, upload));
  }
}

/** Files of stock on their way in. */
@ApiTags('Administration')
@Controller('admin/imports/stock')
@RequirePermission('inventory', 'x')
export class AdminStockImportsController extends importRoutes({
  name: 'StockImport',
  kinds: ['stock'],
}) {
  @Post()
  @HttpCode(202)
  @TakesFile()
  @ApiOperation({
    operationId: 'startStockImport',
    summary: 'Import stock from a file',
    description:
      'The body is the file, UTF-8, with the columns sku and quantity (set) or delta (add). Each change leaves a movement.',
  })
  @ApiAcceptedResponse({ type: ImportResponse })
  @ApiProblems(InvalidRequest, EmptyFile, NotUtf8)
  async start(
    @Ctx() ctx: RequestContext,
    @Query() query: ImportStockQuery,
    @Body() file: unknown,
  ): Promise<ImportResponse> {
    const { format = 'csv', dryRun = false, fileName = null, complete = true } = query;
    const options = { createMissing: false, publish: false };
    const asked = { kind: 'stock' as const, format, dryRun, fileName, options };
    const upload = { content: streamOf(file), isLast: complete };
    return toImportResponse(await this.receive.execute(ctx, asked, upload));
  }
}
