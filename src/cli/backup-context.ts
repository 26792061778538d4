import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Alarms } from '../alarms/alarms.js';
import { AlarmsModule } from '../alarms/alarms.module.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { JobRuns } from '../queue/job-runs.js';
import { OutboxModule } from '../queue/outbox/outbox.module.js';
import { subscriptions } from '../subscriptions.js';

@Module({
  imports: [ConfigModule, DatabaseModule, OutboxModule.forRoot(subscriptions), AlarmsModule],
  providers: [JobRuns],
})
class BackupCommandModule {}

const ALARM = 'backup-failed';

/**
 * Does a backup and notes how it went: its last success in `job_runs`, where a schedule that stops is noticed, and a
 * failure as an alarm, which the next success settles. Within `withDatabase`.
 *
 * @param name of the row in `job_runs`, such as `backup.full`
 */
export async function noted<T>(name: string, work: () => Promise<T>): Promise<T> {
  const context = await NestFactory.createApplicationContext(BackupCommandModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  const startedAt = new Date();
  try {
    const result = await work();
    await context.get(JobRuns).succeeded(name, startedAt);
    await context.get(Alarms, { strict: false }).settle({ kind: ALARM, subject: name });
    return result;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    await context.get(JobRuns).failed(name, detail);
    await context.get(Alarms, { strict: false }).raise({ kind: ALARM, subject: name, detail });
    throw error;
  } finally {
    await context.close();
  }
}
