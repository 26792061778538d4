import { Command } from 'commander';
import pg from 'pg';
import type { Statement } from '../database/statement.js';
import {
  type AuditQuery,
  type AuditReport,
  AuditVerifier,
  describeReport,
} from '../modules/audit/use-cases/audit-verifier.js';
import { answer, type JsonOption, progress, withManners } from './output.js';
import { withDatabase } from './with-database.js';

interface VerifyCommandOptions extends JsonOption {
  readonly from?: Date;
  readonly to?: Date;
  readonly anchor?: string;
}

const WRONG_USE = 2;
const PROGRESS_MS = 2_000;

/** `audit verify`: whether the audit log is what was sealed. Ends with 1 when it is not. */
export function createAuditCommand(): Command {
  const audit = new Command('audit').description('look after the audit log');
  const verifying = audit
    .command('verify')
    .description('compare every entry of the audit log with its seal')
    .option('--from <time>', 'only what was sealed and written from then on', time)
    .option('--to <time>', 'only what was sealed and written before', time)
    .option('--anchor <digest>', 'a seal noted earlier, that must still be part of the chain')
    .action((options: VerifyCommandOptions) =>
      withDatabase(async ({ urls, env }) => {
        const report = await verify(urls.ownerUrl, env.AUDIT_KEY, options);
        answer(options, report, linesOf(report));
        if (!report.ok) process.exitCode = 1;
      }),
    );
  withManners(verifying, 'audit verify', 'audit verify --from 2026-01-01 --to 2026-02-01');
  return audit;
}

async function verify(
  url: string,
  key: string,
  { from, to, anchor }: VerifyCommandOptions,
): Promise<AuditReport> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let told = Date.now();
  const onProgress = (entries: number): void => {
    if (Date.now() - told < PROGRESS_MS) return;
    told = Date.now();
    progress(`${entries} entries checked …`);
  };
  try {
    const query: AuditQuery = async <Row extends pg.QueryResultRow>(
      { name, text }: Statement,
      values: readonly unknown[],
    ) => (await client.query<Row>({ name, text, values: [...values] })).rows;
    const verifier = new AuditVerifier(query, key, { from, to, anchor, onProgress });
    return await verifier.verify();
  } finally {
    await client.end();
  }
}

function linesOf(report: AuditReport): string[] {
  const seal = report.lastSeal === null ? [] : [`Newest seal, for --anchor: ${report.lastSeal}`];
  const others = report.findings.slice(1).map(({ message }) => `- ${message}`);
  return [describeReport(report), ...others, ...seal];
}

function time(text: string): Date {
  const value = new Date(text);
  if (!Number.isNaN(value.getTime())) return value;
  process.stderr.write(`"${text}" is not a time such as 2026-01-31 or 2026-01-31T10:00:00Z.\n`);
  return process.exit(WRONG_USE);
}
