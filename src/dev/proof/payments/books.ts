import type { LedgerAccount } from '../../gateway-simulator/control/control-client.js';
import { brokenRulesOf } from '../checkout/whole-shop.js';
import type { GatewayShop } from './gateway-shop.js';

/**
 * What must hold of money whenever nothing runs, beside the rules of all shops (I10 and I11 among them): each statement
 * finds what breaks the rule.
 */
export const MONEY_INVARIANTS: Readonly<Record<string, string>> = {
  'I10 a payment is told of once': `
    SELECT payload ->> 'paymentId' FROM outbox_events WHERE event = 'payment.succeeded' AND job = 'record-payment-result'
    GROUP BY 1 HAVING count(*) > 1`,
  'I10 an order is confirmed once': `
    SELECT order_id FROM order_status_history WHERE to_status = 'confirmed'
    GROUP BY order_id HAVING count(*) > 1`,
  'I11 what a gateway said of a refund is how it ended': `
    SELECT id FROM refunds WHERE gateway_status IN ('succeeded', 'failed') AND status::text <> gateway_status`,
  'I20 what was told is done': `
    SELECT id FROM payment_events WHERE processed_at IS NULL OR outcome IS NULL`,
  'I20 no job about money was given up': `
    SELECT id FROM outbox_events WHERE failed_at IS NOT NULL
      AND queue IN ('payment-callbacks', 'gateway-calls', 'orders')`,
};

/** Which rules of the tables are broken now, those of money among them. */
export async function brokenMoneyRules({ shop }: Pick<GatewayShop, 'shop'>): Promise<string[]> {
  const broken = await brokenRulesOf(shop.owner);
  for (const [name, sql] of Object.entries(MONEY_INVARIANTS)) {
    const { rowCount } = await shop.owner.query(sql);
    if ((rowCount ?? 0) > 0) broken.push(`${name}: ${rowCount} rows`);
  }
  return broken;
}

interface OurAccount {
  readonly reference: string;
  readonly captured: string;
  readonly refunded: string;
}

const OURS = `
  SELECT p.reference, p.captured_amount::text AS captured,
         coalesce(sum(r.amount) FILTER (WHERE r.status = 'succeeded'), 0)::text AS refunded
    FROM payments p JOIN payment_methods m ON m.id = p.payment_method_id
    LEFT JOIN refunds r ON r.payment_id = p.id
   WHERE m.gateway_supported IN ('stripe', 'paypal', 'vnpay', 'momo', 'sandbox')
   GROUP BY p.id`;

/** I12: the gateways' book and ours say the same of every reference; one line per difference. */
export async function ledgerDifferences({
  shop,
  gateways,
}: Pick<GatewayShop, 'shop' | 'gateways'>): Promise<string[]> {
  const { rows } = await shop.owner.query<OurAccount>(OURS);
  const ours = new Map(rows.map((row) => [row.reference, row]));
  const theirs = new Map<string, LedgerAccount[]>();
  for (const account of await gateways.control.ledger()) {
    theirs.set(account.reference, [...(theirs.get(account.reference) ?? []), account]);
  }
  const references = new Set([...ours.keys(), ...theirs.keys()]);
  return [...references].flatMap((reference) => {
    const accounts = theirs.get(reference) ?? [];
    const own = ours.get(reference) ?? { captured: '0', refunded: '0' };
    const sum = (name: 'captured' | 'refunded'): number =>
      accounts.reduce((total, account) => total + Number(account[name]), 0);
    const taken = accounts.filter(({ captured }) => Number(captured) > 0).length;
    const differs = (['captured', 'refunded'] as const)
      .filter((name) => Math.abs(sum(name) - Number(own[name])) > 0.001)
      .map((name) => `${reference}: ${name} ${sum(name)} at the gateway, ${own[name]} here`);
    return taken > 1 ? [...differs, `${reference}: charged ${taken} times`] : differs;
  });
}
