import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { SnakeNamingStrategy } from '../../../src/database/naming-strategy.js';
import { useDatabase } from '../../setup/test-database.js';

const modules = import.meta.glob<Record<string, unknown>>('/src/**/*.entity.ts', { eager: true });
const entities = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter((member): member is new () => object => typeof member === 'function');

describe('Entities', () => {
  const database = useDatabase();

  it('describe every table, and migration:generate has nothing to add', async () => {
    const dataSource = new DataSource({
      type: 'postgres',
      url: database.ownerUrl,
      entities,
      namingStrategy: new SnakeNamingStrategy(),
      installExtensions: false,
    });
    await dataSource.initialize();
    try {
      const described = dataSource.entityMetadatas.map((metadata) => metadata.tableName);
      const { rows } = await database.owner.query<{ name: string }>(
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migrations'`,
      );
      expect(rows.map((row) => row.name).filter((name) => !described.includes(name))).toEqual([]);
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      expect(upQueries.map((query) => query.query)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
