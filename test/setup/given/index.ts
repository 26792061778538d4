import type { TestBase } from '../test-app.js';
import { paymentsGiven } from './payments.js';
import { usersGiven } from './users.js';

/** Builders of all features, as `t.given.customer()`; each feature adds a line with its own file. */
export function createGiven(t: TestBase) {
  return {
    ...paymentsGiven(t),
    ...usersGiven(t),
  };
}

/** What `t.given` offers. */
export type Given = ReturnType<typeof createGiven>;
