import { randomInt, randomUUID } from 'node:crypto';
import type { Person, Scene } from '../people/scene.js';
import { type Caller, type IdKind, personOf, type Recipe } from './recipe.js';
import { newOrder } from './shopping.js';

/** An order with its only line. */
export interface Served {
  readonly orderId: string;
  readonly orderItemId: string;
  /** For guests. */
  readonly orderToken: string;
}

type Answer = Record<string, unknown>;

const NUMBER = (): string => `ORD-${randomInt(90_000_000, 99_999_999)}`;

function last(answer: Answer, list: 'parcels' | 'returns'): string {
  const rows = answer[list] as { id: string }[];
  return rows.at(-1)?.id ?? '';
}

const admins = new WeakMap<Scene, Promise<Person>>();

/** Whoever serves; one is enough. */
function adminOf(scene: Scene): Promise<Person> {
  const admin = admins.get(scene) ?? scene.person('admin');
  admins.set(scene, admin);
  return admin;
}

/** A new order of somebody, paid. */
export async function paidOrder(scene: Scene, who: Caller): Promise<Served> {
  const order = await newOrder(scene, who);
  const orderId = String(order['id']);
  const admin = await adminOf(scene);
  const path = `/admin/orders/${orderId}/payments/record`;
  await scene.step(admin, 'POST', path, { reason: 'Paid at the counter' });
  const [line] = order['items'] as { id: string }[];
  return { orderId, orderItemId: line?.id ?? '', orderToken: String(order['orderToken']) };
}

export async function parcelOf(scene: Scene, { orderId, orderItemId }: Served): Promise<string> {
  const admin = await adminOf(scene);
  const lines = [{ orderItemId, quantity: 1 }];
  const packed = await scene.step(admin, 'POST', `/admin/orders/${orderId}/fulfilments`, { lines });
  return last(packed, 'parcels');
}

async function shippedOrder(
  scene: Scene,
  who: Caller,
): Promise<Served & { readonly fulfilmentId: string }> {
  const order = await paidOrder(scene, who);
  const fulfilmentId = await parcelOf(scene, order);
  const admin = await adminOf(scene);
  const path = `/admin/orders/${order.orderId}/fulfilments/${fulfilmentId}/ship`;
  await scene.step(admin, 'POST', path, {});
  return { ...order, fulfilmentId };
}

async function wishedReturn(
  scene: Scene,
  who: Caller,
): Promise<Served & { readonly returnId: string }> {
  const order = await shippedOrder(scene, who);
  const owner = who ?? { headers: { 'x-order-token': order.orderToken } };
  const lines = [{ orderItemId: order.orderItemId, quantity: 1 }];
  const asked = await scene.step(owner, 'POST', `/orders/${order.orderId}/returns`, { lines });
  return { ...order, returnId: last(asked, 'returns') };
}

const someNumber = async (scene: Scene): Promise<string> =>
  String((await newOrder(scene, null))['orderNumber']);

/** Whoever calls, there is an order of somebody to serve. */
export const customerOf = async (scene: Scene, who: Caller): Promise<Person> =>
  who ?? (await scene.person());

/** Ids of placed orders and their parts. */
export const DESK_IDS: Readonly<Record<string, IdKind>> = {
  orderItemId: {
    belongs: 'person',
    make: async (scene, owner) => (await paidOrder(scene, owner)).orderItemId,
  },
  // Staff serves everybody's: the recipes below make those that are there.
  fulfilmentId: { belongs: 'nobody', make: () => Promise.resolve(randomUUID()) },
  returnId: { belongs: 'nobody', make: () => Promise.resolve(randomUUID()) },
  'changeOrderStates.orderIds': { belongs: 'nobody', make: () => Promise.resolve(randomUUID()) },
  // Filters of a list: whatever they name, staff sees or does not see all of it.
  customerId: { belongs: 'nobody', make: async (scene) => (await scene.person()).id },
  'listAllOrders.orderNumber': { belongs: 'nobody', make: someNumber, random: NUMBER },
  // Narrows the caller's own list: the number of another's order finds as little as none.
  'listOrders.orderNumber': { belongs: 'nobody', make: someNumber, random: NUMBER },
  // Worth nothing without the token that goes with it.
  'claimOrders.orderNumber': { belongs: 'nobody', make: someNumber, random: NUMBER },
};

const withParcel: Recipe = async (scene, who) => {
  const order = await paidOrder(scene, await customerOf(scene, who));
  return { params: { orderId: order.orderId, fulfilmentId: await parcelOf(scene, order) } };
};

const withReturn: Recipe = async (scene, who) => {
  const { orderId, returnId } = await wishedReturn(scene, await customerOf(scene, who));
  return { params: { orderId, returnId } };
};

/** What the routes of the desk need beside their examples. */
export const DESK_RECIPES: Readonly<Record<string, Recipe>> = {
  refundOrder: async (scene, who) => {
    const { orderId } = await paidOrder(scene, await customerOf(scene, who));
    return { params: { orderId }, body: { goodwillAmount: '1.00', reason: 'Arrived late' } };
  },
  changeOrderStates: async (scene, who) => {
    const order = await newOrder(scene, await customerOf(scene, who));
    return { body: { orderIds: [order['id']], to: 'cancelled', reason: 'Nobody has paid' } };
  },
  createFulfilment: async (scene, who) => {
    const { orderId, orderItemId } = await paidOrder(scene, await customerOf(scene, who));
    return { params: { orderId }, body: { lines: [{ orderItemId, quantity: 1 }] } };
  },
  changeFulfilment: withParcel,
  shipFulfilment: async (scene, who, draft) => {
    return { ...(await withParcel(scene, who, draft)), body: {} };
  },
  cancelFulfilment: withParcel,
  deliverFulfilment: async (scene, who) => {
    const { orderId, fulfilmentId } = await shippedOrder(scene, await customerOf(scene, who));
    return { params: { orderId, fulfilmentId } };
  },
  approveReturn: withReturn,
  rejectReturn: withReturn,
  receiveReturn: async (scene, who) => {
    const customer = await customerOf(scene, who);
    const { orderId, orderItemId, returnId } = await wishedReturn(scene, customer);
    const admin = await adminOf(scene);
    await scene.step(admin, 'POST', `/admin/orders/${orderId}/returns/${returnId}/approve`, {});
    const lines = [{ orderItemId, restocked: 1, writtenOff: 0 }];
    return { params: { orderId, returnId }, body: { lines } };
  },
  requestReturn: async (scene, who, draft) => {
    const { orderId, orderItemId, orderToken } = await shippedOrder(scene, who);
    const token = who === null ? { 'x-order-token': orderToken } : {};
    return {
      params: { orderId },
      headers: { ...draft.headers, ...token },
      body: { lines: [{ orderItemId, quantity: 1 }] },
    };
  },
  withdrawReturn: async (scene, who, draft) => {
    const { orderId, returnId, orderToken } = await wishedReturn(scene, who);
    const token = who === null ? { 'x-order-token': orderToken } : {};
    return { params: { orderId, returnId }, headers: { ...draft.headers, ...token } };
  },
  claimOrders: async (scene, who) => {
    await newOrder(scene, null, personOf(who).email);
    return { body: {} };
  },
};
