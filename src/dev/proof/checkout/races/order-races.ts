import { randomUUID } from 'node:crypto';
import { setStock } from '../../stock.js';
import {
  apiOf,
  type Arena,
  empty,
  order,
  placedBy,
  type Placed,
  PLENTY,
  put,
  type Round,
  staffStep,
  tally,
} from './arena.js';
import { type HeldAnswer, type HeldRequest, sendTogether } from './together.js';

const AT_ONCE = 4;

/** Races about orders that are there: parcels, returns, refunds, drafts, and what is sold beyond the stock. */
export function orderRaces(variantId: string): Readonly<Record<string, Round>> {
  return {
    'parcels of the last pieces': lastPieces(variantId),
    'one parcel shipped at once': shippedAtOnce(variantId),
    'a return approved and received at once': returnedAtOnce(variantId),
    'a draft placed at once': draftAtOnce(variantId),
    'the limit of what may be owed': backorderLimit(variantId),
    'cancelled while it is shipped': cancelAgainstShip(variantId),
    'refunds over the rest at once': refundsOverTheRest(variantId),
    'the same pieces refunded at once': samePieces(variantId),
  };
}

function bearer(token: string, key?: string): Record<string, string> {
  const keyed = key === undefined ? {} : { 'idempotency-key': key };
  return { authorization: `Bearer ${token}`, ...keyed };
}

/** One request of staff, sent so often at once. */
function together(
  arena: Arena,
  path: string,
  body: unknown,
  key: () => string | undefined = () => undefined,
): Promise<HeldAnswer[]> {
  return sendTogether(
    Array.from({ length: AT_ONCE }, (_, n): HeldRequest => {
      const headers = bearer(arena.staff, key());
      return { at: apiOf(arena, n), method: 'POST', path, headers, body };
    }),
  );
}

/** One went through; all others were told that they cannot, in so many words. */
function onlyOne(answers: readonly HeldAnswer[], what = '', refusal = 409): string[] {
  const done = answers.filter(({ status }) => status < 300).length;
  const strange = answers.filter(({ status }) => status >= 300 && status !== refusal);
  const kept = done === 1 && strange.length === 0;
  return kept ? [] : [`${what}${tally(answers)} where one and ${refusal} were right`];
}

/** Two pieces are left, and four people pack both. */
const lastPieces =
  (variantId: string): Round =>
  async (arena, round) => {
    const { orderId, orderItemId } = await paid(arena, round, variantId, 2);
    const lines = [{ orderItemId, quantity: 2 }];
    return onlyOne(await together(arena, `/admin/orders/${orderId}/fulfilments`, { lines }));
  };

const shippedAtOnce =
  (variantId: string): Round =>
  async (arena, round) => {
    const parcel = await packed(arena, round, variantId, 2);
    const faults = onlyOne(await together(arena, parcel.shipPath, {}));
    const { rows } = await arena.shop.owner.query<{ n: number }>(
      'SELECT sum(shipped_quantity)::int AS n FROM stock_reservations WHERE order_id = $1',
      [parcel.orderId],
    );
    return rows[0]?.n === 2 ? faults : [...faults, `${rows[0]?.n} pieces left where 2 were right`];
  };

/** The two steps of staff, each taken four times at once: its piece is back on the shelf once, and so is its money. */
const returnedAtOnce =
  (variantId: string): Round =>
  async (arena, round) => {
    const { shop, staff } = arena;
    const { orderId, orderItemId, token, shipPath } = await packed(arena, round, variantId, 1);
    await staffStep(arena, shipPath, {});
    const asked = await shop.request('POST', `/orders/${orderId}/returns`, {
      token,
      body: { lines: [{ orderItemId, quantity: 1 }] },
    });
    const returnId = lastIdOf(asked.body, 'returns');
    const path = `/admin/orders/${orderId}/returns/${returnId}`;
    const approved = onlyOne(await together(arena, `${path}/approve`, {}), 'approved ');
    const stock = await stockOf(arena, variantId);
    const body = { lines: [{ orderItemId, restocked: 1, writtenOff: 0 }] };
    const received = onlyOne(await together(arena, `${path}/receive`, body), 'received ');
    const back = (await stockOf(arena, variantId)) - stock;
    const detail = await shop.request('GET', `/admin/orders/${orderId}`, { token: staff });
    const refunds = (detail.body['refunds'] as unknown[]).length;
    const once = back === 1 && refunds === 1;
    return [
      ...approved,
      ...received,
      ...(once ? [] : [`${back} pieces and ${refunds} refunds where one of each was right`]),
    ];
  };

/** Staff presses the button four times, each time under another key. */
const draftAtOnce =
  (variantId: string): Round =>
  async (arena) => {
    await setStock(arena.shop, variantId, PLENTY);
    const draft = await staffStep(arena, '/admin/orders/drafts', {
      email: `draft-${randomUUID()}@example.com`,
      lines: [{ variantId, quantity: 1 }],
      shippingAddress: DRAFT_ADDRESS,
      shippingMethodCode: 'standard',
    });
    const path = `/admin/orders/drafts/${String(draft['id'])}/place`;
    const faults = onlyOne(
      await together(arena, path, { paymentMethodCode: 'sandbox' }, randomUUID),
    );
    const left = PLENTY - (await stockOf(arena, variantId));
    return left === 1 ? faults : [...faults, `${left} pieces were taken where one was right`];
  };

const DRAFT_ADDRESS = {
  recipient: 'Gwen Guest',
  phoneNumber: '+12025550147',
  street: '7 Harbour Street',
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
};

/** One piece is there and two more may be owed: of eight customers three are served. */
const backorderLimit =
  (variantId: string): Round =>
  async (arena) => {
    const { shop, buyers } = arena;
    await setStock(shop, variantId, PLENTY);
    for (const { token } of buyers) {
      await empty(arena, token);
      await put(arena, { token }, variantId);
    }
    await setStock(shop, variantId, 1);
    await shop.owner.query('UPDATE product_variants SET backorder_limit = 2 WHERE id = $1', [
      variantId,
    ]);
    const answers = await sendTogether(buyers.map((buyer, n) => order(apiOf(arena, n), buyer)));
    const { rows } = await shop.owner.query<{ owed: number }>(
      'SELECT backordered_quantity AS owed FROM product_variants WHERE id = $1',
      [variantId],
    );
    const body = { items: [{ variantId, quantity: 10 }] };
    await staffStep(arena, '/admin/inventory/restock', body);
    await shop.owner.query('UPDATE product_variants SET backorder_limit = 0 WHERE id = $1', [
      variantId,
    ]);
    const placed = answers.filter(({ status }) => status === 201).length;
    const strange = answers.filter(({ status }) => status !== 201 && status !== 409).length;
    const kept = placed === 3 && strange === 0 && rows[0]?.owed === 2;
    return kept ? [] : [`${tally(answers)}, ${rows[0]?.owed} owed where 3 × 201 and 2 were right`];
  };

/** The customer gives his order up while its parcel leaves the house: one of the two is told that it is too late. */
const cancelAgainstShip =
  (variantId: string): Round =>
  async (arena, round) => {
    const { orderId, token, shipPath } = await packed(arena, round, variantId, 1);
    const cancel = { method: 'POST', path: `/orders/${orderId}/cancel`, headers: bearer(token) };
    const ship = { method: 'POST', path: shipPath, headers: bearer(arena.staff) };
    const answers = await sendTogether([
      { ...cancel, at: apiOf(arena, round), body: {} },
      { ...ship, at: apiOf(arena, round + 1), body: {} },
    ]);
    const { rows } = await arena.shop.owner.query<{ status: string; shipped: number }>(
      `SELECT o.status, (SELECT sum(shipped_quantity)::int FROM stock_reservations WHERE order_id = o.id) AS shipped
       FROM orders o WHERE o.id = $1`,
      [orderId],
    );
    const [cancelled, shipped] = answers.map(({ status }) => status < 300);
    const { status, shipped: out } = rows[0] ?? { status: '', shipped: -1 };
    const agrees =
      (cancelled === true && status === 'cancelled' && out === 0) ||
      (shipped === true && status === 'delivering' && out === 1);
    return [...onlyOne(answers), ...(agrees ? [] : [`the order is ${status}, ${out} pieces left`])];
  };

/** Four times most of what was paid: the second would be more than there is. */
const refundsOverTheRest =
  (variantId: string): Round =>
  async (arena, round) => {
    const { orderId, totalAmount } = await paid(arena, round, variantId, 2);
    const goodwillAmount = (Number(totalAmount) * 0.6).toFixed(2);
    const body = { goodwillAmount, reason: 'Arrived late' };
    const path = `/admin/orders/${orderId}/refunds`;
    return onlyOne(await together(arena, path, body, randomUUID), '', 422);
  };

const samePieces =
  (variantId: string): Round =>
  async (arena, round) => {
    const { orderId, orderItemId } = await paid(arena, round, variantId, 1);
    const stock = await stockOf(arena, variantId);
    const body = { lines: [{ orderItemId, quantity: 1 }], reason: 'Not there' };
    const path = `/admin/orders/${orderId}/refunds`;
    const faults = onlyOne(await together(arena, path, body, randomUUID));
    const back = (await stockOf(arena, variantId)) - stock;
    return back === 1 ? faults : [...faults, `${back} pieces came back where one was right`];
  };

interface Packed extends Placed {
  readonly shipPath: string;
}

async function paid(
  arena: Arena,
  round: number,
  variantId: string,
  quantity: number,
): Promise<Placed> {
  const buyer = arena.buyers[round % arena.buyers.length];
  if (buyer === undefined) throw new Error('Nobody is there');
  await setStock(arena.shop, variantId, PLENTY);
  const found = await placedBy(arena, buyer, variantId, quantity);
  const path = `/admin/orders/${found.orderId}/payments/record`;
  await staffStep(arena, path, { reason: 'Paid at the counter' });
  return found;
}

/** A paid order with all of it in a parcel that has not left. */
async function packed(
  arena: Arena,
  round: number,
  variantId: string,
  quantity: number,
): Promise<Packed> {
  const found = await paid(arena, round, variantId, quantity);
  const path = `/admin/orders/${found.orderId}/fulfilments`;
  const lines = [{ orderItemId: found.orderItemId, quantity }];
  const parcelId = lastIdOf(await staffStep(arena, path, { lines }), 'parcels');
  return { ...found, shipPath: `${path}/${parcelId}/ship` };
}

function lastIdOf(answer: Record<string, unknown>, list: 'parcels' | 'returns'): string {
  const rows = (answer[list] ?? []) as { id: string }[];
  return rows.at(-1)?.id ?? '';
}

async function stockOf({ shop }: Arena, variantId: string): Promise<number> {
  const { rows } = await shop.owner.query<{ n: number }>(
    'SELECT inventory_quantity AS n FROM product_variants WHERE id = $1',
    [variantId],
  );
  return rows[0]?.n ?? -1;
}
