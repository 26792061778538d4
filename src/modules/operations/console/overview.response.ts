import { AlarmResponse } from '../alarms/alarm.response.js';
import { QueueStateResponse } from '../jobs/job.response.js';

/** What is on its way out of the database, of one queue. */
export class OutboxStateResponse {
  readonly queue: string;
  readonly waiting: number;
  readonly lagSeconds: number;
  readonly unanswered: number;
  readonly failed: number;
}

/** A repeated job. */
export class JobRunResponse {
  /** @example "maintenance.partitions" */
  readonly name: string;
  readonly intervalSeconds: number;
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly lastError: string | null;
  readonly ageSeconds: number;
  readonly isOverdue: boolean;
}

/** Orders of today by their state now. */
export class OrderCountResponse {
  readonly status: string;
  readonly count: number;
}

/** Orders placed within an hour of today (UTC). */
export class HourCountResponse {
  readonly hour: number;
  readonly count: number;
}

/** For drawing, not for books. */
export class MoneySumResponse {
  readonly currency: string;
  readonly count: number;
  /** In units of the currency. */
  readonly amount: number;
}

/** The day's business so far; days begin at midnight UTC. */
export class SalesTodayResponse {
  readonly orders: OrderCountResponse[];
  readonly ordersByHour: HourCountResponse[];
  readonly placed: MoneySumResponse[];
  readonly paid: MoneySumResponse[];
  readonly refunded: MoneySumResponse[];
  readonly carts: number;
}

/** A variant that is few. */
export class FewVariantResponse {
  readonly variantId: string;
  readonly name: string;
  readonly sku: string | null;
  readonly quantity: number;
}

/** What is few or gone. */
export class StockAlarmsResponse {
  readonly few: number;
  readonly gone: number;
  readonly fewest: FewVariantResponse[];
}

/** The state of the shop on one page. */
export class OverviewResponse {
  readonly at: string;
  /** Null when the queues cannot be reached. */
  readonly queues: QueueStateResponse[] | null;
  readonly outbox: OutboxStateResponse[];
  readonly jobs: JobRunResponse[];
  /** The newest twenty that are open. */
  readonly alarms: AlarmResponse[];
  readonly sales: SalesTodayResponse | null;
  readonly stock: StockAlarmsResponse | null;
}
