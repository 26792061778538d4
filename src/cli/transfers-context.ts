import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { CryptoModule } from '../common/crypto/crypto.module.js';
import { type RequestContext, systemContext } from '../common/request-context.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { AccessModule } from '../modules/access/access.module.js';
import { RightsService } from '../modules/access/rights.service.js';
import { TransfersModule } from '../modules/transfers/transfers.module.js';
import { TransfersWorkerModule } from '../modules/transfers/transfers.worker.module.js';
import { OutboxModule } from '../queue/outbox/outbox.module.js';
import { subscriptions } from '../subscriptions.js';
import { withDatabase } from './with-database.js';

@Module({
  imports: [
    ConfigModule,
    DatabaseModule,
    CryptoModule,
    OutboxModule.forRoot(subscriptions),
    AccessModule,
    TransfersModule,
    TransfersWorkerModule,
  ],
})
class TransfersCommandModule {}

/** On whose behalf a command works. */
export interface Caller {
  /** E-mail address or username; the program itself when it is left out. */
  readonly login: string | undefined;
  /** What he must be allowed to. */
  readonly right: string;
}

/**
 * Runs a command with what API and worker do imports and exports with, as the application's role.
 *
 * @throws Error when there is no such person, or he lacks the right
 */
export async function withTransfers<T>(
  name: string,
  caller: Caller,
  work: (context: INestApplicationContext, ctx: RequestContext) => Promise<T>,
): Promise<T> {
  return withDatabase(async ({ urls }) => {
    const { login } = caller;
    const actorId = login === undefined ? null : await findPerson(urls.ownerUrl, login);
    const ctx = { ...systemContext(name), actorId };
    const context = await NestFactory.createApplicationContext(TransfersCommandModule, {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    try {
      if (actorId !== null) await assertRight(context, ctx, actorId, caller);
      return await work(context, ctx);
    } finally {
      await context.close();
    }
  });
}

async function assertRight(
  context: INestApplicationContext,
  ctx: RequestContext,
  actorId: string,
  { login, right }: Caller,
): Promise<void> {
  const rights = context.get(RightsService);
  const may = await context.get(UnitOfWork).run(ctx, (tx) => rights.holds(tx, actorId, right));
  if (!may) throw new Error(`${login ?? ''} lacks the permission ${right}.`);
}

async function findPerson(url: string, login: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM users WHERE (lower(email) = lower($1) OR lower(username) = lower($1)) AND deleted_at IS NULL`,
      [login],
    );
    const [person] = rows;
    if (!person) throw new Error(`There is nobody called ${login}.`);
    return person.id;
  } finally {
    await client.end();
  }
}
