import type { Lie } from './exchange.js';

const ROW_BY_ROW = 'Each row is judged by itself: what is wrong with one stands in its result';

/** What differs and may, by the beginning of it, each for a reason. */
const REVIEWED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /api/v1/admin/exports/orders 202': {
    'request: body /status must be array':
      'A single state may stand without brackets: its description says so, callers of the list are spared',
  },
  'POST /api/v1/admin/products/bulk 200': { 'request: body /rows/': ROW_BY_ROW },
  'POST /api/v1/payments/callbacks/{gateway} 200': {
    'request: takes ':
      'What is signed are the bytes: whatever a gateway calls them, its word is not refused',
  },
};

/** Whether nobody has looked at it yet. */
export function isNotReviewed({ where, what }: Lie): boolean {
  return !Object.keys(REVIEWED[where] ?? {}).some((known) => what.startsWith(known));
}
