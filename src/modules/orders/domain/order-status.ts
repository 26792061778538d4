import { defineTransitions } from '../../../common/state/transitions.js';

/** All states of an order, in the order of the database's enum. */
export const ORDER_STATUSES = [
  'pending',
  'confirmed',
  'delivering',
  'delivered',
  'cancelled',
  'refunded',
  'completed',
] as const;

export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * Where an order may go. The trigger `guard_order_status` is the second wall; a test holds the two
 * against each other. `cancelled → confirmed` happens only through money that arrived late.
 */
export const orderTransitions = defineTransitions<OrderStatus>({
  pending: ['confirmed', 'cancelled'],
  confirmed: ['delivering', 'cancelled', 'refunded'],
  delivering: ['delivered', 'refunded'],
  delivered: ['completed', 'refunded'],
  completed: ['refunded'],
  cancelled: ['confirmed'],
  refunded: [],
});

/** States in which nothing more happens by itself; only these are archived. */
export const FINISHED_STATUSES: readonly OrderStatus[] = ['completed', 'cancelled', 'refunded'];
