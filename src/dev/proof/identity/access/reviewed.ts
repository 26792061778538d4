import type { Actor } from './cast.js';

interface Reviewed {
  readonly status: number;
  readonly why: string;
}

const EVERYBODY = (status: number, why: string): Partial<Record<Actor, Reviewed>> => {
  const answer = { status, why };
  return {
    anonymous: answer,
    guest: answer,
    owner: answer,
    'other customer': answer,
    moderator: answer,
    admin: answer,
    locked: answer,
    'logged out': answer,
    'staff for the owner': answer,
  };
};

/** Answers that do not follow from the route's rule alone; each was looked at. */
export const REVIEWED: Readonly<Record<string, Partial<Record<Actor, Reviewed>>>> = {
  receivePaymentCallbackByQuery: EVERYBODY(404, 'No gateway of the demo shop calls with GET'),
};

/** Id fields, `operation.field`, that need not hide another's row; each with its reason. */
export const REVIEWED_IDS: Readonly<Record<string, string>> = {};
