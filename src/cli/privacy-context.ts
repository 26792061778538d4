import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CryptoModule } from '../common/crypto/crypto.module.js';
import { ConfigModule } from '../config/config.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { PrivacyModule } from '../modules/privacy/privacy.module.js';
import { OutboxModule } from '../queue/outbox/outbox.module.js';
import { subscriptions } from '../subscriptions.js';
import { withDatabase } from './with-database.js';

@Module({
  imports: [
    ConfigModule,
    DatabaseModule,
    CryptoModule,
    OutboxModule.forRoot(subscriptions),
    PrivacyModule,
  ],
})
class PrivacyCommandModule {}

/** Runs a command with the use cases of privacy, as the application's role, as the workers do. */
export async function withPrivacy<T>(
  work: (context: INestApplicationContext) => Promise<T>,
): Promise<T> {
  return withDatabase(async () => {
    const context = await NestFactory.createApplicationContext(PrivacyCommandModule, {
      logger: ['error', 'warn'],
      abortOnError: false,
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  });
}
