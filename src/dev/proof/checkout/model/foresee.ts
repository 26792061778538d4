import {
  archive,
  at,
  cancel,
  customerOf,
  expectPlacing,
  expire,
  hear,
  orderMoneyLeft,
  place,
  refundPieces,
  sendBack,
  shareOf,
  startToPay,
  variantOf,
} from './model-rules.js';
import {
  type Expected,
  fine,
  type ModelAttempt,
  type ModelCustomer,
  type ModelOrder,
  type ModelShop,
  refused,
} from './model-types.js';
import type { Step } from './steps.js';

/** What only the shop's answer can say of an order: the model works out no shipping and no tax. */
export interface PlacedFacts {
  /** By variant. */
  readonly paid: ReadonlyMap<number, number>;
  readonly total: number;
}

/** What a step has to answer, and what it does when it goes well. */
export interface Foreseen {
  readonly expected: Expected;
  readonly apply: (facts: PlacedFacts) => void;
}

type Of<Name extends Step['do']> = Extract<Step, { readonly do: Name }>;

const nothing = (): void => undefined;
const unless = (expected: Expected, apply: Foreseen['apply']): Foreseen => ({
  expected,
  apply: expected.code === null ? apply : nothing,
});

/** Whether there is anything that the step could be done to. */
export function isPossible(shop: ModelShop, step: Step): boolean {
  if (!('order' in step)) return true;
  if (shop.orders.length === 0) return false;
  const order = at(shop.orders, step.order);
  if (order.status === 'archived') return step.do === 'deliver again';
  return step.do !== 'bank' || atBank(order).length > 0;
}

/** Attempts that the bank knows of. */
export function atBank({ attempts }: ModelOrder): ModelAttempt[] {
  return attempts.filter(({ hasPage }) => hasPage);
}

/** What a step has to answer now, and what it changes. Nothing is changed yet. */
export function foresee(shop: ModelShop, step: Step): Foreseen {
  switch (step.do) {
    case 'add':
    case 'set':
    case 'remove':
    case 'apply code':
    case 'remove code':
      return foreseeCart(shop, step);
    case 'place':
      return foreseePlacing(shop, step);
    case 'cancel':
    case 'start to pay':
    case 'bank':
    case 'refund':
    case 'refund pieces':
    case 'deliver again':
      return foreseeOrder(shop, step, at(shop.orders, step.order));
    default:
      return { expected: fine(), apply: () => changeShop(shop, step) };
  }
}

function foreseeCart(
  shop: ModelShop,
  step: Of<'add' | 'set' | 'remove' | 'apply code' | 'remove code'>,
): Foreseen {
  const customer = at(shop.customers, step.customer);
  if (step.do === 'apply code') return { expected: fine(), apply: () => (customer.hasCode = true) };
  if (step.do === 'remove code') {
    const expected = customer.hasCode ? fine() : refused(404, 'cart.code_not_found');
    return unless(expected, () => (customer.hasCode = false));
  }
  return foreseeLine(shop, customer, step);
}

function foreseeLine(
  shop: ModelShop,
  customer: ModelCustomer,
  step: Of<'add' | 'set' | 'remove'>,
): Foreseen {
  const n = step.variant % shop.variants.length;
  const { price: shown, isActive } = variantOf(shop, n);
  const held = customer.lines.get(n);
  if (step.do === 'add') {
    const expected = isActive ? fine() : refused(404, 'catalog.variant_not_found');
    const quantity = (held?.quantity ?? 0) + step.quantity;
    return unless(expected, () => customer.lines.set(n, { quantity, shown }));
  }
  const expected = held === undefined ? refused(404, 'cart.item_not_found') : fine();
  return unless(expected, () => {
    if (step.do === 'remove') customer.lines.delete(n);
    else customer.lines.set(n, { quantity: step.quantity, shown });
  });
}

function foreseePlacing(shop: ModelShop, { customer, key }: Of<'place'>): Foreseen {
  const n = customer % shop.customers.length;
  const isKnown = key !== 'new' && customerOf(shop, n).lastOrder !== null;
  if (isKnown && key === 'same') return { expected: fine(201), apply: nothing };
  if (isKnown) return { expected: refused(422, 'idempotency.key_reused'), apply: nothing };
  return unless(expectPlacing(shop, n), (facts) => {
    place(shop, n, facts);
  });
}

function foreseeOrder(
  shop: ModelShop,
  step: Of<'cancel' | 'start to pay' | 'bank' | 'refund' | 'refund pieces' | 'deliver again'>,
  order: ModelOrder,
): Foreseen {
  switch (step.do) {
    case 'cancel': {
      const can = order.status === 'pending' || order.status === 'confirmed';
      return unless(can ? fine() : refused(409, 'orders.not_cancellable'), () => {
        cancel(shop, order);
      });
    }
    case 'start to pay': {
      const can = order.status === 'pending' && !order.isOverdue;
      return unless(can ? fine(201) : refused(409, 'orders.not_payable'), () => {
        startToPay(order);
      });
    }
    case 'bank':
      return {
        expected: fine(303),
        apply: () => {
          hear(shop, order, at(atBank(order), step.attempt), step.outcome);
        },
      };
    case 'refund': {
      const amount = goodwillOf(order.total, step.percent);
      return unless(expectRefund(order, amount), () => {
        sendBack(order, amount);
      });
    }
    case 'refund pieces':
      return foreseePieces(shop, step, order);
    case 'deliver again':
      return { expected: fine(), apply: nothing };
  }
}

function foreseePieces(
  shop: ModelShop,
  { line: n, quantity }: Of<'refund pieces'>,
  order: ModelOrder,
): Foreseen {
  const line = at(order.lines, n);
  if (quantity > line.quantity - line.refunded)
    return { expected: refused(409, 'orders.too_many_pieces'), apply: nothing };
  return unless(expectRefund(order, shareOf(line, quantity)), () => {
    refundPieces(shop, order, line, quantity);
  });
}

function expectRefund(order: ModelOrder, amount: number): Expected {
  return amount <= orderMoneyLeft(order) ? fine(201) : refused(422, 'payments.refund_too_large');
}

/** Whole cents. */
export function goodwillOf(total: number, percent: number): number {
  return Math.floor((total * percent) / 100);
}

function changeShop(shop: ModelShop, step: Step): void {
  if (step.do === 'restock') at(shop.variants, step.variant).net += step.quantity;
  if (step.do === 'set price') at(shop.variants, step.variant).price = step.price;
  if (step.do === 'switch') at(shop.variants, step.variant).isActive = step.isActive;
  if (step.do === 'end discount') shop.code.isOver = true;
  if (step.do === 'expire') for (let n = 0; n < step.times; n += 1) expire(shop);
  if (step.do === 'archive') archive(shop);
  if (step.do !== 'pass time') return;
  for (const order of shop.orders) {
    if (step.how === 'two years') order.isOld = true;
    else if (order.status === 'pending') order.isOverdue = true;
  }
}
