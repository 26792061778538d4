import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { applyRefund, type RefundState, type RefundWord } from './refund-state.js';
import { MAX_QUERIES, minutesToNextQuery } from './query-schedule.js';

const NEW: RefundState = { gatewayStatus: null, gatewayRefundId: null, failureReason: null };

const word = (status: RefundWord['status'], changes: Partial<RefundWord> = {}): RefundWord => {
  return { status, gatewayRefundId: 're_1', reason: null, ...changes };
};

describe('applyRefund', () => {
  it('ends once, and opens again when the bank sends the money back', () => {
    const done = applyRefund(NEW, word('succeeded'));
    expect(done).toMatchObject({ outcome: 'applied', ended: true, bounced: false });
    expect(applyRefund(done.state, word('succeeded')).outcome).toBe('no_change');
    expect(applyRefund(done.state, word('pending')).outcome).toBe('no_change');
    const back = applyRefund(done.state, word('failed', { reason: 'account closed' }));
    expect(back).toMatchObject({
      ended: true,
      bounced: true,
      state: { gatewayStatus: 'failed', failureReason: 'account closed' },
    });
    expect(applyRefund(back.state, word('succeeded')).outcome).toBe('no_change');
  });

  it('does not take the word about another refund for one about this', () => {
    const { state } = applyRefund(NEW, word('pending'));
    expect(applyRefund(state, word('succeeded', { gatewayRefundId: 're_2' }))).toMatchObject({
      outcome: 'second_refund',
      state,
    });
  });

  it('ends in the same state whatever the order and however often', () => {
    const words = fc.array(
      fc.record({
        status: fc.constantFrom<RefundWord['status']>('pending', 'succeeded', 'failed'),
        gatewayRefundId: fc.constantFrom('re_1', null),
        reason: fc.constant(null),
      }),
      { minLength: 1, maxLength: 6 },
    );
    const story = words.chain((list) =>
      fc.record({
        list: fc.constant(list),
        shuffled: fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(story, ({ list, shuffled }) => {
        const play = (order: readonly RefundWord[]): RefundState =>
          order.reduce((state, next) => applyRefund(state, next).state, NEW);
        expect(play(shuffled)).toEqual(play(list));
      }),
    );
  });
});

describe('minutesToNextQuery', () => {
  it('asks at 2, 5, 15 and 60 minutes, then hourly to 72 hours', () => {
    const times = [2];
    for (let asked = 1; ; asked += 1) {
      const wait = minutesToNextQuery(asked);
      if (wait === null) break;
      times.push((times.at(-1) ?? 0) + wait);
    }
    expect(times.slice(0, 6)).toEqual([2, 5, 15, 60, 120, 180]);
    expect(times.at(-1)).toBe(72 * 60);
    expect(times).toHaveLength(MAX_QUERIES);
  });
});
