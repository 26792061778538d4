import type { Money } from '../../../common/money/money.js';
import type { MethodRefusal } from '../domain/method-rules.js';
import type { GatewayCapabilities } from './payment-gateway.js';

/** Why a gateway cannot take an amount, or null; in the words of a method's own rules. */
export function gatewayRefusal(
  { currencies, limits }: GatewayCapabilities,
  { amount, currency }: Money,
): MethodRefusal | null {
  if (currencies !== null && !currencies.includes(currency)) return 'currency';
  const { min, max } = limits?.[currency] ?? {};
  if (min !== undefined && amount < min) return 'amount_too_small';
  return max !== undefined && amount > max ? 'amount_too_large' : null;
}
