import type { Actor } from './cast.js';

interface Reviewed {
  readonly status: number;
  readonly why: string;
}

const NO_HOLDS =
  'No gateway of the demo shop holds money: test/integration/payments has one that does';
const NO_PROVIDER = 'The shop of the proof has no OpenID provider: test/e2e/oidc logs in at one';
const NO_CARDS = 'No gateway of the demo shop keeps cards: test/e2e/cards has one that does';

const NO_DEAD_JOB = 'No job of the proof was given up: test/e2e/operations has some that were';

/** Where the best that somebody can get is no success; refusals by the rule stay what they are. */
export const BEST: Readonly<Record<string, Reviewed>> = {
  receivePaymentCallbackByQuery: { status: 404, why: 'No gateway of the demo shop calls with GET' },
  startOidc: { status: 404, why: NO_PROVIDER },
  answerOidc: { status: 400, why: NO_PROVIDER },
  exchangeOidc: { status: 422, why: NO_PROVIDER },
  startLinkingIdentity: { status: 404, why: NO_PROVIDER },
  confirmIdentity: { status: 422, why: NO_PROVIDER },
  prepareMyCard: { status: 422, why: NO_CARDS },
  keepMyCard: { status: 422, why: NO_CARDS },
  capturePayment: { status: 409, why: NO_HOLDS },
  voidPayment: { status: 409, why: NO_HOLDS },
  getJob: { status: 404, why: NO_DEAD_JOB },
  retryJob: { status: 404, why: NO_DEAD_JOB },
  discardJob: { status: 404, why: NO_DEAD_JOB },
};

const NO_RIGHTS = { status: 403, why: 'A customer has no rights to hand to a machine' };

/** Answers to one caller that do not follow from the route's rule alone; each was looked at. */
export const REVIEWED: Readonly<Record<string, Partial<Record<Actor, Reviewed>>>> = {
  actForUser: {
    'key with the scope': { status: 403, why: 'A machine acts for nobody: it has no session' },
  },
  openConsole: {
    'key with the scope': { status: 403, why: 'A machine has no browser to open pages in' },
  },
  createMyApiKey: { owner: NO_RIGHTS, 'other customer': NO_RIGHTS },
};

/** Id fields, `operation.field`, that need not hide another's row; each with its reason. */
export const REVIEWED_IDS: Readonly<Record<string, string>> = {
  'payOrder.cardId': NO_CARDS,
  'keepMyCard.billingAddressId': NO_CARDS,
};
