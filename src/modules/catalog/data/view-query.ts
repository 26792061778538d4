import type { StorefrontView } from '../../../common/http/storefront-view.js';
import { defineQuery, type Query } from './query.js';

const LOCALE = ':locale::text';
const CURRENCY = ':otherCurrency::text';
const DIGITS = ':otherDigits::int';

/**
 * One statement in up to four forms, by whether another language and another currency are asked for.
 * With a parameter that may be NULL PostgreSQL would find the plan that knows its value so much
 * cheaper that it would make one each time, which costs more than the statement itself. Here the
 * base form has no other language in it at all, and every form keeps its plan.
 */
export function defineViewQuery<Name extends string>(
  name: string,
  template: string,
): (view: StorefrontView) => Query<Name> {
  const form = (hasLocale: boolean, hasCurrency: boolean): Query<Name> => {
    const suffix = `${hasLocale ? '-words' : ''}${hasCurrency ? '-prices' : ''}`;
    const text = settle(template, [
      [LOCALE, hasLocale, 'NULL::text'],
      [CURRENCY, hasCurrency, 'NULL::text'],
      [DIGITS, hasCurrency, 'NULL::int'],
    ]);
    return defineQuery(name + suffix, text);
  };
  const [base, prices, words, both] = [
    form(false, false),
    form(false, true),
    form(true, false),
    form(true, true),
  ];
  return ({ otherLocale, otherCurrency }) => {
    if (otherLocale === null) return otherCurrency === null ? base : prices;
    return otherCurrency === null ? words : both;
  };
}

/** Says of each parameter that it is there, or puts the value in its place that it would not have. */
function settle(
  template: string,
  parameters: readonly (readonly [parameter: string, isThere: boolean, absent: string])[],
): string {
  return parameters.reduce((text, [parameter, isThere, absent]) => {
    if (!isThere) return text.replaceAll(parameter, absent);
    return text.replaceAll(`${parameter} IS NOT NULL`, 'true');
  }, template);
}
