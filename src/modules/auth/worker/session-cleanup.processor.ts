import { Injectable, Logger } from '@nestjs/common';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { sessionCleanupQueue } from '../auth.jobs.js';
import { CleanSessions } from '../use-cases/clean-sessions.js';

const HOUR_MS = 3_600_000;
const SCHEDULE = 'hourly';

/** Cleans up after sessions once an hour. */
@Injectable()
export class SessionCleanupProcessor implements QueueProcessor {
  private readonly logger = new Logger(SessionCleanupProcessor.name);

  readonly queue = sessionCleanupQueue;

  readonly handlers = handlers(sessionCleanupQueue, {
    'clean-sessions': async (_payload, job) => {
      const runName = `${sessionCleanupQueue.name}.${SCHEDULE}`;
      this.logger.log(await this.cleanSessions.execute(job.ctx, runName), 'Sessions cleaned up');
    },
  });

  readonly schedules = schedules(sessionCleanupQueue, [
    { name: SCHEDULE, every: HOUR_MS, job: 'clean-sessions', payload: {} },
  ]);

  constructor(private readonly cleanSessions: CleanSessions) {}
}
