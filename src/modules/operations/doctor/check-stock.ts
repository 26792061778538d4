import { Injectable, Logger } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { namedQuery } from '../../../database/named-query.js';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { examineStock, type StockReport } from './examine-stock.js';

/** Checks over all variants take longer than a request may. */
const TAKE_YOUR_TIME = {
  name: 'doctor-take-your-time',
  text: `SELECT set_config('statement_timeout', '600s', true)`,
};

/** The stock is not what its ledgers and orders say; the log has the rows. */
export class StockDiffers extends Error {
  constructor({ checks }: StockReport) {
    const broken = checks.filter(({ differences }) => differences > 0);
    super(`Stock differs: ${broken.map((one) => `${one.name} ${one.differences}`).join(', ')}`);
    this.name = 'StockDiffers';
  }
}

/** Each night: recomputes the stock and raises an alert when something differs. */
@Injectable()
export class CheckStock {
  private readonly logger = new Logger(CheckStock.name);

  constructor(private readonly uow: UnitOfWork) {}

  /** @throws StockDiffers, so that the job counts as failed */
  async execute(ctx: RequestContext): Promise<void> {
    const report = await this.uow.run(ctx, async (tx) => {
      await namedQuery(tx, TAKE_YOUR_TIME);
      return examineStock((statement) => namedQuery(tx, statement));
    });
    if (report.ok) return;
    const differences = report.differences.slice(0, 20);
    this.logger.error({ alert: 'inventory.stock_differs', differences }, 'Stock differs');
    throw new StockDiffers(report);
  }
}
