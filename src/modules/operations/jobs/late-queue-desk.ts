import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { QueuesUnreachable } from '../operations.errors.js';
import type { QueueDesk } from './queue-desk.types.js';

/**
 * The desk, made when it is asked for the first time: an API process that nobody asks never loads
 * the library of the queues.
 */
@Injectable()
export class LateQueueDesk implements OnModuleDestroy {
  private load: (() => Promise<QueueDesk>) | null = null;
  private desk: Promise<QueueDesk> | null = null;

  /** Says where it comes from; the program does so once. */
  offer(load: () => Promise<QueueDesk>): void {
    this.load = load;
  }

  /** @throws QueuesUnreachable when it cannot be made */
  async get(): Promise<QueueDesk> {
    if (this.load === null) throw new QueuesUnreachable();
    this.desk ??= this.load();
    try {
      return await this.desk;
    } catch (error) {
      this.desk = null;
      throw error;
    }
  }

  async onModuleDestroy(): Promise<void> {
    const desk = await this.desk?.catch(() => null);
    await desk?.close();
  }
}
