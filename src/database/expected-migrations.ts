import { migrations } from '../../migrations/index.js';

/** Table in which TypeORM remembers what ran. */
export const MIGRATIONS_TABLE = 'migrations';

/** Names of the migrations that this build has; all of them ran on a ready database. */
export function expectedMigrations(): string[] {
  return migrations.map((migration) => migration.name);
}
