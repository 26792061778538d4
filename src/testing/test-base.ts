import type { Type } from '@nestjs/common';
import type pg from 'pg';
import type { Env } from '../config/env.js';

/** What the builders of `given/` work with: a database of the test's own, and the program's providers. */
export interface TestBase {
  /** Pool of the application's role that sees everybody's rows. */
  readonly db: pg.Pool;
  /** Pool of the owner's role. */
  readonly owner: pg.Pool;
  readonly env: Env;
  /** A provider of the running program. */
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T) | symbol | string): T;
}
