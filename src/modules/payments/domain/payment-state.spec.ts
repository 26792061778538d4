import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { GATEWAY_EVENT_KINDS } from '../gateways/payment-gateway.js';
import { PAYMENT_STATUSES, type PaymentStatus } from '../payments.types.js';
import {
  applyEvent,
  type PaymentState,
  type PaymentTerms,
  type ReceivedEvent,
} from './payment-state.js';

const TERMS: PaymentTerms = { amount: '49.90', currency: 'USD', captureMode: 'automatic' };
const HELD: PaymentTerms = { ...TERMS, captureMode: 'manual' };

function stateIn(status: PaymentStatus): PaymentState {
  const taken = status === 'success' || status === 'refunded' ? TERMS.amount : '0.00';
  return {
    status,
    authorisedAmount: taken,
    capturedAmount: taken,
    gatewayPaymentId: null,
    failureReason: null,
    processedAt: null,
    decision: null,
  };
}

function event(changes: Partial<ReceivedEvent> = {}): ReceivedEvent {
  return {
    eventId: 'evt_1',
    kind: 'success',
    amount: TERMS.amount,
    currency: TERMS.currency,
    authorisedAmount: null,
    gatewayPaymentId: 'sbx_1',
    reason: null,
    occurredAt: '2026-01-01T12:00:00.000Z',
    fields: {},
    ...changes,
  };
}

const after = (status: PaymentStatus, changes: Partial<ReceivedEvent> = {}) =>
  applyEvent({ ...TERMS, ...stateIn(status) }, event(changes));

describe('applyEvent: every state against every kind', () => {
  const NEXT: Record<PaymentStatus, Record<(typeof GATEWAY_EVENT_KINDS)[number], PaymentStatus>> = {
    pending: {
      processing: 'processing',
      cancelled: 'cancelled',
      failed: 'failed',
      success: 'success',
    },
    processing: {
      processing: 'processing',
      cancelled: 'cancelled',
      failed: 'failed',
      success: 'success',
    },
    cancelled: {
      processing: 'cancelled',
      cancelled: 'cancelled',
      failed: 'failed',
      success: 'success',
    },
    failed: { processing: 'failed', cancelled: 'failed', failed: 'failed', success: 'success' },
    success: { processing: 'success', cancelled: 'success', failed: 'success', success: 'success' },
    refunded: {
      processing: 'refunded',
      cancelled: 'refunded',
      failed: 'refunded',
      success: 'refunded',
    },
  };
  const cells = PAYMENT_STATUSES.flatMap((from) =>
    GATEWAY_EVENT_KINDS.map((kind) => ({ from, kind, to: NEXT[from][kind] })),
  );

  it.each(cells)('$from + $kind = $to', ({ from, kind, to }) => {
    const { state, announce } = after(from, { kind });
    expect(state.status).toBe(to);
    const isNewMoney = kind === 'success' && !['success', 'refunded'].includes(from);
    const isEnd = ['failed', 'cancelled'].includes(to) && ['pending', 'processing'].includes(from);
    expect(announce).toBe(isNewMoney ? 'succeeded' : isEnd ? 'failed' : null);
  });

  it('fills what a success fills, and clears the reason of an earlier refusal', () => {
    const failed = after('processing', {
      kind: 'failed',
      reason: 'card refused',
      eventId: 'evt_0',
    });
    expect(failed.state).toMatchObject({ failureReason: 'card refused', capturedAmount: '0.00' });
    const paid = applyEvent(
      { ...TERMS, ...failed.state },
      event({ fields: { cardLast4: '4242' } }),
    );
    expect(paid.state).toEqual({
      status: 'success',
      authorisedAmount: '49.90',
      capturedAmount: '49.90',
      gatewayPaymentId: 'sbx_1',
      failureReason: null,
      processedAt: '2026-01-01T12:00:00.000Z',
      decision: {
        eventId: 'evt_1',
        kind: 'success',
        occurredAt: '2026-01-01T12:00:00.000Z',
        fields: { cardLast4: '4242' },
      },
    });
  });
});

describe('applyEvent refuses', () => {
  it.each([
    ['another amount', { amount: '49.91' }],
    ['a smaller amount', { amount: '1.00' }],
    ['another currency', { currency: 'VND' }],
    ['a success without an amount', { amount: null, currency: null }],
    ['a success without a currency', { currency: null }],
    ['more held than was asked for', { kind: 'processing', authorisedAmount: '49.91' }],
    ['a failure over another amount', { kind: 'failed', amount: '1.00' }],
  ])('%s', (_what, changes) => {
    const before = stateIn('processing');
    const { outcome, state, announce } = applyEvent({ ...TERMS, ...before }, event(changes));
    expect({ outcome, state, announce }).toEqual({
      outcome: 'amount_mismatch',
      state: before,
      announce: null,
    });
  });

  it('kinds that it does not know', () => {
    expect(after('pending', { kind: 'payment.disputed' })).toMatchObject({
      outcome: 'unknown_kind',
      announce: null,
    });
  });

  it('a second charge under the same reference', () => {
    const { state } = after('pending');
    const other = event({ eventId: 'evt_2', gatewayPaymentId: 'sbx_2' });
    expect(applyEvent({ ...TERMS, ...state }, other)).toEqual({
      outcome: 'second_charge',
      state,
      announce: null,
    });
    const back: PaymentState = { ...state, status: 'refunded' };
    expect(applyEvent({ ...TERMS, ...back }, other).outcome).toBe('second_charge');
  });

  it('a part of what was asked for unless it was held first, and never more', () => {
    const held = { ...HELD, ...stateIn('processing'), authorisedAmount: '49.90' };
    expect(applyEvent(held, event({ amount: '20.00' }))).toMatchObject({
      outcome: 'applied',
      state: { status: 'success', capturedAmount: '20.00', authorisedAmount: '49.90' },
      announce: 'succeeded',
    });
    for (const amount of ['49.91', '0.00', '-1.00']) {
      expect(applyEvent(held, event({ amount })).outcome).toBe('amount_mismatch');
    }
  });
});

describe('applyEvent with held money', () => {
  const hold = (amount: string) => event({ kind: 'processing', authorisedAmount: amount });

  it('tells of it once, and of a release as of a failure', () => {
    const first = applyEvent({ ...HELD, ...stateIn('processing') }, hold('49.90'));
    expect(first).toMatchObject({ announce: 'authorised', state: { status: 'processing' } });
    const again = { ...hold('49.90'), eventId: 'evt_2', occurredAt: '2026-01-01T13:00:00.000Z' };
    expect(applyEvent({ ...HELD, ...first.state }, again)).toMatchObject({
      outcome: 'no_change',
      announce: null,
    });
    const gone = event({ kind: 'cancelled', amount: null, currency: null });
    expect(applyEvent({ ...HELD, ...first.state }, gone)).toMatchObject({
      announce: 'failed',
      state: { status: 'cancelled', capturedAmount: '0.00' },
    });
  });

  it('notes money that is held for an attempt that was given up, and says nothing', () => {
    expect(applyEvent({ ...HELD, ...stateIn('cancelled') }, hold('49.90'))).toMatchObject({
      announce: null,
      state: { status: 'cancelled', authorisedAmount: '49.90' },
    });
  });

  it('counts a second capture up, also when the first has gone back', () => {
    const first = applyEvent({ ...HELD, ...stateIn('processing') }, event({ amount: '20.00' }));
    const refunded: PaymentState = { ...first.state, status: 'refunded' };
    const more = event({ eventId: 'evt_2', amount: '30.00' });
    expect(applyEvent({ ...HELD, ...refunded }, more)).toMatchObject({
      state: { status: 'success', capturedAmount: '30.00' },
      announce: 'succeeded',
    });
  });
});

describe('applyEvent in any order', () => {
  /** What one gateway may say about one reference: one payment of its own, any words around it. */
  const events = fc.uniqueArray(
    fc.record({
      eventId: fc.uuid(),
      kind: fc.constantFrom(...GATEWAY_EVENT_KINDS, 'refund.opened'),
      amount: fc.constantFrom('49.90', '49.90', '49.90', '1.00', null),
      authorisedAmount: fc.constantFrom(null, null, '10.00', '49.90', '60.00'),
      gatewayPaymentId: fc.constantFrom('sbx_1', null),
      currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR', null),
      reason: fc.option(fc.string()),
      second: fc.integer({ min: 0, max: 4 }),
    }),
    { selector: ({ eventId }) => eventId, minLength: 1, maxLength: 8 },
  );
  const story = events.chain((list) =>
    fc.record({
      list: fc.constant(list),
      shuffled: fc.shuffledSubarray([...list, ...list, ...list], { minLength: list.length * 3 }),
      from: fc.constantFrom<PaymentStatus>('pending', 'processing', 'cancelled'),
      terms: fc.constantFrom(TERMS, HELD),
    }),
  );

  it('the same events, however often and in whatever order, end in the same row', () => {
    fc.assert(
      fc.property(story, ({ list, shuffled, from, terms }) => {
        const play = (order: typeof list): PaymentState =>
          order.reduce<PaymentState>((state, { second, ...rest }) => {
            const occurredAt = new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
            return applyEvent({ ...terms, ...state }, event({ ...rest, occurredAt })).state;
          }, stateIn(from));
        expect(play(shuffled)).toEqual(play(list));
      }),
      { numRuns: 2000 },
    );
  });

  it('announces money at most once', () => {
    fc.assert(
      fc.property(story, ({ shuffled, from }) => {
        let state = stateIn(from);
        const heard: string[] = [];
        for (const { second: _second, ...rest } of shuffled) {
          const applied = applyEvent({ ...TERMS, ...state }, event(rest));
          ({ state } = applied);
          if (applied.announce) heard.push(applied.announce);
        }
        expect(heard.filter((name) => name === 'succeeded').length).toBe(
          state.status === 'success' ? 1 : 0,
        );
        expect(heard.filter((name) => name === 'failed').length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
