import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Transitions } from '../../common/state/transitions.js';
import { ORDER_STATUSES, orderTransitions } from '../../modules/orders/domain/order-status.js';
import { FULFILMENT_STATUSES } from '../../modules/orders/fulfilments/fulfilment.entity.js';
import { parcelTransitions } from '../../modules/orders/fulfilments/parcel-states.js';
import { RETURN_STATUSES } from '../../modules/orders/returns/return.entity.js';
import { returnTransitions } from '../../modules/orders/returns/return-states.js';
import { applyEvent } from '../../modules/payments/domain/payment-state.js';
import { GATEWAY_EVENT_KINDS } from '../../modules/payments/gateways/payment-gateway.js';
import { PAYMENT_STATUSES, type PaymentStatus } from '../../modules/payments/payments.types.js';

const files = (pattern: string): string[] =>
  execFileSync('git', ['ls-files', pattern], { encoding: 'utf8' }).trim().split('\n');

const PICTURE = /^```mermaid\nstateDiagram-v2\n {2}%% (\w+)\n([\s\S]*?)^```/gm;
const ARROW = /^ {2}(\w+) --> (\w+)/gm;
const CHECK = /ck_(\w+)_(?:status|state)',\s*["'`](?:status|state) IN \(([^)]*)\)/g;

/** What each picture draws, by the table that it names. */
const drawn = new Map(
  files('*.md')
    .flatMap((page) => [...readFileSync(page, 'utf8').matchAll(PICTURE)])
    .map(([, table = '', body = '']) => [
      table,
      {
        arrows: [...body.matchAll(ARROW)].map(([, from, to]) => `${from} ${to}`),
        froms: [...body.matchAll(ARROW)].map(([, from]) => from),
        reached: [...body.matchAll(/--> (\w+)/g)].map(([, to]) => to),
      },
    ]),
);

/** The states that each table may hold, as its entity says. */
const held = new Map(
  files('src/modules/**/*.entity.ts')
    .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(CHECK)])
    .map(([, table = '', list = '']) => [table, list.match(/\w+/g) ?? []]),
);

/** Allowed by the database, and nothing sets them. */
const UNUSED: Readonly<Record<string, readonly string[]>> = { exports: ['cancelled'] };

function arrowsOf<S extends string>(states: readonly S[], table: Transitions<S>): string[] {
  return states.flatMap((from) => table.allowed(from).map((to) => `${from} ${to}`));
}

/** Where the words of a gateway move an attempt, and what refunds make of one that is paid. */
function arrowsOfPayments(): string[] {
  const state = (status: PaymentStatus) => ({
    ...{ status, amount: '10.00', currency: 'USD', captureMode: 'automatic' as const },
    ...{ authorisedAmount: '0.00', capturedAmount: '0.00', gatewayPaymentId: null },
    ...{ failureReason: null, processedAt: null, decision: null },
  });
  const word = (kind: string) => ({
    ...{ eventId: 'e', kind, amount: '10.00', currency: 'USD', authorisedAmount: null },
    ...{ gatewayPaymentId: null, reason: null, occurredAt: '2026-01-31T00:00:00.000Z', fields: {} },
  });
  const moved = PAYMENT_STATUSES.filter((status) => status !== 'refunded').flatMap((from) =>
    GATEWAY_EVENT_KINDS.map(
      (kind) => `${from} ${applyEvent({ ...state(from) }, word(kind)).state.status}`,
    ),
  );
  const gone = moved.filter((arrow) => new Set(arrow.split(' ')).size === 2);
  return [...new Set(gone), 'success refunded', 'refunded success'];
}

describe('The pictures of states', () => {
  it.each([
    ['orders', arrowsOf(ORDER_STATUSES, orderTransitions)],
    ['fulfilments', arrowsOf(FULFILMENT_STATUSES, parcelTransitions)],
    ['returns', arrowsOf(RETURN_STATUSES, returnTransitions)],
    ['payments', arrowsOfPayments()],
  ])('draw for %s what the code allows', (table, arrows) => {
    expect([...(drawn.get(table)?.arrows ?? [])].sort()).toEqual(arrows.sort());
  });

  it.each([...held])('draw every state of %s, and no other', (table, states) => {
    const { froms = [], reached = [] } = drawn.get(table) ?? {};
    const used = states.filter((state) => UNUSED[table]?.includes(state) !== true);
    expect([...new Set(reached)].sort()).toEqual([...used].sort());
    expect(froms.filter((from) => from !== undefined && !used.includes(from))).toEqual([]);
  });

  it('name the table that they are about', () => {
    const blocks = files('*.md').flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(/^stateDiagram-v2$/gm)].map(() => page),
    );
    expect(blocks).toHaveLength(drawn.size);
    expect(held.size).toBeGreaterThan(12);
  });
});
