import { Injectable } from '@nestjs/common';
import { handlers, type QueueProcessor, schedules } from '../../../queue/typed-processor.js';
import { watchQueue } from './watch.jobs.js';
import { WatchUpkeep } from './watch-upkeep.js';

const EVERY_MINUTE = 60_000;

/** Worker side of the watch over the upkeep, on the queue `maintenance`. */
@Injectable()
export class WatchProcessor implements QueueProcessor {
  readonly queue = watchQueue;
  readonly handlers = handlers(watchQueue, {
    'watch-upkeep': async (_payload, { ctx }) => {
      await this.watch.execute(ctx);
    },
  });
  readonly schedules = schedules(watchQueue, [
    { name: 'watch', every: EVERY_MINUTE, job: 'watch-upkeep', payload: {} },
  ]);

  constructor(private readonly watch: WatchUpkeep) {}
}
