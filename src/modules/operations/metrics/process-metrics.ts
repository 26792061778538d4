import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../../../database/db.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Metrics } from '../../../metrics/metrics.js';

/** Connections to the database and what is done again, of any process. */
@Injectable()
export class ProcessMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly dataSource: DataSource,
    private readonly uow: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.metrics.add(
      {
        name: 'eshop_pg_pool_connections',
        help: 'Connections of this process to PostgreSQL; waiting: callers without one',
        kind: 'gauge',
        labels: ['state'],
        read: () => {
          const { totalCount, idleCount, waitingCount } = poolOf(this.dataSource);
          return [
            { labels: { state: 'busy' }, value: totalCount - idleCount },
            { labels: { state: 'idle' }, value: idleCount },
            { labels: { state: 'waiting' }, value: waitingCount },
          ];
        },
      },
      {
        name: 'eshop_pg_pool_max',
        help: 'Connections that this process may open',
        kind: 'gauge',
        read: () => [{ value: poolOf(this.dataSource).options.max }],
      },
      {
        name: 'eshop_transaction_retries_total',
        help: 'Transactions that were run again after a deadlock or serialization failure',
        kind: 'counter',
        read: () => [{ value: this.uow.retries }],
      },
    );
  }
}
