import type { TestBase } from '../test-base.js';
import { cartGiven } from './cart.js';
import { catalogGiven } from './catalog.js';
import { discountsGiven } from './discounts.js';
import { mfaGiven } from './mfa.js';
import { ordersGiven } from './orders.js';
import { paymentsGiven } from './payments.js';
import { privacyGiven } from './privacy.js';
import { shippingGiven } from './shipping.js';
import { staffGiven } from './staff.js';
import { usersGiven } from './users.js';

/** Builders of all features, as `t.given.customer()`; each feature adds a line with its own file. */
export function createGiven(t: TestBase) {
  return {
    ...cartGiven(t),
    ...catalogGiven(t),
    ...discountsGiven(t),
    ...shippingGiven(t),
    ...paymentsGiven(t),
    ...privacyGiven(t),
    ...ordersGiven(t),
    ...mfaGiven(t),
    ...usersGiven(t),
    ...staffGiven(t),
  };
}

/** What `t.given` offers. */
export type Given = ReturnType<typeof createGiven>;
