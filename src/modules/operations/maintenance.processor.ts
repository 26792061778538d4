import { Injectable, Logger } from '@nestjs/common';

import { Db } from '../../database/db.js';
import { handlers, type QueueProcessor, schedules } from '../../queue/typed-processor.js';
import { maintenanceQueue } from './operations.jobs.js';

/** Done outbox rows are kept this long, as a record of what happened. */
const KEEP_OUTBOX_DAYS = 14;
const EVERY_SIX_HOURS = 6 * 3_600_000;

const ENSURE = {
  name: 'maintenance-ensure-partitions',
  text: 'SELECT ensure_partitions() AS made',
};
const DROP = {
  name: 'maintenance-drop-outbox-partitions',
  text: "SELECT drop_done_outbox_partitions($1 * interval '1 day') AS dropped",
};

/** Upkeep of the database; safe to run at any time and more than once. */
@Injectable()
export class MaintenanceProcessor implements QueueProcessor {
  readonly queue = maintenanceQueue;
  readonly handlers = handlers(maintenanceQueue, {
    'keep-partitions': () => this.keepPartitions(),
  });
  readonly schedules = schedules(maintenanceQueue, [
    { name: 'partitions', every: EVERY_SIX_HOURS, job: 'keep-partitions', payload: {} },
  ]);
  private readonly logger = new Logger(MaintenanceProcessor.name);

  constructor(private readonly db: Db) {}

  /** The functions belong to the owner of the tables and run with its rights. */
  private async keepPartitions(): Promise<void> {
    const [ensured] = await this.db.query<{ made: number }>(ENSURE);
    const [done] = await this.db.query<{ dropped: number }>(DROP, [KEEP_OUTBOX_DAYS]);
    const made = ensured?.made ?? 0;
    const dropped = done?.dropped ?? 0;
    if (made + dropped > 0) this.logger.log(`partitions: ${made} made, ${dropped} dropped`);
  }
}
