import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { systemContext } from '../../../src/common/request-context.js';
import { OrdersWorkerModule } from '../../../src/modules/orders/orders.worker.module.js';
import { FinishRefund } from '../../../src/modules/orders/refunds/finish-refund.js';
import { GatewayRegistry } from '../../../src/modules/payments/gateways/gateway-registry.js';
import { PaymentsWorkerModule } from '../../../src/modules/payments/payments.worker.module.js';
import { PaymentsService } from '../../../src/modules/payments/payments.service.js';
import { ApplyPaymentEvent } from '../../../src/modules/payments/use-cases/apply-payment-event.js';
import { SendRefund } from '../../../src/modules/payments/use-cases/send-refund.js';
import { FakeGateway } from '../../setup/fake-gateway.js';
import type { GivenPayment, PaymentWish } from '../../setup/given/payments.js';
import { useIntegration } from '../../setup/test-app.js';

type Row = Record<string, unknown>;

/** A shop with two gateways that say what the test tells them to, and what its tests look at. Call it at the top of a file. */
export function useGateways() {
  const fake = new FakeGateway();
  const weak = new FakeGateway('weak', { needsConfirmation: true });

  const t = useIntegration({
    only: [PaymentsWorkerModule, OrdersWorkerModule],
    overrides: [{ token: GatewayRegistry, value: new GatewayRegistry([fake, weak]) }],
  });
  const ctx = () => systemContext('test');

  async function one(text: string, id: string): Promise<Row> {
    const { rows } = await t.owner.query<Row>(text, [id]);
    return rows[0] ?? {};
  }

  const paymentRow = ({ id }: { id: string }) => one('SELECT * FROM payments WHERE id = $1', id);
  const refundRow = (id: string) => one('SELECT * FROM refunds WHERE id = $1', id);

  async function issuesOf(column: 'payment_id' | 'refund_id', id: string): Promise<unknown[]> {
    const { rows } = await t.owner.query<Row>(
      `SELECT kind FROM reconciliation_issues WHERE ${column} = $1 ORDER BY kind`,
      [id],
    );
    return rows.map(({ kind }) => kind);
  }

  async function given(wish: PaymentWish = {}, gateway = 'fake'): Promise<GivenPayment> {
    const { id: methodId } = await t.given.paymentMethod({ code: gateway, gateway });
    const payment = await t.given.payment({ methodId, ...wish });
    const waits = `UPDATE payments SET next_query_at = now() WHERE id = $1 AND status IN ('processing', 'cancelled')`;
    await t.owner.query(waits, [payment.id]);
    return payment;
  }

  async function refundOf(payment: GivenPayment, amount = '10.00'): Promise<string> {
    const id = await t.get(UnitOfWork).run(ctx(), (tx) =>
      t.get(PaymentsService).requestRefund(tx, {
        paymentId: payment.id,
        orderId: payment.orderId,
        amount,
        currency: payment.currency,
        reason: 'test',
        key: `test-${Math.random()}`,
      }),
    );
    return id ?? '';
  }

  /** What the subscription does with `refund.answered`. */
  const finish = (refundId: string) => t.get(FinishRefund).answered(ctx(), refundId, null);

  const send = (refundId: string) => t.get(SendRefund).execute(ctx(), refundId);

  const dueAgain = (table: 'payments' | 'refunds', id: string) =>
    t.owner.query(`UPDATE ${table} SET next_query_at = now() WHERE id = $1`, [id]);

  async function callback(row: Record<string, unknown>): Promise<unknown> {
    const columns = Object.keys(row);
    const { rows } = await t.owner.query<{ id: string }>(
      `INSERT INTO payment_events (event_id, ${columns.join(', ')})
       VALUES (gen_random_uuid(), ${columns.map((_, at) => `$${at + 1}`).join(', ')}) RETURNING id`,
      Object.values(row),
    );
    const id = rows[0]?.id ?? '';
    await t.get(ApplyPaymentEvent).execute(ctx(), null, id);
    return (await one('SELECT outcome FROM payment_events WHERE id = $1', id))['outcome'];
  }

  return {
    t,
    fake,
    weak,
    ctx,
    one,
    paymentRow,
    refundRow,
    issuesOf,
    given,
    refundOf,
    finish,
    send,
    dueAgain,
    callback,
  };
}
