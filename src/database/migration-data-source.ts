import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { currentEnv } from '../config/env.js';
import { MIGRATIONS_TABLE } from './expected-migrations.js';
import { SnakeNamingStrategy } from './naming-strategy.js';

const env = currentEnv();
const source = fileURLToPath(new URL('..', import.meta.url));

/** For the TypeORM command line on built code: `npm run migration:generate -- migrations/NAME`. */
export const migrationDataSource = new DataSource({
  type: 'postgres',
  url: env.DATABASE_OWNER_URL ?? env.DATABASE_URL,
  namingStrategy: new SnakeNamingStrategy(),
  entities: [`${source}**/*.entity.js`],
  migrations: [...migrations],
  migrationsTableName: MIGRATIONS_TABLE,
  installExtensions: false,
});
