import { describe, expect, it } from 'vitest';

import { knownQueueNames, RELAY, resolveQueueNames } from './worker-queues.js';

describe('resolveQueueNames', () => {
  it('takes arguments and comma lists, each name once', () => {
    expect(resolveQueueNames(['maintenance,relay', ' relay'])).toEqual(['maintenance', 'relay']);
  });

  it('understands all', () => {
    expect(resolveQueueNames(['all']).sort()).toEqual(knownQueueNames().sort());
    expect(knownQueueNames()).toContain(RELAY);
  });

  it('names what it does not know and what there is', () => {
    expect(() => resolveQueueNames(['relay', 'mails'])).toThrow(
      /^There is no queue "mails"; known are .*maintenance.*relay/,
    );
    expect(() => resolveQueueNames([])).toThrow(/^Name the queues to work on/);
  });
});
