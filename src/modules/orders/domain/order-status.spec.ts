import { describe, expect, it } from 'vitest';
import { IllegalTransition } from '../../../common/state/transitions.js';
import { ORDER_STATUSES, type OrderStatus, orderTransitions } from './order-status.js';

const ARROWS = new Set([
  'pending confirmed',
  'pending cancelled',
  'confirmed delivering',
  'confirmed cancelled',
  'confirmed refunded',
  'delivering delivered',
  'delivering refunded',
  'delivered completed',
  'delivered refunded',
  'completed refunded',
  'cancelled confirmed',
]);

const pairs = ORDER_STATUSES.flatMap((from) =>
  ORDER_STATUSES.map((to): [OrderStatus, OrderStatus] => [from, to]),
);

describe('The states of an order', () => {
  it.each(pairs)('%s → %s is allowed or refused as documented', (from, to) => {
    const allowed = ARROWS.has(`${from} ${to}`);
    expect(orderTransitions.can(from, to)).toBe(allowed);
    const assert = (): void => {
      orderTransitions.assert(from, to);
    };
    if (allowed) expect(assert).not.toThrow();
    else expect(assert).toThrow(IllegalTransition);
  });

  it('names what would be allowed', () => {
    try {
      orderTransitions.assert('delivering', 'cancelled');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'common.illegal_transition',
        details: { from: 'delivering', to: 'cancelled', allowed: ['delivered', 'refunded'] },
      });
    }
  });
});
