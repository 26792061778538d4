import type { Step } from './steps.js';

/** Stories that once went wrong, or stand at a corner: played first in every run. */
export const KEPT_STORIES: Readonly<Record<string, readonly Step[]>> = {
  'late money finds the stock sold': [
    { do: 'add', customer: 0, variant: 0, quantity: 3 },
    { do: 'place', customer: 0, key: 'new' },
    { do: 'start to pay', order: 0 },
    { do: 'cancel', order: 0 },
    { do: 'add', customer: 1, variant: 0, quantity: 2 },
    { do: 'place', customer: 1, key: 'new' },
    { do: 'bank', order: 0, attempt: 0, outcome: 'success', doubled: true, outOfOrder: true },
  ],
  'late money takes the use of a code again': [
    { do: 'add', customer: 0, variant: 1, quantity: 3 },
    { do: 'apply code', customer: 0 },
    { do: 'place', customer: 0, key: 'new' },
    { do: 'start to pay', order: 0 },
    { do: 'pass time', how: 'until payments are overdue' },
    { do: 'expire', times: 2 },
    { do: 'pass time', how: 'until payments are overdue' },
    { do: 'expire', times: 2 },
    { do: 'bank', order: 0, attempt: 0, outcome: 'success', doubled: false, outOfOrder: false },
    { do: 'deliver again', order: 0 },
    { do: 'refund pieces', order: 0, line: 0, quantity: 1 },
    { do: 'cancel', order: 0 },
    { do: 'pass time', how: 'two years' },
    { do: 'archive', times: 2 },
  ],
  'an order nobody paid is put away': [
    { do: 'add', customer: 0, variant: 0, quantity: 1 },
    { do: 'place', customer: 0, key: 'new' },
    { do: 'cancel', order: 0 },
    { do: 'pass time', how: 'two years' },
    { do: 'archive', times: 2 },
    { do: 'place', customer: 0, key: 'same' },
    { do: 'place', customer: 0, key: 'same, other body' },
  ],
};
