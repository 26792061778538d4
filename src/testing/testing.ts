/** What `eshop/testing` offers to people who extend the shop: the pieces that its own tests are made of. */
export { bootApi, type BootOptions, type Override } from './boot-api.js';
export { cloneDatabase, createTemplate, type TestDatabase } from './databases.js';
export { type FakeCall, FakeGateway, OPEN, paid } from './fake-gateway.js';
export { createGiven, type Given } from './given/index.js';
export { type GivenUser, TEST_PASSWORD } from './given/users.js';
export { choose, sandboxMessageFor, signCallback } from './sandbox-bank.js';
export type { TestBase } from './test-base.js';
export { TestClock } from './test-clock.js';
export {
  type ShopOptions,
  startTestServer,
  startTestShop,
  type TestServer,
  type TestShop,
} from './test-shop.js';
export { testVariables, type TestServices } from './test-variables.js';
export { type MailInbox, startMailInbox } from '../dev/mail-inbox.js';
export type { StoredMail } from '../dev/mail-store.js';
