import { afterAll, beforeAll } from 'vitest';
import { cloneDatabase, type TestDatabase } from '../../src/testing/databases.js';
import { testRun } from './test-run.js';

export {
  assertTestDatabase,
  createTemplate,
  type TestDatabase,
  withDatabase,
} from '../../src/testing/databases.js';

let counter = 0;

/**
 * Clones the template, or with `empty` makes a database that has the roles but no migration yet.
 * Throws when the run has no PostgreSQL.
 */
export async function createDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const { adminUrl: serverUrl, template, databasePrefix } = testRun();
  if (serverUrl === null || template === null) throw new Error('This run has no PostgreSQL.');
  counter += 1;
  const name = `${databasePrefix}_${process.pid}_${counter}`;
  return cloneDatabase({ serverUrl, template, name, empty: options.empty === true });
}

/** One cloned database for a test file, made before its first test and dropped after its last. */
export function useDatabase(options: { empty?: boolean } = {}): TestDatabase {
  let current: TestDatabase | undefined;
  beforeAll(async () => {
    current = await createDatabase(options);
  });
  afterAll(async () => {
    await current?.drop();
  });
  return lazily('The database', () => current);
}

/** An object that stands for one that a hook makes later. */
export function lazily<T extends object>(what: string, read: () => T | undefined): T {
  return new Proxy({} as T, {
    get(_target, property) {
      const value = read();
      if (value === undefined) throw new Error(`${what} exists only inside of tests and hooks.`);
      const member: unknown = Reflect.get(value, property);
      return typeof member === 'function' ? (member.bind(value) as unknown) : member;
    },
  });
}
