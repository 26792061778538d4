import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { assertTestDatabase, createDatabase, useDatabase } from '../../setup/test-database.js';

describe('The database of a test file', () => {
  const database = useDatabase();

  it('is a clone of its own with all migrations', async () => {
    const other = await createDatabase();
    try {
      expect(other.name).not.toBe(database.name);
      const { rows } = await database.owner.query<{ n: number }>(
        'SELECT count(*)::int n FROM migrations',
      );
      expect(rows[0]?.n).toBeGreaterThan(0);
    } finally {
      await other.drop();
    }
  });

  it('is used as the application role, which may not change the schema', async () => {
    const { rows } = await database.db.query<{ role: string }>('SELECT current_user AS role');
    expect(rows[0]?.role).toBe('eshop_app');
    await expect(database.db.query('CREATE TABLE not_mine (id int)')).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('is gone after drop', async () => {
    const other = await createDatabase({ empty: true });
    await other.drop();
    const client = new pg.Client({ connectionString: other.adminUrl });
    await expect(client.connect()).rejects.toMatchObject({ code: '3D000' });
  });

  it('must have "test" in its name', () => {
    expect(() => assertTestDatabase('postgres://u@127.0.0.1/shop')).toThrow(/"test" in its name/);
    expect(() => assertTestDatabase('postgres://u@127.0.0.1/shop_test')).not.toThrow();
  });
});
