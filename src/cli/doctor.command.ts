import { Command } from 'commander';
import pg from 'pg';
import {
  describeStock,
  examineStock,
  type StockReport,
} from '../modules/operations/doctor/examine-stock.js';
import { answer, type JsonOption, withManners } from './output.js';
import { withDatabase } from './with-database.js';

/** `doctor stock`: whether the stock is what ledgers and orders say. Ends with 1 when it is not. */
export function createDoctorCommand(): Command {
  const doctor = new Command('doctor').description('look for what is not as it should be');
  const stock = doctor
    .command('stock')
    .description('recompute ledgers, counters, places and reservations of all variants')
    .action((options: JsonOption) =>
      withDatabase(async ({ urls }) => {
        const report = await examine(urls.ownerUrl);
        answer(options, report, describeStock(report));
        if (!report.ok) process.exitCode = 1;
      }),
    );
  withManners(stock, 'doctor stock');
  return doctor;
}

/** The owner of the tables sees all rows, and nothing stops it after some seconds. */
async function examine(url: string): Promise<StockReport> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SET default_transaction_read_only = on; SET statement_timeout = 0');
    return await examineStock(
      async <Row extends Record<string, unknown>>({ name, text }: { name: string; text: string }) =>
        (await client.query<Row>({ name, text })).rows,
    );
  } finally {
    await client.end();
  }
}
