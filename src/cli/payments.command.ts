import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import pg from 'pg';
import { COMPARE } from '../modules/payments/data/settlement.sql.js';
import { settlementValues } from '../modules/payments/use-cases/compare-settlement.js';
import { answer, type JsonOption, withManners, WrongUse } from './output.js';
import { withDatabase } from './with-database.js';

interface SettleOptions extends JsonOption {
  readonly gateway: string;
  readonly day: string;
}

/** `payments settle`: a settlement file compared with the books. */
export function createPaymentsCommand(): Command {
  const payments = new Command('payments').description('look after payments');
  const settling = payments
    .command('settle <file>')
    .description(
      'compare a settlement file (CSV) with the books of its day; differences become issues',
    )
    .requiredOption('--gateway <code>', 'the gateway that wrote it')
    .requiredOption('--day <YYYY-MM-DD>', 'its day, UTC')
    .action((file: string, options: SettleOptions) => settle(file, options));
  withManners(settling, 'payments settle stripe.csv --gateway stripe --day 2026-01-31');
  return payments;
}

async function settle(file: string, options: SettleOptions): Promise<void> {
  const { gateway, day } = options;
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) {
    throw new WrongUse(`${day} is no day: write it as YYYY-MM-DD.`);
  }
  const values = settlementValues(gateway, day, await readFile(file, 'utf8'));
  await withDatabase(async ({ urls }) => {
    const client = new pg.Client({ connectionString: urls.ownerUrl });
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, number>>({ ...COMPARE, values });
      const { lines, differences, changed, resolved } = rows[0] ?? {};
      const said = `${lines} lines, ${differences} differences (${changed} new), ${resolved} issues are none any more.`;
      answer(options, { lines, differences, changed, resolved }, said);
    } finally {
      await client.end();
    }
  });
}
