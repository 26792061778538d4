import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

const document = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

const OWN = 'the caller’s own: nobody else edits it';
const ROWS = 'many rows, judged one by one; a row may name the version it saw, or replaces a value';
const ONE_WAY = 'goes one way, under a lock and only from the state that allows it';
const ORDER =
  'the whole order is sent; of two the later one counts, and nothing is lost but an order';
const AGAIN = 'brings back what was deleted as it was, and does nothing where it is there';
const NEW = 'adds something; what is there stays as it is';
const ASKS = 'asks or tries again; nothing of it is edited';
const ENDS = 'ends it for good, whatever it was';

/** What changes something that is there and takes no If-Match, with the reason. By operationId. */
const WITHOUT: Readonly<Record<string, string>> = {
  orderAttributes: ORDER,
  orderPaymentMethods: ORDER,
  orderVariants: ORDER,
  changeGroupMembers: ROWS,
  changeStockSettingsOfMany: ROWS,
  saveListedPrices: ROWS,
  saveVariantPrices: ROWS,
  closeConsole: OWN,
  continueImport: 'the place to go on at is the version: another one is refused',
  continueStockImport: 'the place to go on at is the version: another one is refused',
  discardJob: ENDS,
  deleteMedia: ENDS,
  revokeUserApiKey: ENDS,
  removeMfaOfUser: ENDS,
  endUserSessions: ENDS,
  endUserSession: ENDS,
  settleAlarm: ONE_WAY,
  settleReconciliationIssue: ONE_WAY,
  restoreBrand: AGAIN,
  restoreCategory: AGAIN,
  restoreCollection: AGAIN,
  restoreProduct: AGAIN,
  restoreVariant: AGAIN,
  restoreOrder: AGAIN,
  makeDiscountCodes: NEW,
  createVariant: NEW,
  makeVariantMatrix: NEW,
  cancelImport: ONE_WAY,
  cancelStockImport: ONE_WAY,
  runImport: ONE_WAY,
  runStockImport: ONE_WAY,
  completeMediaUpload: ONE_WAY,
  placeOrderDraft: 'takes an Idempotency-Key, and places what the draft holds under its lock',
  previewOrderEdit: ASKS,
  finishOrderRefund: ONE_WAY,
  capturePayment: ONE_WAY,
  voidPayment: ONE_WAY,
  queryPayment: ASKS,
  replayPaymentEvent: ASKS,
  retryJob: ASKS,
  retryJobs: ASKS,
  actForUser: 'opens a session; the account stays as it is',
  endActingForUser: ENDS,
  eraseUser: ENDS,
  forcePasswordReset: ONE_WAY,
  pauseWebhook: 'sets one switch to a named state; twice is once',
  resumeWebhook: 'sets one switch to a named state; twice is once',
  pingWebhook: ASKS,
  redeliverWebhookEvent: ASKS,
  redeliverWebhookEvents: ASKS,
  rotateWebhookSecret: 'the secret before stays good beside the new one, so of two none is lost',
};

/** What is not staff's: rows with one owner, and doors. */
const NOT_STAFF = /^\/api\/v1\/(?!admin\/)/;

const writes = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/api/v1/') && !NOT_STAFF.test(path))
  .flatMap(([path, methods]) =>
    Object.entries(methods)
      // A POST to a list makes something new; one to a thing changes it.
      .filter(([method]) => method !== 'get' && (method !== 'post' || path.includes('{')))
      .map(([, operation]) => operation),
  );

const takes = ({ parameters = [] }: Operation) =>
  parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === 'if-match');

describe('Writes of staff', () => {
  it('take If-Match, or it is written why two people at once lose nothing', () => {
    const unexplained = writes.filter((one) => !takes(one) && !(one.operationId in WITHOUT));
    expect(unexplained.map(({ operationId }) => operationId)).toEqual([]);
    expect(writes.filter(takes).length).toBeGreaterThan(60);
  });

  it('have no explanation that nothing needs', () => {
    const needed = new Set(writes.filter((one) => !takes(one)).map((one) => one.operationId));
    expect(Object.keys(WITHOUT).filter((id) => !needed.has(id))).toEqual([]);
  });
});
