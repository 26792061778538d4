import {
  type Expected,
  fine,
  type ModelAttempt,
  type ModelCustomer,
  type ModelLine,
  type ModelOrder,
  type ModelShop,
  type ModelVariant,
  refused,
} from './model-types.js';

// What the shop promises, once more and in the simplest words: on plain objects, one step at a time.

/** Pieces that can be ordered now. */
export const available = ({ net, limit }: ModelVariant): number => Math.max(0, net + limit);

/** Pieces that an order keeps of a line. */
export const kept = ({ quantity, cancelled }: ModelLine): number => quantity - cancelled;

export const moneyLeft = ({ captured, back }: ModelAttempt): number => captured - back;

export function orderMoneyLeft({ attempts }: ModelOrder): number {
  return attempts.reduce((sum, attempt) => sum + moneyLeft(attempt), 0);
}

/** What is wrong with a line of a cart. */
export function problemsOf(
  variant: ModelVariant,
  { quantity, shown }: { quantity: number; shown: number },
): string[] {
  if (!variant.isActive) return ['unavailable'];
  if (available(variant) === 0) return ['out_of_stock'];
  return [
    ...(available(variant) < quantity ? ['insufficient_stock'] : []),
    ...(variant.price === shown ? [] : ['price_changed']),
  ];
}

export function isCodeDead({ code }: ModelShop, { uses }: ModelCustomer): boolean {
  return code.isOver || code.used >= code.limit || uses.code >= code.userLimit;
}

/** Sum of the lines that can be sold. */
export function subtotalOf(shop: ModelShop, { lines }: ModelCustomer): number {
  return [...lines].reduce((sum, [variant, { quantity }]) => {
    const { price, isActive } = variantOf(shop, variant);
    const isPriced = isActive && available(variantOf(shop, variant)) > 0;
    return isPriced ? sum + price * quantity : sum;
  }, 0);
}

/** What placing answers now, were the key new. */
export function expectPlacing(shop: ModelShop, customerNo: number): Expected {
  const customer = customerOf(shop, customerNo);
  if (customer.lines.size === 0) return refused(409, 'orders.cart_empty');
  const problems = new Set(
    [...customer.lines].flatMap(([variant, line]) => problemsOf(variantOf(shop, variant), line)),
  );
  const all = [...problems];
  if (all.length > 0) {
    if (all.every((one) => one === 'out_of_stock' || one === 'insufficient_stock'))
      return refused(409, 'orders.out_of_stock');
    if (all.every((one) => one === 'price_changed')) return refused(409, 'orders.price_changed');
    return refused(409, 'orders.cart_not_orderable');
  }
  if (customer.hasCode && isCodeDead(shop, customer))
    return refused(409, 'orders.discount_not_usable');
  const open = shop.orders.filter(
    (order) => order.customer === customerNo && order.status === 'pending',
  );
  if (open.length >= shop.maxOpen) return refused(409, 'orders.too_many_open_orders');
  return fine(201);
}

/** The cart becomes an order; `paid` is what each line and `total` what all of it costs, as the answer says. */
export function place(
  shop: ModelShop,
  customerNo: number,
  { paid, total }: { readonly paid: ReadonlyMap<number, number>; readonly total: number },
): void {
  const customer = customerOf(shop, customerNo);
  const lines = [...customer.lines].map(([variant, { quantity }]): ModelLine => {
    const its = { paid: paid.get(variant) ?? 0, refunded: 0, refundedAmount: 0, cancelled: 0 };
    return { variant, quantity, ...its };
  });
  const order: ModelOrder = {
    customer: customerNo,
    status: 'pending',
    lines,
    total,
    usesCode: customer.hasCode,
    holdsUse: false,
    attempts: [newAttempt()],
    isOverdue: false,
    hadMoreTime: false,
    isOld: false,
  };
  takeStock(shop, order);
  if (order.usesCode) takeUse(shop, order);
  customer.lines.clear();
  customer.hasCode = false;
  customer.lastOrder = shop.orders.push(order) - 1;
}

/** What is not paid yet is given up, and all it holds is free again; money that came goes back. */
export function cancel(shop: ModelShop, order: ModelOrder): void {
  order.status = 'cancelled';
  for (const line of order.lines) variantOf(shop, line.variant).net += kept(line);
  if (order.holdsUse) giveUseBack(shop, order);
  for (const attempt of order.attempts) {
    if (attempt.status === 'pending' || attempt.status === 'processing')
      attempt.status = 'cancelled';
    attempt.back += moneyLeft(attempt);
  }
}

/** The way to the bank goes on where it stopped; after a failure it begins anew. */
export function startToPay({ attempts }: ModelOrder): void {
  const hasEnded = ['failed', 'cancelled'].includes(attempts.at(-1)?.status ?? '');
  if (hasEnded) attempts.push(newAttempt());
  const last = attempts.at(-1);
  if (last === undefined) return;
  last.status = 'processing';
  last.hasPage = true;
}

function newAttempt(): ModelAttempt {
  return { status: 'pending', hasPage: false, captured: 0, back: 0, said: new Set() };
}

/** The bank says something about an attempt. Money always counts, and what is said twice is said once. */
export function hear(
  shop: ModelShop,
  order: ModelOrder,
  attempt: ModelAttempt,
  outcome: 'success' | 'failure',
): void {
  if (attempt.said.has(outcome)) return;
  attempt.said.add(outcome);
  if (outcome === 'failure') {
    if (attempt.status !== 'success') attempt.status = 'failed';
    return;
  }
  attempt.status = 'success';
  attempt.captured = order.total;
  if (order.status === 'pending') {
    order.status = 'confirmed';
    return;
  }
  if (order.status === 'cancelled' && canReopen(shop, order)) {
    order.status = 'confirmed';
    takeStock(shop, order);
    if (order.usesCode) takeUse(shop, order);
    return;
  }
  const others = order.attempts.filter((other) => other !== attempt && moneyLeft(other) > 0);
  if (order.status === 'cancelled' || others.length > 0) attempt.back += moneyLeft(attempt);
}

function canReopen(shop: ModelShop, order: ModelOrder): boolean {
  const wanted = order.lines.filter((line) => kept(line) > 0);
  const { code } = shop;
  const { uses } = customerOf(shop, order.customer);
  const hasUse = !order.usesCode || (code.used < code.limit && uses.code < code.userLimit);
  return (
    wanted.length > 0 &&
    hasUse &&
    wanted.every((line) => kept(line) <= available(variantOf(shop, line.variant)))
  );
}

/** Money goes back from the oldest attempt that has some. */
export function sendBack({ attempts }: ModelOrder, amount: number): void {
  let left = amount;
  for (const attempt of attempts) {
    const part = Math.min(left, moneyLeft(attempt));
    attempt.back += part;
    left -= part;
  }
}

/** What the next pieces of a line come to: up to the rounded share of all that went back. */
export function shareOf(line: ModelLine, quantity: number): number {
  const whole = BigInt(line.paid) * BigInt(line.refunded + quantity) * 2n + BigInt(line.quantity);
  const upTo = Number(whole / (2n * BigInt(line.quantity)));
  return Math.max(0, upTo - line.refundedAmount);
}

/** Pieces that have not left the house are free again when their money goes back. */
export function refundPieces(
  shop: ModelShop,
  order: ModelOrder,
  line: ModelLine,
  quantity: number,
): void {
  const amount = shareOf(line, quantity);
  const owed = Math.max(0, line.cancelled - line.refunded);
  const cancels =
    order.status === 'cancelled' ? 0 : Math.min(Math.max(0, quantity - owed), kept(line));
  sendBack(order, amount);
  line.refunded += quantity;
  line.refundedAmount += amount;
  line.cancelled += cancels;
  variantOf(shop, line.variant).net += cancels;
}

/** Who was at the bank's page gets more time, once; everybody else loses his order. */
export function expire(shop: ModelShop): void {
  for (const order of shop.orders) {
    if (order.status !== 'pending' || !order.isOverdue) continue;
    const isBeingPaid = order.attempts.some(({ status }) => status === 'processing');
    if (isBeingPaid && !order.hadMoreTime) {
      order.hadMoreTime = true;
      order.isOverdue = false;
    } else cancel(shop, order);
  }
}

/** What has ended long ago is put away, unless money of it is under way. */
export function archive({ orders }: ModelShop): void {
  for (const order of orders) {
    const isAtRest = order.attempts.every(({ back }) => back === 0);
    if (order.status === 'cancelled' && order.isOld && isAtRest) order.status = 'archived';
  }
}

function takeStock(shop: ModelShop, { lines }: ModelOrder): void {
  for (const line of lines) variantOf(shop, line.variant).net -= kept(line);
}

function takeUse(shop: ModelShop, order: ModelOrder): void {
  order.holdsUse = true;
  shop.code.used += 1;
  customerOf(shop, order.customer).uses.code += 1;
}

function giveUseBack(shop: ModelShop, order: ModelOrder): void {
  order.holdsUse = false;
  shop.code.used -= 1;
  customerOf(shop, order.customer).uses.code -= 1;
}

/** @throws RangeError for one that is not there. */
export function variantOf({ variants }: ModelShop, n: number): ModelVariant {
  return at(variants, n);
}

/** @throws RangeError for one that is not there. */
export function customerOf({ customers }: ModelShop, n: number): ModelCustomer {
  return at(customers, n);
}

/** The n-th of a list, counted round and round. @throws RangeError when the list is empty */
export function at<T>(list: readonly T[], n: number): T {
  const found = list[n % Math.max(1, list.length)];
  if (found === undefined) throw new RangeError('The list is empty');
  return found;
}
