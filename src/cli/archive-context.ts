import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { ArchiveOrders } from '../modules/orders/archive/archive-orders.js';
import { RestoreOrder } from '../modules/orders/archive/restore-order.js';
import { withDatabase } from './with-database.js';

@Module({ imports: [ConfigModule, DatabaseModule], providers: [ArchiveOrders, RestoreOrder] })
class ArchiveCommandModule {}

/** The use cases of the archive. */
export interface OrderArchive {
  readonly archiving: ArchiveOrders;
  readonly restoring: RestoreOrder;
}

/** Runs a command with them, as the application's role, as the worker does. */
export async function withOrderArchive(
  work: (archive: OrderArchive) => Promise<void>,
): Promise<void> {
  await withDatabase(async () => {
    const context = await NestFactory.createApplicationContext(ArchiveCommandModule, {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    try {
      await work({ archiving: context.get(ArchiveOrders), restoring: context.get(RestoreOrder) });
    } finally {
      await context.close();
    }
  });
}
