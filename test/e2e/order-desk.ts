import { randomUUID } from 'node:crypto';
import { systemContext } from '../../src/common/request-context.js';
import { RecordPaymentResult } from '../../src/modules/orders/use-cases/record-payment-result.js';
import type { BuyerWish, GivenOrder } from '../setup/given/orders.js';
import type { GivenUser } from '../setup/given/users.js';
import type { ApiContext } from '../setup/test-api.js';

const ADMIN = '/api/v1/admin/orders';

/** An order as staff sees it. */
export interface DeskOrder {
  readonly id: string;
  readonly status: string;
  readonly orderNumber: string;
  readonly refundedAmount: string;
  readonly items: readonly {
    id: string;
    refundedQuantity: number;
    refundedAmount: string;
    cancelledQuantity: number;
    returnedQuantity: number;
  }[];
  readonly parcels: readonly { id: string; status: string; trackingNumber: string | null }[];
  readonly returns: readonly { id: string; status: string }[];
  readonly refunds: readonly {
    id: string;
    status: string;
    amount: string;
    returnId: string | null;
  }[];
  readonly payments: readonly { status: string; capturedAmount: string }[];
  readonly history: readonly { from: string; to: string; reason: string; actorId: string }[];
  readonly code?: string;
  readonly details?: Record<string, unknown>;
}

/** An order with what it was made of. */
export interface SoldOrder extends GivenOrder {
  readonly variantId: string;
  readonly customer: GivenUser;
}

/** A desk with somebody at it. The API has the workers of orders beside it. */
export function openDesk(t: ApiContext) {
  let staff: GivenUser | null = null;
  const open = async (): Promise<GivenUser> => {
    staff ??= await t.given.staff({ orders: 'rwx', shipping: 'rwx', payments: 'rwx' });
    return staff;
  };

  const ask = async <Body = DeskOrder>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const { token } = await open();
    return t.http<Body>(method, `${ADMIN}${path}`, { token, body, headers });
  };
  const detail = async (id: string) => (await ask('GET', `/${id}`)).body;
  const lineOf = async (id: string) => (await detail(id)).items[0]?.id ?? '';

  /** A paid order of so many pieces at 10.00. */
  const sold = async (quantity: number, wish: BuyerWish = {}, paid = true): Promise<SoldOrder> => {
    const { variantId } = await t.given.sellable({ stock: 20 });
    const customer = wish.customer ?? (await t.given.customer());
    const order = await t.given.order({ customer, lines: [{ variantId, quantity }], ...wish });
    if (paid) {
      await t.given.paid(order.payment.id);
      const result = { orderId: order.id, paymentId: order.payment.id };
      await t.get(RecordPaymentResult).execute(systemContext('test'), null, result);
    }
    return { ...order, variantId, customer };
  };
  const pack = async (order: SoldOrder, quantity: number, rest: object = {}) => {
    const lines = [{ orderItemId: await lineOf(order.id), quantity }];
    return ask('POST', `/${order.id}/fulfilments`, { lines, ...rest });
  };
  const send = async (order: SoldOrder, quantity: number, deliver = true): Promise<DeskOrder> => {
    const packed = (await pack(order, quantity, { trackingNumber: 'T-1' })).body;
    const path = `/${order.id}/fulfilments/${packed.parcels.at(-1)?.id ?? ''}`;
    const shipped = await ask('POST', `${path}/ship`);
    return deliver ? (await ask('POST', `${path}/deliver`)).body : shipped.body;
  };
  const refund = async (order: SoldOrder, body: object, key: string = randomUUID()) =>
    ask<{ amount: string; refundIds: string[]; code?: string; details?: object }>(
      'POST',
      `/${order.id}/refunds`,
      { reason: 'Sorry', ...body },
      { 'idempotency-key': key },
    );
  const pieces = async (order: SoldOrder, quantity: number) => [
    { orderItemId: await lineOf(order.id), quantity },
  ];

  return { open, ask, detail, lineOf, sold, pack, send, refund, pieces };
}
