import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Metrics } from '../../../metrics/metrics.js';
import type { MetricDefinition, Sample } from '../../../metrics/metrics.types.js';
import { type Business, BusinessReads, type StockState } from './business-reads.js';

type SumName = 'placed' | 'paid' | 'refunded';

/** Figures of the shop. They come from the database: every process shows the same ones. */
@Injectable()
export class BusinessMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly reads: BusinessReads,
  ) {}

  onModuleInit(): void {
    const business = (read: (business: Business) => readonly Sample[]) => async () => {
      const found = await this.reads.business();
      return found === null ? [] : read(found);
    };
    const stock = (read: (stock: StockState) => number) => async () => {
      const found = await this.reads.stock();
      return found === null ? [] : [{ value: read(found) }];
    };
    const sums = (name: SumName, of: 'count' | 'amount') =>
      business((found) =>
        found[name].map((sum) => ({ labels: { currency: sum.currency }, value: sum[of] })),
      );
    this.metrics.add(
      {
        ...gauge('eshop_orders_today', 'Orders placed since midnight UTC, by their state now'),
        labels: ['status'],
        read: business(({ orders }) =>
          orders.map(({ status, count }) => ({ labels: { status }, value: count })),
        ),
      },
      perCurrency(
        'eshop_order_value_today',
        'Worth of orders placed today',
        sums('placed', 'amount'),
      ),
      perCurrency('eshop_payments_today', 'Payments captured today', sums('paid', 'count')),
      perCurrency('eshop_revenue_today', 'Money captured today', sums('paid', 'amount')),
      perCurrency('eshop_refunds_today', 'Refunds paid today', sums('refunded', 'count')),
      perCurrency('eshop_refunded_today', 'Money paid back today', sums('refunded', 'amount')),
      {
        ...gauge('eshop_active_carts', 'Active carts that were changed within 24 hours'),
        read: business(({ carts }) => [{ value: carts }]),
      },
      {
        ...gauge('eshop_stock_few', 'Variants for sale at or below their threshold'),
        read: stock(({ few }) => few),
      },
      {
        ...gauge('eshop_stock_gone', 'Variants for sale without a free piece'),
        read: stock(({ gone }) => gone),
      },
    );
  }
}

function gauge(name: string, help: string) {
  return { name, help, kind: 'gauge' as const };
}

function perCurrency(name: string, help: string, read: MetricDefinition['read']): MetricDefinition {
  return { ...gauge(name, `${help}; days begin at midnight UTC`), labels: ['currency'], read };
}
