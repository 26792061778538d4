import { Injectable, Logger } from '@nestjs/common';

import type { RequestContext } from '../../common/request-context.js';
import { handlers, type QueueProcessor, schedules } from '../../queue/typed-processor.js';
import { AuditService, describeReport } from '../audit/audit.service.js';
import { CartUpkeepService } from '../cart/cart-upkeep.service.js';
import { SearchService } from '../catalog/listing/search.service.js';
import { PricesService } from '../catalog/prices/prices.service.js';
import { ProductsService } from '../catalog/products/products.service.js';
import { maintenanceQueue } from './operations.jobs.js';
import { Upkeep } from './upkeep/upkeep.js';

/** Prices that are over are kept this long, and longer where a reduction is measured by them. */
const KEEP_PRICES_DAYS = 730;
const EVERY_FIFTEEN_SECONDS = 15_000;
const EVERY_MINUTE = 60_000;
const EVERY_HALF_HOUR = 30 * 60_000;
const HOURLY = 60 * 60_000;
const NIGHTLY = '20 3 * * *';
const EVERY_SIX_HOURS = 6 * 3_600_000;

const CHECK_AUDIT = 'audit-check';

/** Upkeep of the database; safe to run at any time and more than once. */
@Injectable()
export class MaintenanceProcessor implements QueueProcessor {
  readonly queue = maintenanceQueue;
  readonly handlers = handlers(maintenanceQueue, {
    'keep-partitions': () => this.keepPartitions(),
    'seal-audit': async (_payload, { ctx }) => {
      await this.audit.seal(ctx);
    },
    'check-audit': (_payload, { ctx }) => this.checkAudit(ctx),
    'keep-up': ({ kind, requestedBy }, { ctx }) => this.upkeep.run(ctx, kind, requestedBy ?? null),
    'prune-prices': async () => {
      const gone = await this.prices.pruneHistory(KEEP_PRICES_DAYS);
      if (gone > 0) this.logger.log(`prices: ${gone} old ones cleared away`);
    },
    'publish-products': async (_payload, { ctx }) => {
      await this.products.publishDue(ctx);
    },
    'follow-search': async (_payload, { ctx }) => {
      await this.search.followChanges(ctx);
    },
    'count-words': async (_payload, { ctx }) => {
      await this.search.countWords(ctx);
    },
    'count-sales': async (_payload, { ctx }) => {
      await this.search.countSales(ctx);
    },
    'tend-carts': async (_payload, { ctx }) => {
      await this.carts.tend(ctx);
    },
  });
  readonly schedules = schedules(maintenanceQueue, [
    { name: 'partitions', every: EVERY_SIX_HOURS, job: 'keep-partitions', payload: {} },
    { name: 'audit-seals', every: EVERY_MINUTE, job: 'seal-audit', payload: {} },
    { name: CHECK_AUDIT, pattern: NIGHTLY, job: 'check-audit', payload: {} },
    { name: 'doctor', pattern: NIGHTLY, job: 'keep-up', payload: { kind: 'doctor' } },
    { name: 'vacuum', pattern: '10 4 * * *', job: 'keep-up', payload: { kind: 'vacuum' } },
    { name: 'reindex', pattern: '40 4 * * 0', job: 'keep-up', payload: { kind: 'reindex' } },
    { name: 'statements', pattern: '5 0 * * *', job: 'keep-up', payload: { kind: 'statements' } },
    { name: 'old-prices', pattern: NIGHTLY, job: 'prune-prices', payload: {} },
    { name: 'publishing', every: EVERY_FIFTEEN_SECONDS, job: 'publish-products', payload: {} },
    { name: 'search-changes', every: EVERY_FIFTEEN_SECONDS, job: 'follow-search', payload: {} },
    { name: 'search-words', every: EVERY_HALF_HOUR, job: 'count-words', payload: {} },
    { name: 'sales', every: HOURLY, job: 'count-sales', payload: {} },
    { name: 'carts', every: EVERY_HALF_HOUR, job: 'tend-carts', payload: {} },
  ]);
  private readonly logger = new Logger(MaintenanceProcessor.name);

  constructor(
    private readonly audit: AuditService,
    private readonly products: ProductsService,
    private readonly prices: PricesService,
    private readonly search: SearchService,
    private readonly upkeep: Upkeep,
    private readonly carts: CartUpkeepService,
  ) {}

  private async keepPartitions(): Promise<void> {
    const done = await this.upkeep.keepPartitions();
    if (done !== null) this.logger.log(done);
  }

  /** A finding fails the job, so that it stands in the log as an error and in `job_runs`. */
  private async checkAudit(ctx: RequestContext): Promise<void> {
    const report = await this.audit.check(ctx, `${maintenanceQueue.name}.${CHECK_AUDIT}`);
    this.logger.log(describeReport(report));
  }
}
