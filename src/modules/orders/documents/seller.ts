import type { Env } from '../../../config/env.js';
import type { Seller } from './invoice-content.js';

/** Who sells, by the environment. */
export function sellerOf(
  env: Pick<Env, 'SELLER_NAME' | 'SELLER_ADDRESS' | 'SELLER_TAX_ID'>,
): Seller {
  return { name: env.SELLER_NAME, address: env.SELLER_ADDRESS, taxId: env.SELLER_TAX_ID ?? null };
}
