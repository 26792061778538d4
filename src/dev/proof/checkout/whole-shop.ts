import type { Pool } from 'pg';
import { STOCK_CHECKS } from '../../../modules/operations/doctor/stock-checks.js';
import { ORDER_INVARIANTS } from '../order-invariants.js';

/**
 * What must hold over all tables of a shop that has been in use since its first order, whenever nothing runs: each
 * statement finds what breaks the rule. All of them are the doctor's, but for what is only sure when nothing runs.
 */
export const SHOP_INVARIANTS: Readonly<Record<string, string>> = {
  ...ORDER_INVARIANTS,
  ...Object.fromEntries(STOCK_CHECKS.map(({ rule, sql }) => [`I2 ${rule}`, sql] as const)),
  // Nobody lowers a limit while pieces are owed in these shops.
  'I1 no more is owed than may be': `
    SELECT id FROM product_variants WHERE backordered_quantity > backorder_limit`,
};

/** By rule that is broken now, how many rows break it. */
export async function brokenRowsOf(owner: Pool): Promise<Map<string, number>> {
  const broken = new Map<string, number>();
  for (const [name, sql] of Object.entries(SHOP_INVARIANTS)) {
    const { rowCount } = await owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.set(name, rowCount ?? 0);
  }
  return broken;
}

/** Which of the rules are broken now, and how often. */
export async function brokenRulesOf(owner: Pool): Promise<string[]> {
  return [...(await brokenRowsOf(owner))].map(([name, rows]) => `${name}: ${rows} rows`);
}
