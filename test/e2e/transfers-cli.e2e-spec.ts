import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TransfersModule } from '../../src/modules/transfers/transfers.module.js';
import { UsersModule } from '../../src/modules/users/users.module.js';
import { runProgram, runTyped } from '../setup/command-line.js';
import { useIntegration } from '../setup/test-app.js';
import { builtFile } from '../setup/test-build.js';
import { testRun } from '../setup/test-run.js';

const LIMIT_MS = 180_000;
const LINES = [
  'slug,name,category,published,sku,price:USD,stock',
  'cli-lamp,Lamp,Home > Light,yes,CLI-LAMP,19.90,5',
  'cli-vase,Vase,Home,yes,CLI-VASE,9.999,1',
];

describe('Imports and exports on the command line', () => {
  const t = useIntegration({ only: [TransfersModule, UsersModule] });
  const path = (name: string): string => {
    const folder = join(testRun().folder, 'transfers-cli');
    mkdirSync(folder, { recursive: true });
    return join(folder, name);
  };
  // A start of its own for the first, which stands for all of them.
  const program = (...args: string[]) =>
    runProgram(builtFile('src/cli.js'), args, t.variables, testRun().folder);
  const run = (...args: string[]) => runTyped(args, t.variables);
  const column = async (sql: string, values: unknown[] = []) =>
    (await t.owner.query<{ value: string }>(sql, values)).rows.map(({ value }) => value);

  it('takes a file in, and names the rows that were refused', { timeout: LIMIT_MS }, async () => {
    const staff = await t.given.staff({ catalog: 'rwx' });
    const [login] = await column('SELECT email AS value FROM users WHERE id = $1', [staff.id]);
    writeFileSync(path('lamps.csv'), `${LINES.join('\n')}\n`);
    const args = ['import', path('lamps.csv'), '--create-missing', '--as', login ?? ''];
    const dry = await program(...args, '--dry-run');
    expect(dry).toMatchObject({ code: 1 });
    expect(dry.output).toMatch(/dry run, nothing was written/);
    const done = await run(...args);
    expect(done).toMatchObject({ code: 1 });
    expect(done.output).toMatch(/2 rows: 1 created, 0 updated, 0 unchanged, 1 failed\./);
    expect(done.errors).toMatch(/2 rows, 1 wrong, \d+ rows\/s/);
    expect(done.errors).toMatch(/row 3, price:USD: .+ \("9\.999"\)/);
    const actors = `SELECT DISTINCT actor_id::text AS value FROM audit_log WHERE table_name IN ('imports', 'products')`;
    expect(await column(actors)).toEqual([staff.id]);
    writeFileSync(path('good.csv'), `${LINES.slice(0, 2).join('\n')}\n`);
    const again = await run('import', path('good.csv'));
    expect(again).toMatchObject({ code: 0 });
    expect(again.output).toMatch(/1 rows: 0 created, 0 updated, 1 unchanged, 0 failed\./);
    const out = path('out.jsonl');
    expect(await run('export', 'products', '--format', 'jsonl', '--out', out)).toMatchObject({
      code: 0,
    });
    expect(readFileSync(out, 'utf8')).toMatch(/"slug" ?: ?"cli-lamp"/);
    expect(statSync(out).mode & 0o077).toBe(0);
    expect(await run('import', out)).toMatchObject({ code: 0 });
  });

  it('refuses whoever lacks the right, and wrong use', { timeout: LIMIT_MS }, async () => {
    const staff = await t.given.staff({ catalog: 'r' });
    const [login] = await column('SELECT email AS value FROM users WHERE id = $1', [staff.id]);
    const refused = await run('export', 'customers', '--as', login ?? '');
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.errors).toMatch(/lacks the permission users:r/);
    expect(await run('export', 'secrets')).toMatchObject({ code: 2 });
    const unread = await run('import', path('none.csv'));
    expect(unread).toMatchObject({ code: 2, output: '' });
    expect(unread.errors).toMatch(/^\S+none\.csv cannot be read \(ENOENT\)\.\n$/);
    expect((await run('import', '--help')).output).toMatch(/--dry-run/);
  });
});
