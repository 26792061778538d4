import fc from 'fast-check';

/** Numbers name customers, variants, orders and attempts by their place, modulo how many there are. */
export type Step =
  | {
      readonly do: 'add';
      readonly customer: number;
      readonly variant: number;
      readonly quantity: number;
    }
  | {
      readonly do: 'set';
      readonly customer: number;
      readonly variant: number;
      readonly quantity: number;
    }
  | { readonly do: 'remove'; readonly customer: number; readonly variant: number }
  | { readonly do: 'apply code'; readonly customer: number }
  | { readonly do: 'remove code'; readonly customer: number }
  | {
      readonly do: 'place';
      readonly customer: number;
      /** The key of this request: one of its own, or that of the order before, with the same or another body. */
      readonly key: 'new' | 'same' | 'same, other body';
    }
  | { readonly do: 'cancel'; readonly order: number }
  | { readonly do: 'start to pay'; readonly order: number }
  | {
      readonly do: 'bank';
      readonly order: number;
      /** Of those that were handed to the bank. */
      readonly attempt: number;
      readonly outcome: 'success' | 'failure';
      readonly doubled: boolean;
      readonly outOfOrder: boolean;
    }
  /** So many hundredths of the order's total, for no piece in particular. */
  | { readonly do: 'refund'; readonly order: number; readonly percent: number }
  | {
      readonly do: 'refund pieces';
      readonly order: number;
      readonly line: number;
      readonly quantity: number;
    }
  | { readonly do: 'restock'; readonly variant: number; readonly quantity: number }
  | { readonly do: 'set price'; readonly variant: number; readonly price: number }
  | { readonly do: 'switch'; readonly variant: number; readonly isActive: boolean }
  | { readonly do: 'end discount' }
  /** Every order's time to pay runs out; every order becomes older than two years. */
  | { readonly do: 'pass time'; readonly how: 'until payments are overdue' | 'two years' }
  /** The job of the worker, so often at once. */
  | { readonly do: 'expire'; readonly times: number }
  | { readonly do: 'archive'; readonly times: number }
  /** What an order has told before is delivered once more. */
  | { readonly do: 'deliver again'; readonly order: number };

const some = fc.nat(7);
const pieces = fc.integer({ min: 1, max: 3 });
const flag = fc.integer({ min: 0, max: 3 }).map((n) => n === 0);

const times = fc.constantFrom(1, 2);

function step<Name extends Step['do']>(name: Name): fc.Arbitrary<Name> {
  return fc.constant(name);
}

const bank = fc.record({
  do: step('bank'),
  order: some,
  attempt: some,
  outcome: fc.constantFrom('success' as const, 'success' as const, 'failure' as const),
  doubled: flag,
  outOfOrder: flag,
});

const passTime = fc.record({
  do: step('pass time'),
  how: fc.constantFrom(
    'until payments are overdue' as const,
    'until payments are overdue' as const,
    'two years' as const,
  ),
});

const place = fc.record({
  do: step('place'),
  customer: some,
  key: fc.constantFrom(
    'new' as const,
    'new' as const,
    'new' as const,
    'same' as const,
    'same, other body' as const,
  ),
});

const line = { customer: some, variant: some };

/** How often each comes among the others. */
const STEPS: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<Step>])[] = [
  [10, fc.record({ do: step('add'), ...line, quantity: pieces })],
  [2, fc.record({ do: step('set'), ...line, quantity: pieces })],
  [1, fc.record({ do: step('remove'), ...line })],
  [3, fc.record({ do: step('apply code'), customer: some })],
  [1, fc.record({ do: step('remove code'), customer: some })],
  [8, place],
  [3, fc.record({ do: step('cancel'), order: some })],
  [5, fc.record({ do: step('start to pay'), order: some })],
  [7, bank],
  [2, fc.record({ do: step('refund'), order: some, percent: fc.constantFrom(10, 40, 60, 100) })],
  [
    2,
    fc.record({
      do: step('refund pieces'),
      order: some,
      line: some,
      quantity: fc.integer({ min: 1, max: 2 }),
    }),
  ],
  [2, fc.record({ do: step('restock'), variant: some, quantity: pieces })],
  [
    1,
    fc.record({
      do: step('set price'),
      variant: some,
      price: fc.constantFrom(1_000, 1_250, 2_000),
    }),
  ],
  [
    1,
    fc.record({
      do: step('switch'),
      variant: some,
      isActive: fc.constantFrom(true, true, false),
    }),
  ],
  [1, fc.record({ do: step('end discount') })],
  [2, passTime],
  [2, fc.record({ do: step('expire'), times })],
  [1, fc.record({ do: step('archive'), times })],
  [1, fc.record({ do: step('deliver again'), order: some })],
];

/** Any step of anybody. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...STEPS.map(([weight, arbitrary]) => ({ weight, arbitrary })),
);

/** What is rare if each step is left to chance: a cart in order that is ordered, */
const buying = fc
  .tuple(some, some, pieces)
  .map(([customer, variant, quantity]): readonly Step[] => [
    { do: 'remove', customer, variant: variant + 1 },
    { do: 'add', customer, variant, quantity },
    { do: 'set', customer, variant, quantity },
    { do: 'place', customer, key: 'new' },
  ]);

/** somebody who goes to the bank and is answered there, */
const paying = bank.map((answer): readonly Step[] => [
  { do: 'start to pay', order: answer.order },
  answer,
]);

/** and somebody who leaves the bank's page open: it may be used long after. */
const leaving = some.map((order): readonly Step[] => [
  { do: 'start to pay', order },
  { do: 'cancel', order },
]);

/** One step, or a few that belong together. */
export const anySteps: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 12, arbitrary: anyStep.map((one): readonly Step[] => [one]) },
  { weight: 5, arbitrary: buying },
  { weight: 3, arbitrary: paying },
  { weight: 2, arbitrary: leaving },
);

const firstOrders = fc.nat(1);

/** Steps of one request each over what is there from the beginning: the order of them can be looked for. */
export const atOnce: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: step('place'), customer: some, key: fc.constant('new' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: step('add'), ...line, quantity: pieces }) },
  { weight: 3, arbitrary: fc.record({ do: step('apply code'), customer: some }) },
  { weight: 2, arbitrary: fc.record({ do: step('cancel'), order: firstOrders }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: step('refund'),
      order: firstOrders,
      percent: fc.constantFrom(40, 60, 100),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: step('restock'), variant: some, quantity: pieces }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: step('set price'),
      variant: some,
      price: fc.constantFrom(1_000, 1_250),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: step('switch'), variant: some, isActive: fc.boolean() }),
  },
);
