import 'reflect-metadata';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import pg from 'pg';
import { systemContext } from '../../../../common/request-context.js';
import { CryptoModule } from '../../../../common/crypto/crypto.module.js';
import { ConfigModule } from '../../../../config/config.module.js';
import { currentEnv } from '../../../../config/env.js';
import { DatabaseModule } from '../../../../database/database.module.js';
import { AccessModule } from '../../../../modules/access/access.module.js';
import { AuditModule } from '../../../../modules/audit/audit.module.js';
import { AuditService } from '../../../../modules/audit/audit.service.js';
import { AuthModule } from '../../../../modules/auth/auth.module.js';
import { UsersModule } from '../../../../modules/users/users.module.js';
import { OutboxModule } from '../../../../queue/outbox/outbox.module.js';
import { subscriptions } from '../../../../subscriptions.js';
import { checkRightsNeverGrow } from '../rights/rights-property.js';

// Work within the shop that no route does: `task.js seal`, `task.js rights RUNS SEED`. Prints its result as JSON.

@Module({})
class TaskModule {
  static with(...features: Type[]): DynamicModule {
    return {
      module: TaskModule,
      imports: [
        ConfigModule,
        LoggerModule.forRoot({ pinoHttp: { level: 'silent' } }),
        DatabaseModule,
        CryptoModule,
        OutboxModule.forRoot(subscriptions),
        ...features,
      ],
    };
  }
}

/** What the worker does each minute. */
async function seal(): Promise<unknown> {
  const context = await NestFactory.createApplicationContext(TaskModule.with(AuditModule), QUIET);
  return context.get(AuditService).seal(systemContext('proof'));
}

async function rights(runs: number, seed: number): Promise<unknown> {
  const module = TaskModule.with(AccessModule, UsersModule, AuthModule);
  const context = await NestFactory.createApplicationContext(module, QUIET);
  const use = { get: <T>(token: abstract new (...args: never[]) => T): T => context.get(token) };
  const owner = new pg.Pool({ connectionString: currentEnv().DATABASE_OWNER_URL });
  return checkRightsNeverGrow(use, owner, { runs, seed });
}

const QUIET = { logger: false, abortOnError: false } as const;
const [task, runs = '1', seed = '1'] = process.argv.slice(2);
try {
  const result = task === 'seal' ? await seal() : await rights(Number(runs), Number(seed));
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
