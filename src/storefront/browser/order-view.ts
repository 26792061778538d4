import type { OrderResponse } from '../../client/generated/types.js';
import { h, money, redraw } from './dom.js';
import { orders, orderTokenOf } from './shop.js';
import { button, linkTo, type Place, tell, type View } from './view.js';

const FAST_MS = 1_000;
const SLOW_MS = 5_000;
const FAST_FOR_MS = 120_000;
/** After these nothing moves by itself any more. */
const FINAL: readonly string[] = ['cancelled', 'refunded', 'completed'];

/** An order that moves as the shop works on it. */
export async function orderView({ path, signal }: Place): Promise<View> {
  const id = path[1] ?? '';
  const options = { signal, orderToken: orderTokenOf(id) };
  const order = await orders.getOrder(id, {}, options);
  const live = h('div');
  const status = h('p', { role: 'status' });
  const draw = (now: OrderResponse): void => {
    const text = `Status: ${now.status}`;
    // Only what changed is read out again.
    if (status.textContent !== text) status.textContent = text;
    redraw(live, ...detailsOf(now, options.orderToken, draw));
  };
  draw(order);
  void follow(order, () => orders.getOrder(id, {}, options), draw, signal).catch(tell);
  return { title: `Order ${order.orderNumber}`, body: [status, live] };
}

async function follow(
  first: OrderResponse,
  read: () => PromiseLike<OrderResponse>,
  draw: (order: OrderResponse) => void,
  signal: AbortSignal,
): Promise<void> {
  const began = Date.now();
  let known = JSON.stringify(first);
  let { status } = first;
  while (!signal.aborted && !FINAL.includes(status)) {
    const pause = Date.now() - began < FAST_FOR_MS ? FAST_MS : SLOW_MS;
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (signal.aborted) return;
    if (document.hidden) continue;
    const now = await read();
    ({ status } = now);
    const text = JSON.stringify(now);
    if (text === known) continue;
    known = text;
    draw(now);
  }
}

type Draw = (order: OrderResponse) => void;

function detailsOf(order: OrderResponse, orderToken: string | undefined, draw: Draw): Node[] {
  const { currency, items, history, totalAmount, amountDue } = order;
  const lines = items.map(({ productName, quantity, totalPrice }) =>
    h('li', {}, `${quantity} × ${productName}: ${money(totalPrice, currency)}`),
  );
  const steps = history.map(({ to, at }) =>
    h('li', {}, `${to} `, h('time', { datetime: at }, new Date(at).toLocaleTimeString())),
  );
  const due = Number(amountDue) > 0 && order.status === 'pending';
  return [
    due && paying(order, orderToken, draw),
    h('h2', {}, 'What happened'),
    h('ol', {}, ...steps),
    h('h2', {}, 'What was ordered'),
    h('ul', {}, ...lines),
    h('p', {}, `Total: ${money(totalAmount, currency)}`),
    order.status === 'pending' &&
      button('Cancel the order', async () => {
        draw(await orders.cancelOrder(order.id, {}, { orderToken }));
      }),
  ].filter((node) => node !== false);
}

/** The bank opens beside this page, so that this one can be watched. */
function paying(order: OrderResponse, orderToken: string | undefined, draw: Draw): HTMLElement {
  const open = order.payments.find(({ status, redirectUrl }) => {
    return redirectUrl !== null && (status === 'pending' || status === 'processing');
  });
  const amount = money(order.amountDue, order.currency);
  if (open?.redirectUrl) {
    const link = { class: 'button', href: open.redirectUrl, target: '_blank', rel: 'noopener' };
    return h('p', {}, h('a', link, `Pay ${amount} at the bank (opens a new window)`));
  }
  const start = button(`Pay ${amount}`, async () => {
    await orders.payOrder(order.id, {}, { orderToken });
    draw(await orders.getOrder(order.id, {}, { orderToken }));
  });
  return h('p', {}, start);
}

/** All orders of the person, newest first. */
export async function ordersView({ signal }: Place): Promise<View> {
  const items = await orders.listOrders({ limit: 50 }, { signal }).all(200);
  const lines = items.map(({ id, orderNumber, status, totalAmount, currency }) => {
    const link = h('a', { href: linkTo(['orders', id]) }, orderNumber);
    return h('li', {}, link, ` ${money(totalAmount, currency)}, ${status}`);
  });
  const body = lines.length === 0 ? h('p', {}, 'None yet.') : h('ul', {}, ...lines);
  return { title: 'My orders', body: [body] };
}
