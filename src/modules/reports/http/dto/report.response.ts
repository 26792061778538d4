import { ApiProperty } from '@nestjs/swagger';
import type { ReportPage } from '../../reports.types.js';
import {
  BrandReportRow,
  CategoryReportRow,
  CustomerReportRow,
  CustomerReportTotals,
  DiscountReportRow,
  DiscountReportTotals,
  GoodsReportTotals,
  ProductReportRow,
  RefundReportRow,
  RefundReportTotals,
  SalesReportRow,
  SalesReportTotals,
  StockReportRow,
  StockReportTotals,
} from './report-rows.response.js';

/** What every report says of itself. */
class ReportFrame {
  /** First day. @example "2026-01-01" */
  from: string;

  /** Last day. @example "2026-01-31" */
  to: string;

  /** @example "UTC" */
  timeZone: string;

  /** As of when: a replica may be a moment behind. */
  @ApiProperty({ format: 'date-time' })
  asOf: string;

  /** Pass it as `cursor` for the next page; null on the last one. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor: string | null;
}

/** The totals are those of all pages, one for each currency. */
export class SalesReportResponse extends ReportFrame {
  totals: SalesReportTotals[];
  items: SalesReportRow[];
}

export class ProductReportResponse extends ReportFrame {
  totals: GoodsReportTotals[];
  items: ProductReportRow[];
}

export class CategoryReportResponse extends ReportFrame {
  totals: GoodsReportTotals[];
  items: CategoryReportRow[];
}

export class BrandReportResponse extends ReportFrame {
  totals: GoodsReportTotals[];
  items: BrandReportRow[];
}

export class DiscountReportResponse extends ReportFrame {
  totals: DiscountReportTotals[];
  items: DiscountReportRow[];
}

export class RefundReportResponse extends ReportFrame {
  totals: RefundReportTotals[];
  items: RefundReportRow[];
}

export class CustomerReportResponse extends ReportFrame {
  totals: CustomerReportTotals[];
  items: CustomerReportRow[];
}

export class StockReportResponse extends ReportFrame {
  totals: StockReportTotals[];
  items: StockReportRow[];
}

interface AnyReport {
  readonly totals: readonly unknown[];
  readonly items: readonly unknown[];
}

/**
 * The page as the response of its report. Its rows were built field by field from `REPORT_FIELDS`, which a test
 * holds against these classes: the cast says so.
 */
export function toReport<Response extends AnyReport>(page: ReportPage): Response {
  const { period, asOf, totals, items, nextCursor } = page;
  return { ...period, asOf, totals, items, nextCursor } as unknown as Response;
}
