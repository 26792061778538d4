import { Argument, Command } from 'commander';
import pg from 'pg';
import {
  DOCTOR_AREAS,
  type DoctorArea,
  type ExamineQuery,
} from '../modules/operations/doctor/doctor.types.js';
import { describeStock, examineStock } from '../modules/operations/doctor/examine-stock.js';
import { answer, type JsonOption, progress, withManners } from './output.js';
import { withDatabase } from './with-database.js';

const PROGRESS_MS = 2_000;

interface DoctorOptions extends JsonOption {
  readonly table?: boolean;
}

/** `doctor`: whether all rules of the shop hold. Ends with 1 when one does not. */
export function createDoctorCommand(): Command {
  const doctor = new Command('doctor')
    .description(
      'look for what is not as it should be: all rules of the shop, or those of some areas',
    )
    .addArgument(new Argument('[areas...]', 'what to look at').choices(DOCTOR_AREAS))
    .option('--table', 'of the stock every difference, with what was expected')
    .action(run);
  return withManners(doctor, 'doctor', 'doctor orders payments', 'doctor stock --table');
}

async function run(areas: readonly DoctorArea[], options: DoctorOptions): Promise<void> {
  // Only here: the gateways and the registry of personal data take their time to load.
  const { describeReport, examineShop } =
    await import('../modules/operations/doctor/examine-shop.js');
  await withDatabase(async ({ urls, env }) => {
    const client = new pg.Client({ connectionString: urls.ownerUrl });
    await client.connect();
    try {
      // The owner of the tables sees all rows, and nothing stops it after some seconds.
      await client.query('SET default_transaction_read_only = on; SET statement_timeout = 0');
      const query: ExamineQuery = async <Row extends Record<string, unknown>>(
        { name, text }: { name: string; text: string },
        values: readonly unknown[] = [],
      ) => (await client.query<Row>({ name: name.slice(0, 63), text, values: [...values] })).rows;
      const asked = areas.length > 0 ? { areas } : {};
      const report = await examineShop({ query, env, ...asked, onProgress: teller() });
      const stock = options.table === true ? await examineStock(query) : null;
      const document = stock === null ? report : { ...report, stock };
      const table = stock === null ? [] : [...describeStock(stock), ''];
      answer(options, document, [...table, ...describeReport(report)]);
      if (!report.ok) process.exitCode = 1;
    } finally {
      await client.end();
    }
  });
}

/** Says on standard error what is looked at, where it takes longer than somebody likes to wait. */
function teller(): (code: string) => void {
  let told = Date.now();
  return (code) => {
    if (Date.now() - told < PROGRESS_MS) return;
    told = Date.now();
    progress(`looking at ${code} …`);
  };
}
