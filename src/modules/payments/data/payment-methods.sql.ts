import type { Statement } from '../../../database/statement.js';

const FIELDS = `'id', m.id, 'code', m.code, 'name', m.name, 'description', m.description,
  'isActive', m.is_active, 'gateway', m.gateway_supported, 'requiresAccount', m.requires_account,
  'minAmount', m.min_amount::text, 'maxAmount', m.max_amount::text,
  'currencies', m.currency_supported, 'countries', m.countries_supported`;

/**
 * A scalar subquery that reads one method as JSON (`PaymentMethodRecord`, or NULL), for statements
 * that load it beside other things.
 *
 * @param code SQL of the code, such as `$5`; never text from outside
 */
export function paymentMethodJson(code: string): string {
  return `(SELECT json_build_object(${FIELDS}) FROM payment_methods m WHERE m.code = ${code})`;
}

export const FIND_METHOD: Statement = {
  name: 'payments-find-method',
  text: `SELECT ${paymentMethodJson('$1')} AS method`,
};

export const LIST_METHODS: Statement = {
  name: 'payments-list-methods',
  text: `SELECT json_build_object(${FIELDS}) AS method FROM payment_methods m
          WHERE m.is_active ORDER BY m.position, m.created_at, m.code`,
};
