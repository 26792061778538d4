import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidRequest } from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { Ctx } from '../../../common/http/ctx.decorator.js';
import { type RequestContext } from '../../../common/request-context.js';
import { TooManyExportsRunning } from '../transfers.errors.js';
import {
  CatalogueExportRequest,
  CustomersExportRequest,
  ExportRequest,
  OrdersExportRequest,
} from './dto/export.request.js';
import { ExportResponse, toExportResponse } from './dto/export.response.js';
import { exportRoutes } from './export-routes.js';

/** Files of the catalogue on their way out. */
@ApiTags('Administration')
@Controller('admin/exports')
@RequirePermission('catalog', 'x')
export class AdminExportsController extends exportRoutes({
  name: 'Export',
  kinds: ['products', 'variants', 'prices'],
}) {
  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'startExport',
    summary: 'Export products, variants or prices',
    description: 'A worker writes the file. Imported again it changes nothing.',
  })
  @ApiAcceptedResponse({ type: ExportResponse })
  @ApiProblems(InvalidRequest, TooManyExportsRunning)
  async start(
    @Ctx() ctx: RequestContext,
    @Body() { kind, format = 'csv', ...filters }: CatalogueExportRequest,
  ): Promise<ExportResponse> {
    return toExportResponse(await this.exports.start(ctx, { kind, format, filters }));
  }
}

/** Files of stock on their way out. */
@ApiTags('Administration')
@Controller('admin/exports/stock')
@RequirePermission('inventory', 'x')
export class AdminStockExportsController extends exportRoutes({
  name: 'StockExport',
  kinds: ['stock'],
}) {
  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'startStockExport',
    summary: 'Export stock',
    description: 'The SKU of each variant and how many pieces are free to sell.',
  })
  @ApiAcceptedResponse({ type: ExportResponse })
  @ApiProblems(InvalidRequest, TooManyExportsRunning)
  async start(
    @Ctx() ctx: RequestContext,
    @Body() { format = 'csv' }: ExportRequest,
  ): Promise<ExportResponse> {
    const asked = { kind: 'stock' as const, format, filters: {} };
    return toExportResponse(await this.exports.start(ctx, asked));
  }
}

/** Lists of customers. */
@ApiTags('Administration')
@Controller('admin/exports/customers')
@RequirePermission('users', 'r')
export class AdminCustomersExportsController extends exportRoutes({
  name: 'CustomersExport',
  kinds: ['customers'],
}) {
  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'startCustomersExport',
    summary: 'Export customers',
    description:
      'Personal data: stored encrypted, gone after seven days or when one of them is erased; who asked and who fetched is recorded.',
  })
  @ApiAcceptedResponse({ type: ExportResponse })
  @ApiProblems(InvalidRequest, TooManyExportsRunning)
  async start(
    @Ctx() ctx: RequestContext,
    @Body() { format = 'csv', ...filters }: CustomersExportRequest,
  ): Promise<ExportResponse> {
    const asked = { kind: 'customers' as const, format, filters };
    return toExportResponse(await this.exports.start(ctx, asked));
  }
}

/** Lists of orders. */
@ApiTags('Administration')
@Controller('admin/exports/orders')
@RequirePermission('orders', 'r')
export class AdminOrdersExportsController extends exportRoutes({
  name: 'OrdersExport',
  kinds: ['orders'],
}) {
  @Post()
  @HttpCode(202)
  @ApiOperation({
    operationId: 'startOrdersExport',
    summary: 'Export orders',
    description:
      'Archived ones too; in CSV a row per line of an order. Personal data: as with customers.',
  })
  @ApiAcceptedResponse({ type: ExportResponse })
  @ApiProblems(InvalidRequest, TooManyExportsRunning)
  async start(
    @Ctx() ctx: RequestContext,
    @Body() { format = 'csv', ...filters }: OrdersExportRequest,
  ): Promise<ExportResponse> {
    const asked = { kind: 'orders' as const, format, filters };
    return toExportResponse(await this.exports.start(ctx, asked));
  }
}
