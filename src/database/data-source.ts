import type { DataSourceOptions } from 'typeorm';
import type { Env } from '../config/env.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

/**
 * The connection of API and workers, as the application role. No start-up parameters: a pooler
 * refuses them, so timeouts are settings of the role (`roles.ts`).
 */
export function dataSourceOptions(env: Env): DataSourceOptions {
  return {
    type: 'postgres',
    url: env.DATABASE_URL,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    installExtensions: false,
    namingStrategy: new SnakeNamingStrategy(),
    extra: {
      max: env.DATABASE_POOL_MAX,
      connectionTimeoutMillis: 2_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // Statements that are sent together share a round trip (`Db.queryAs`).
      pipeline: true,
    },
  };
}
