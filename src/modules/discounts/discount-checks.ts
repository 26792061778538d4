import type { FieldError } from '../../common/errors/domain-error.js';
import { parseMoney } from '../../common/money/money.js';
import { DISCOUNT_RULES, toDiscountRule } from './discount-rules.js';
import type { LineTargets } from './discounts.types.js';
import type { DiscountValues, KeptTarget } from './kept-discount.types.js';

/** A target and where it stands in the request. */
export interface NamedTarget extends KeptTarget {
  readonly pointer: string;
}

/** What is wrong with the values of a discount, field by field; empty when nothing is. */
export function checkDiscount(values: DiscountValues, currency: string): FieldError[] {
  const { minimumAmount, maximumAmount, startsAt, endsAt, code, singleUseCodes } = values;
  const errors = [...checkValue(values, currency), ...checkRules(values, currency)];
  const add = (pointer: string, problem: string): void => {
    errors.push({ pointer, code: problem });
  };
  if (!isAmount(minimumAmount, currency)) add('/minimumAmount', 'invalid_amount');
  if (!isAmount(maximumAmount, currency)) add('/maximumAmount', 'invalid_amount');
  if (startsAt !== null && endsAt !== null && startsAt >= endsAt) add('/endsAt', 'before_start');
  if (code !== null && singleUseCodes) add('/code', 'has_single_use_codes');
  return errors;
}

/** The rules as they are stored: checked, and with what they leave out. */
export function normalRules({ type, rules }: DiscountValues): Record<string, unknown> {
  return DISCOUNT_RULES[type].parse(rules);
}

/** Everything that a discount names, its own targets and those of what it gives. */
export function namedTargets(values: DiscountValues): NamedTarget[] {
  const own = values.targets.map((target, index) => {
    return { ...target, pointer: `/targets/${index}/id` };
  });
  if (values.type !== 'buy_x_get_y') return own;
  const { get } = DISCOUNT_RULES.buy_x_get_y.parse(values.rules);
  return get === undefined ? own : [...own, ...givenTargets(get)];
}

function givenTargets(get: LineTargets): NamedTarget[] {
  const { productIds, categoryIds, brandIds, collectionIds } = get;
  return Object.entries({ productIds, categoryIds, brandIds, collectionIds })
    .flatMap(([name, ids]) => ids.map((id, index) => ({ ...GIVEN[name], id, index, name })))
    .map(({ kind = 'product', id, index, name }) => {
      return { kind, id, pointer: `/rules/get/${name}/${index}` };
    });
}

const GIVEN: Readonly<Record<string, Pick<KeptTarget, 'kind'>>> = {
  productIds: { kind: 'product' },
  categoryIds: { kind: 'category' },
  brandIds: { kind: 'brand' },
  collectionIds: { kind: 'collection' },
};

function checkValue({ type, value }: DiscountValues, currency: string): FieldError[] {
  const isZero = /^0+(\.0*)?$/.test(value);
  const fits = {
    percentage: !isZero && /^(\d{1,2}(\.\d{1,2})?|100(\.0{1,2})?)$/.test(value),
    fixed_amount: !isZero && isAmount(value, currency),
  };
  const isRight = type === 'percentage' || type === 'fixed_amount' ? fits[type] : isZero;
  return isRight ? [] : [{ pointer: '/value', code: 'invalid_value' }];
}

function checkRules({ type, value, rules }: DiscountValues, currency: string): FieldError[] {
  const parsed = DISCOUNT_RULES[type].safeParse(rules);
  if (!parsed.success) {
    return parsed.error.issues.flatMap((issue) => {
      const path = ['/rules', ...issue.path.map(String)].join('/');
      const error = { code: 'invalid_rule', detail: issue.message };
      if (issue.code !== 'unrecognized_keys') return [{ pointer: path, ...error }];
      return issue.keys.map((key) => ({ pointer: `${path}/${key}`, ...error }));
    });
  }
  // Their form is right: what is left are amounts with digits that the currency does not have.
  const known = type === 'percentage' || type === 'fixed_amount' ? '1' : value;
  const isBroken = toDiscountRule({ type, value: known, rules }, currency).type === 'broken';
  return isBroken ? [{ pointer: '/rules', code: 'invalid_amount' }] : [];
}

function isAmount(text: string | null, currency: string): boolean {
  if (text === null) return true;
  try {
    parseMoney(text, currency);
    return true;
  } catch {
    return false;
  }
}
