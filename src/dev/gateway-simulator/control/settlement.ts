import type { Gateway } from '../gateway.js';
import { formatMinor } from '../minor-units.js';
import type { World } from '../world.js';

const HEADER = 'reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at';

/** What a gateway took and gave back on a day (UTC), as a merchant downloads it. */
export function settlementCsv(world: World, gateway: Gateway, day: string): string {
  const lines = world.ledger.list(gateway).flatMap((account) =>
    account.movements
      .filter(({ kind, state }) => state === 'done' && (kind === 'capture' || kind === 'refund'))
      .filter(({ at }) => at.startsWith(day))
      .map(({ kind, id, amount, at }) =>
        [
          account.reference,
          account.gatewayPaymentId,
          kind,
          kind === 'refund' ? id : '',
          formatMinor(amount, account.currency),
          account.currency,
          at,
        ]
          .map(quoted)
          .join(','),
      ),
  );
  return `${[HEADER, ...lines].join('\n')}\n`;
}

function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
