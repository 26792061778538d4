import { randomUUID } from 'node:crypto';
import type { Scene } from '../people/scene.js';
import { customerOf, paidOrder } from './desk.js';
import type { IdKind, Recipe } from './recipe.js';

async function newRow(scene: Scene, text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await scene.shop.owner.query<{ id: string }>(text, [...values]);
  return rows[0]?.id ?? '';
}

const code = (): string => `proof-${randomUUID().slice(0, 13)}`;

const newMethod = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO payment_methods (code, name, gateway_supported, is_active)
     VALUES ($1, 'By barter', 'cod', false) RETURNING id`,
    [code()],
  );

const newIssue = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO reconciliation_issues (kind, issue_key) VALUES ('second_charge', $1) RETURNING id`,
    [code()],
  );

const newEvent = (scene: Scene): Promise<string> =>
  newRow(
    scene,
    `INSERT INTO payment_events (gateway, event_id, kind, processed_at, outcome)
     VALUES ('sandbox', $1, 'proof', now(), 'unknown_kind') RETURNING id`,
    [code()],
  );

/** A payment of somebody's new order. */
async function newPayment(scene: Scene): Promise<string> {
  const { orderId } = await paidOrder(scene, await scene.person());
  return newRow(scene, 'SELECT id FROM payments WHERE order_id = $1 LIMIT 1', [orderId]);
}

const belongs = 'nobody';

/** Ids of what staff sees of payments; staff sees all of it. */
export const PAYMENT_IDS: Readonly<Record<string, IdKind>> = {
  paymentId: { belongs, make: newPayment },
  paymentMethodId: { belongs, make: newMethod },
  issueId: { belongs, make: newIssue },
  eventId: { belongs, make: newEvent },
  refundId: { belongs, make: () => Promise.resolve(randomUUID()) },
};

/** What the routes of payments need beside their examples. */
export const PAYMENT_RECIPES: Readonly<Record<string, Recipe>> = {
  createPaymentMethod: () =>
    Promise.resolve({
      body: { code: code(), name: 'By barter', gateway: 'cod', isActive: false },
    }),
  changePaymentMethod: () => Promise.resolve({ body: { name: code() } }),
  settleReconciliationIssue: () =>
    Promise.resolve({ body: { note: 'Looked into', action: 'accepted' } }),
  compareSettlement: () =>
    Promise.resolve({
      body: {
        gateway: 'cod',
        day: '2020-01-01',
        content: `reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at
${code()},${code()},capture,,1.00,USD,2020-01-01T00:00:00Z`,
      },
    }),
  finishOrderRefund: async (scene, who) => {
    const { orderId } = await paidOrder(scene, await customerOf(scene, who));
    const refundId = await newRow(
      scene,
      `INSERT INTO refunds (payment_id, order_id, amount, currency, idempotency_key, next_query_at)
       SELECT id, order_id, 1, currency, $2, NULL FROM payments WHERE order_id = $1 AND status = 'success' LIMIT 1
       RETURNING id`,
      [orderId, code()],
    );
    return { params: { orderId, refundId }, body: { outcome: 'succeeded' } };
  },
};
