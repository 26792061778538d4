import { ApiProperty } from '@nestjs/swagger';

/** Sums in one currency. */
class SumsResponse {
  /** @example "USD" */
  currency: string;
}

class GoodsSums extends SumsResponse {
  /** Pieces sold. */
  quantity: number;

  /**
   * Price times pieces, as it was shown: with tax where prices include it.
   * @example "120.00"
   */
  gross: string;

  /**
   * What discounts took off goods.
   * @example "12.00"
   */
  discount: string;

  /**
   * Tax on goods, whether the prices included it or not.
   * @example "8.64"
   */
  tax: string;

  /**
   * Gross less discount, without tax.
   * @example "108.00"
   */
  net: string;
}

export class GoodsReportTotals extends GoodsSums {
  /** Rows of the report in this currency. */
  rows: number;
}

class SalesSums extends GoodsSums {
  orders: number;

  /** @example "5.90" */
  shipping: string;

  /** What discounts took off shipping. @example "0.00" */
  shippingDiscount: string;

  /** @example "0.00" */
  shippingTax: string;

  /** What customers had to pay. @example "122.54" */
  total: string;

  /** What they got back of it, whenever that was. @example "0.00" */
  refunded: string;

  /** Total less refunded. @example "122.54" */
  kept: string;
}

export class SalesReportTotals extends SalesSums {
  rows: number;
}

/** Orders that were placed on a day, or in the week or month that begins on it. */
export class SalesReportRow extends SalesSums {
  /** @example "2026-01-31" */
  day: string;
}

export class ProductReportRow extends GoodsSums {
  @ApiProperty({ format: 'uuid' })
  productId: string;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;

  @ApiProperty({ type: String, nullable: true })
  sku: string | null;
}

export class CategoryReportRow extends GoodsSums {
  /** Null for goods without a category. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  categoryId: string | null;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId: string | null;
}

export class BrandReportRow extends GoodsSums {
  /** Null for goods without a brand. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  brandId: string | null;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;
}

export class DiscountReportTotals extends SumsResponse {
  rows: number;

  /** Uses: an order with two discounts counts twice. */
  orders: number;

  /** @example "12.00" */
  amount: string;

  /** @example "122.54" */
  orderTotal: string;
}

export class DiscountReportRow extends SumsResponse {
  /** Null for what no discount is named for: a price that staff made. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  discountId: string | null;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;

  @ApiProperty({ type: String, nullable: true })
  code: string | null;

  @ApiProperty({ type: String, nullable: true })
  type: string | null;

  /** Orders that used it. */
  orders: number;

  /** What it took off. @example "12.00" */
  amount: string;

  /** What those orders came to. @example "122.54" */
  @ApiProperty({ type: String, nullable: true })
  orderTotal: string | null;
}

class RefundSums extends SumsResponse {
  refunds: number;

  /** @example "19.90" */
  amount: string;

  /** Of it for goods, and what was given for goodwill. @example "14.00" */
  goods: string;

  /** Of it for shipping. @example "5.90" */
  shipping: string;

  /** Of it money that was above the price, or came for an order that was given up. @example "0.00" */
  surplus: string;
}

export class RefundReportTotals extends RefundSums {
  rows: number;
}

/** Money that went back on a day, or in the week or month that begins on it. */
export class RefundReportRow extends RefundSums {
  /** @example "2026-01-31" */
  day: string;
}

class CustomerSums extends SumsResponse {
  orders: number;

  /** @example "122.54" */
  total: string;

  /** @example "0.00" */
  refunded: string;

  /** @example "122.54" */
  kept: string;
}

export class CustomerReportTotals extends CustomerSums {
  rows: number;

  /** Customers who had bought nothing before the first day. */
  newCustomers: number;
}

export class CustomerReportRow extends CustomerSums {
  /** Null for all guests together. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  customerId: string | null;

  @ApiProperty({ format: 'date-time' })
  firstOrderAt: string;

  @ApiProperty({ format: 'date-time' })
  lastOrderAt: string;

  /** He had bought nothing before the first day. */
  isNew: boolean;
}

class StockSums extends SumsResponse {
  /** What lies in all places, sold and not sent pieces among it. */
  pieces: number;

  /** Of it what is free to sell. */
  free: number;

  /** Pieces times cost, where the cost is known. @example "480.00" */
  @ApiProperty({ type: String, nullable: true })
  costValue: string | null;

  /** Pieces times price. @example "1200.00" */
  retailValue: string;
}

export class StockReportTotals extends StockSums {
  rows: number;

  /** Variants of which no cost is known. */
  withoutCost: number;
}

export class StockReportRow extends StockSums {
  @ApiProperty({ format: 'uuid' })
  variantId: string;

  productName: string;

  variantName: string;

  @ApiProperty({ type: String, nullable: true })
  sku: string | null;

  /** @example "4.80" */
  @ApiProperty({ type: String, nullable: true })
  costPerItem: string | null;

  /** @example "12.00" */
  price: string;

  isWithoutCost: boolean;
}
