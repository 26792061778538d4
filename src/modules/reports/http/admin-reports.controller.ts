import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import {
  InvalidCursor,
  InvalidRequest,
  ServiceUnavailable,
} from '../../../common/errors/common-errors.js';
import { RequirePermission } from '../../../common/http/access.decorators.js';
import { ApiProblems } from '../../../common/http/api-problems.decorator.js';
import { REPORT_KINDS, type ReportKind } from '../domain/report-kinds.js';
import { ReportNotFound } from '../reports.errors.js';
import { type ReportScope } from '../reports.types.js';
import { ReadReport } from '../use-cases/read-report.js';
import { WriteReport } from '../use-cases/write-report.js';
import {
  CategoryReportQuery,
  ReportFileQuery,
  ReportPageQuery,
  ReportQuery,
  TimedReportQuery,
} from './dto/report.query.js';
import {
  BrandReportResponse,
  CategoryReportResponse,
  CustomerReportResponse,
  DiscountReportResponse,
  ProductReportResponse,
  RefundReportResponse,
  SalesReportResponse,
  StockReportResponse,
  toReport,
} from './dto/report.response.js';

type Asked = Partial<ReportScope> & { limit?: number; cursor?: string };

const COUNTED =
  'Orders that were placed in the time and are neither waiting for money nor cancelled, archived ones too. Each currency for itself.';
const PROBLEMS = [InvalidRequest, InvalidCursor, ServiceUnavailable];

/** Figures over all orders, read from the replica when there is one. */
@ApiTags('Administration')
@Controller('admin/reports')
@RequirePermission('reports', 'r')
export class AdminReportsController {
  constructor(
    private readonly reports: ReadReport,
    private readonly files: WriteReport,
  ) {}

  @Get('sales')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'reportSales', summary: 'Sales by day', description: COUNTED })
  @ApiOkResponse({ type: SalesReportResponse })
  @ApiProblems(...PROBLEMS)
  async sales(@Query() query: TimedReportQuery): Promise<SalesReportResponse> {
    return toReport(await this.page('sales', query));
  }

  @Get('products')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportProducts',
    summary: 'Sales by product',
    description: `The largest first. ${COUNTED}`,
  })
  @ApiOkResponse({ type: ProductReportResponse })
  @ApiProblems(...PROBLEMS)
  async products(@Query() query: ReportQuery): Promise<ProductReportResponse> {
    return toReport(await this.page('products', query));
  }

  @Get('categories')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportCategories',
    summary: 'Sales by category',
    description: `By the category that a product has today; each piece counts once. ${COUNTED}`,
  })
  @ApiOkResponse({ type: CategoryReportResponse })
  @ApiProblems(...PROBLEMS)
  async categories(@Query() query: CategoryReportQuery): Promise<CategoryReportResponse> {
    return toReport(await this.page('categories', query));
  }

  @Get('brands')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportBrands',
    summary: 'Sales by brand',
    description: `By the brand that a product has today. ${COUNTED}`,
  })
  @ApiOkResponse({ type: BrandReportResponse })
  @ApiProblems(...PROBLEMS)
  async brands(@Query() query: ReportQuery): Promise<BrandReportResponse> {
    return toReport(await this.page('brands', query));
  }

  @Get('discounts')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportDiscounts',
    summary: 'What discounts took off, on goods and shipping',
    description: COUNTED,
  })
  @ApiOkResponse({ type: DiscountReportResponse })
  @ApiProblems(...PROBLEMS)
  async discounts(@Query() query: ReportQuery): Promise<DiscountReportResponse> {
    return toReport(await this.page('discounts', query));
  }

  @Get('refunds')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportRefunds',
    summary: 'Money that went back, by day',
    description: 'By the day on which it went back, whatever became of the order.',
  })
  @ApiOkResponse({ type: RefundReportResponse })
  @ApiProblems(...PROBLEMS)
  async refunds(@Query() query: TimedReportQuery): Promise<RefundReportResponse> {
    return toReport(await this.page('refunds', query));
  }

  @Get('customers')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportCustomers',
    summary: 'Sales by customer',
    description: `By id, without names. Guests are one row. ${COUNTED}`,
  })
  @ApiOkResponse({ type: CustomerReportResponse })
  @ApiProblems(...PROBLEMS)
  async customers(@Query() query: ReportQuery): Promise<CustomerReportResponse> {
    return toReport(await this.page('customers', query));
  }

  @Get('stock')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    operationId: 'reportStock',
    summary: 'What the stock is worth now',
    description: 'At cost and at prices, in the currency of the shop.',
  })
  @ApiOkResponse({ type: StockReportResponse })
  @ApiProblems(...PROBLEMS)
  async stock(@Query() query: ReportPageQuery): Promise<StockReportResponse> {
    return toReport(await this.page('stock', query));
  }

  @Get(':report/csv')
  @ApiProduces('text/csv')
  @ApiParam({ name: 'report', enum: REPORT_KINDS })
  @ApiOperation({
    operationId: 'fetchReport',
    summary: 'All rows of a report as CSV',
    description: 'Streamed; `limit` and `cursor` change nothing.',
  })
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  @ApiProblems(InvalidRequest, ReportNotFound, ServiceUnavailable)
  async csv(
    @Param('report') report: string,
    @Query() query: ReportFileQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kind = REPORT_KINDS.find((known) => known === report);
    if (kind === undefined) throw new ReportNotFound();
    const { name, content } = await this.files.execute(kind, query);
    await reply
      .status(200)
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .send(content);
  }

  private page(kind: ReportKind, { limit = 100, cursor, ...scope }: Asked) {
    return this.reports.execute({ kind, scope, limit, cursor });
  }
}
