import { Global, Module } from '@nestjs/common';
import { currentEnv, ENV } from './env.js';

/** Provides the parsed environment everywhere; tests override {@link ENV} with their own. */
@Global()
@Module({
  providers: [{ provide: ENV, useFactory: currentEnv }],
  exports: [ENV],
})
export class ConfigModule {}
