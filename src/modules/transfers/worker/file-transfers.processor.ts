import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '../../../database/unit-of-work.js';
import { Inbox } from '../../../queue/outbox/inbox.js';
import { Outbox } from '../../../queue/outbox/outbox.js';
import {
  handlers,
  type JobRun,
  type QueueProcessor,
  schedules,
} from '../../../queue/typed-processor.js';
import { fileTransfersQueue } from '../transfers.jobs.js';
import { RemoveOldFiles } from '../use-cases/remove-old-files.js';
import { RunFileExport } from '../use-cases/run-file-export.js';
import { RunImport } from '../use-cases/run-import.js';

const HOUR_MS = 3_600_000;
/** Longer than a run takes; after a crash the ring comes again so much later. */
const RUN_LEASE_SECONDS = 60;

/** Worker side of imports and exports. */
@Injectable()
export class FileTransfersProcessor implements QueueProcessor {
  readonly queue = fileTransfersQueue;
  readonly handlers = handlers(fileTransfersQueue, {
    'run-import': ({ importId }, job) => this.runImport(importId, job),
    'run-file-export': ({ exportId }, job) => this.runExport(exportId, job),
    'remove-old-files': async (_payload, { ctx }) => {
      const removed = await this.removeOldFiles.execute(ctx);
      if (removed > 0) this.logger.log(`${removed} files removed`);
    },
  });
  readonly schedules = schedules(fileTransfersQueue, [
    { name: 'old-files', every: HOUR_MS, job: 'remove-old-files', payload: {} },
  ]);
  private readonly logger = new Logger(FileTransfersProcessor.name);

  constructor(
    private readonly uow: UnitOfWork,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly imports: RunImport,
    private readonly exports: RunFileExport,
    private readonly removeOldFiles: RemoveOldFiles,
  ) {}

  private async runImport(importId: string, { ctx, delivery, tell }: JobRun): Promise<void> {
    if (!(await this.inbox.lease(delivery, RUN_LEASE_SECONDS))) return;
    const more = await this.imports.execute(ctx, importId, async (view) => {
      const percentage = Math.floor((100 * view.byteOffset) / Math.max(1, view.sizeBytes));
      await tell({ percentage, ...view.counts });
    });
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery)) || !more) return;
      const about = { aggregateId: importId };
      await this.outbox.enqueue(tx, fileTransfersQueue, 'run-import', { importId }, about);
    });
  }

  private async runExport(exportId: string, { ctx, delivery, tell }: JobRun): Promise<void> {
    if (!(await this.inbox.lease(delivery, RUN_LEASE_SECONDS))) return;
    const more = await this.exports.execute(ctx, exportId, (rows) => tell({ rows }));
    await this.uow.run(ctx, async (tx) => {
      if (!(await this.inbox.claim(tx, delivery)) || !more) return;
      const about = { aggregateId: exportId };
      await this.outbox.enqueue(tx, fileTransfersQueue, 'run-file-export', { exportId }, about);
    });
  }
}
