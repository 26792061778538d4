import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock, SystemClock } from '../common/time/clock.js';
import { ENV, type Env } from '../config/env.js';
import { dataSourceOptions } from './data-source.js';
import { Db } from './db.js';
import { Reader } from './reader.js';
import { UnitOfWork } from './unit-of-work.js';

/**
 * The one data source of a process with the entities of the loaded features. A database that
 * cannot be reached ends the start at once: whoever supervises the process tries again.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ENV],
      useFactory: (env: Env) => ({
        ...dataSourceOptions(env),
        autoLoadEntities: true,
        retryAttempts: 1,
        retryDelay: 0,
      }),
    }),
  ],
  providers: [UnitOfWork, Db, Reader, { provide: Clock, useClass: SystemClock }],
  exports: [UnitOfWork, Db, Reader, Clock],
})
export class DatabaseModule {}
