import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.js';

/** What was released before was reviewed without the linter, and is never changed. */
const BASE_LINE = 1764000046000;

/** Rules that this project keeps in another way. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  'prefer-text-field': 'lengths are part of the schema as reviewed',
  'prefer-bigint-over-int': 'counts that checks keep small',
  'require-lock-timeout': 'the owner role and the migration run set it (roles.ts, migrate.ts)',
  'require-statement-timeout': 'the same; backfills may take as long as they need',
};

/** What one migration may do although the linter minds, and why that stops nobody. */
const ACCEPTED: Readonly<Record<string, string>> = {
  '1764000047000 require-concurrent-index-creation':
    'over a column that this migration adds: nothing stands in it yet',
  '1764000048000 adding-field-with-default':
    'current_setting is stable: it is asked once, no row is written',
  '1764000051000 require-concurrent-index-creation':
    'archives are partitioned, where an index cannot be built concurrently; customers do not write there',
  '1764000056000 require-concurrent-index-creation': 'over archives, see 1764000051000',
  '1764000057000 require-concurrent-index-creation': 'over archives, see 1764000051000',
  '1764000058000 require-concurrent-index-creation': 'over archives, see 1764000051000',
};

const require = createRequire(import.meta.url);

function findLinter(): string | null {
  try {
    const program = require.resolve('@squawk-cli/linux-x64/bin/squawk');
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/** The statements of `up`, as far as they do not depend on rows that it reads. */
async function statementsOf(Migration: (typeof migrations)[number]): Promise<string> {
  const sent: string[] = [];
  const runner = {
    query: (text: string) => {
      sent.push(text.trim().replace(/;?$/, ';'));
      return Promise.resolve([]);
    },
  };
  await new Migration().up(runner as never);
  return sent.join('\n');
}

interface Complaint {
  readonly rule_name: string;
  readonly line: number;
  readonly message: string;
}

/** One that says so runs statement by statement, as an index that is built beside its writers asks for. */
function isInTransaction(Migration: (typeof migrations)[number]): boolean {
  return (new Migration() as { readonly transaction?: boolean }).transaction !== false;
}

function lint(program: string, sql: string, inTransaction = true): Promise<Complaint[]> {
  const excluded = Object.keys(NOT_ASKED).flatMap((rule) => ['--exclude', rule]);
  const options = ['--pg-version', '15', '--reporter', 'json'];
  if (inTransaction) options.push('--assume-in-transaction');
  return new Promise((resolve, reject) => {
    const child = execFile(program, [...options, ...excluded], (error, stdout, stderr) => {
      if (stdout.trim() === '' && error) reject(new Error(stderr || error.message));
      else resolve(JSON.parse(stdout || '[]') as Complaint[]);
    });
    child.stdin?.end(sql);
  });
}

const program = findLinter();

describe.skipIf(program === null)('Migrations since the base line', () => {
  const linted = migrations
    .map((Migration) => ({ Migration, stamp: Number(Migration.name.slice(-13)) }))
    .filter(({ stamp }) => stamp > BASE_LINE);

  it.each(linted)('$stamp locks nobody out', async ({ Migration, stamp }) => {
    const found = await lint(
      program ?? '',
      await statementsOf(Migration),
      isInTransaction(Migration),
    );
    const minded = found.filter(({ rule_name: rule }) => !(`${stamp} ${rule}` in ACCEPTED));
    expect(minded.map(({ rule_name: rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it('would be refused with an index that blocks writers or a column that is taken away', async () => {
    const found = await lint(
      program ?? '',
      'CREATE INDEX i ON orders (status);\nALTER TABLE orders DROP COLUMN status;\nALTER TABLE orders ADD COLUMN a int NOT NULL;',
    );
    expect(found.map(({ rule_name: rule }) => rule)).toEqual(
      expect.arrayContaining([
        'require-concurrent-index-creation',
        'ban-drop-column',
        'adding-required-field',
      ]),
    );
  });

  it('has no exception that nothing needs', async () => {
    const needed = new Set<string>();
    for (const { Migration, stamp } of linted) {
      const found = await lint(
        program ?? '',
        await statementsOf(Migration),
        isInTransaction(Migration),
      );
      for (const { rule_name: rule } of found) needed.add(`${stamp} ${rule}`);
    }
    expect(Object.keys(ACCEPTED).filter((key) => !needed.has(key))).toEqual([]);
  });
});
