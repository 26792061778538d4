import { type Actor, ACTORS } from './cast.js';

interface Reviewed {
  readonly status: number;
  readonly why: string;
}

/** Of whoever asks. */
function everybody(status: number, why: string): Partial<Record<Actor, Reviewed>> {
  return Object.fromEntries(ACTORS.map((actor) => [actor, { status, why }]));
}

/** Answers that do not follow from the route's rule alone; each was looked at. */
export const REVIEWED: Readonly<Record<string, Partial<Record<Actor, Reviewed>>>> = {
  receivePaymentCallbackByQuery: everybody(404, 'No gateway of the demo shop calls with GET'),
};

/** Id fields, `operation.field`, that need not hide another's row; each with its reason. */
export const REVIEWED_IDS: Readonly<Record<string, string>> = {};
