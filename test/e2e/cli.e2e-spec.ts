import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFreePort } from '../../src/dev/free-port.js';
import { runTyped } from '../setup/command-line.js';
import { builtFile } from '../setup/test-build.js';
import { useDatabase } from '../setup/test-database.js';
import { testRun } from '../setup/test-run.js';

interface Result {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('The command line', () => {
  const migrated = useDatabase();
  const empty = useDatabase({ empty: true });

  function run(args: string[], url: string, input = ''): Promise<Result> {
    const cwd = join(testRun().folder, 'cli');
    mkdirSync(cwd, { recursive: true });
    const child = spawn(process.execPath, [builtFile('src/cli.js'), ...args], {
      cwd,
      env: { PATH: process.env['PATH'], DATABASE_URL: url, DATABASE_OWNER_URL: url },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdin.end(input);
    return new Promise((resolve) =>
      child.once('close', (code) => resolve({ code, output, errors })),
    );
  }

  /** The same in this process, for what needs no start of its own. */
  const typed = (args: string[], url: string): Promise<Result> =>
    runTyped(args, { DATABASE_URL: url, DATABASE_OWNER_URL: url });

  it('shows its commands, and how each is used', async () => {
    const all = await run(['--help'], empty.ownerUrl);
    expect(all.code).toBe(0);
    for (const name of ['migrate', 'demo', 'create-admin', 'outbox', 'roles', 'secrets']) {
      expect(all.output).toContain(`  ${name}`);
    }
    expect((await typed(['outbox', 'replay', '--help'], empty.ownerUrl)).output).toContain(
      '--queue',
    );
  });

  it('ends with 2 and the known commands after wrong use', async () => {
    expect(await run(['frobnicate'], empty.ownerUrl)).toMatchObject({ code: 2, output: '' });
    expect((await typed(['demo', '--products', 'many'], empty.ownerUrl)).code).toBe(2);
    expect((await typed(['create-admin'], empty.ownerUrl)).errors).toContain('--email');
  });

  it('ends with 1 and one sentence when the database does not answer', async () => {
    const url = `postgres://me:hidden@127.0.0.1:${await findFreePort()}/shop`;
    const refused = await run(['migrate'], url);
    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(/^Failed: .*ECONNREFUSED.*\n$/);
    expect(refused.errors).not.toContain('hidden');
  });

  it('compares a settlement file with the books, again without finding anything new', async () => {
    const { owner } = migrated;
    const file = join(testRun().folder, 'settlement.csv');
    const head = 'reference,gateway_payment_id,kind,gateway_refund_id,amount,currency,occurred_at';
    const settle = (lines: string, ...more: string[]) => {
      writeFileSync(file, `${head}\n${lines}`);
      const day = ['--gateway', 'bank', '--day', '2026-03-02'];
      return typed(['payments', 'settle', file, ...day, ...more], migrated.ownerUrl);
    };
    const stranger = 'PNOBODY,g-2,capture,,5.00,USD,2026-03-02T11:00:00Z\n';
    const other = 'POTHER,g-1,capture,,10.00,USD,2026-03-02T10:00:00Z\n';
    const first = await settle(other + stranger, '--json');
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.output)).toMatchObject({ lines: 2, resolved: 0 });
    const kinds = async () => {
      const issues = await owner.query<{ kind: string; status: string }>(
        `SELECT kind, status FROM reconciliation_issues WHERE gateway = 'bank' ORDER BY kind`,
      );
      return issues.rows.map(({ kind, status }) => `${kind} ${status}`);
    };
    const unknown = async () => {
      return (await kinds()).filter((issue) => issue === 'unknown_capture open').length;
    };
    expect(await unknown()).toBe(2);
    const again = await settle(other + stranger, '--json');
    expect(JSON.parse(again.output)).toMatchObject({ lines: 2, changed: 0 });
    expect((await settle(other)).output).toMatch(/^1 lines, /);
    expect(await unknown()).toBe(1);
    expect(await settle('what is this')).toMatchObject({ code: 1 });
    expect(
      (
        await typed(
          ['payments', 'settle', file, '--gateway', 'bank', '--day', 'today'],
          empty.ownerUrl,
        )
      ).code,
    ).toBe(2);
    expect(
      (
        await typed(
          ['payments', 'settle', `${file}.no`, '--gateway', 'bank', '--day', '2026-03-02'],
          migrated.ownerUrl,
        )
      ).code,
    ).toBe(1);
  });

  it('migrates up, down and up again', { timeout: 120_000 }, async () => {
    const tables = async (): Promise<number> => {
      const found = await empty.owner.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migrations'`,
      );
      return found.rows[0]?.n ?? 0;
    };
    const ran = await run(['migrate', '--json'], empty.ownerUrl);
    expect(ran).toMatchObject({ code: 0, errors: expect.stringContaining('executed') as string });
    expect(JSON.parse(ran.output)).toMatchObject({ ran: expect.any(Array) as string[] });
    const full = await tables();
    expect(full).toBeGreaterThan(25);
    const again = await typed(['migrate'], empty.ownerUrl);
    expect(again.output).toContain('Nothing to do');
    expect(await typed(['migrate', '--down'], empty.ownerUrl)).toMatchObject({ code: 0 });
    expect(await tables()).toBe(0);
    expect(await typed(['migrate'], empty.ownerUrl)).toMatchObject({ code: 0 });
    expect(await tables()).toBe(full);
  });

  it('creates an administrator once', async () => {
    const args = ['create-admin', '--email', 'Root@example.com', '--password-stdin'];
    const created = await run(args, migrated.ownerUrl, 'violet harbour 42\n');
    expect(created).toMatchObject({ code: 0, errors: '' });
    expect(created.output).not.toContain('violet');
    const { rows } = await migrated.owner.query(
      `SELECT r.code, u.verified_email, u.hashed_password LIKE '$2%' AS hashed
       FROM users u JOIN user_roles r ON r.id = u.role_id WHERE lower(u.email) = 'root@example.com'`,
    );
    expect(rows).toEqual([{ code: 'admin', verified_email: true, hashed: true }]);
    const twice = await run(args, migrated.ownerUrl, 'violet harbour 42\n');
    expect(twice).toMatchObject({ code: 1, errors: expect.stringContaining('taken') as string });
    const short = await run(args, migrated.ownerUrl, 'short\n');
    expect(short.errors).toContain('8 to 128 characters');
  });

  it('hands failed events to the relay again, and only those', async () => {
    await migrated.owner.query(
      `INSERT INTO outbox_events (event, queue, job, relayed_at, relay_count, failed_at, done_at)
       VALUES ('payment.succeeded', 'orders', 'a', now(), 3, now(), NULL),
              ('payment.succeeded', 'orders', 'b', now(), 1, NULL, NULL),
              ('payment.succeeded', 'orders', 'c', now(), 1, NULL, now())`,
    );
    const counted = await run(['outbox', 'replay', '--dry-run'], migrated.ownerUrl);
    expect(counted.output).toBe('1 events would be replayed.\n');
    const done = await typed(['outbox', 'replay', '--queue', 'orders'], migrated.ownerUrl);
    expect(done.output).toBe('1 events replayed.\n');
    const { rows } = await migrated.owner.query(
      'SELECT job, relay_count FROM outbox_events WHERE relayed_at IS NULL',
    );
    expect(rows).toEqual([{ job: 'a', relay_count: 3 }]);
  });

  it('examines the stock, and ends with 1 and a table when something differs', async () => {
    const whole = await typed(['doctor', 'stock', '--table'], migrated.ownerUrl);
    expect(whole).toMatchObject({ code: 0, errors: '' });
    expect(whole.output).toMatch(/^ok +ledger +free less owed/m);
    await migrated.owner.query(
      `WITH p AS (INSERT INTO products (name, slug, base_price) VALUES ('Odd', 'odd', 1) RETURNING id)
       INSERT INTO product_variants (product_id, name, sku, price, inventory_quantity)
       SELECT id, 'Odd', 'ODD-1', 1, 5 FROM p`,
    );
    await migrated.owner.query('UPDATE product_variants SET inventory_quantity = 4');
    const odd = await run(['doctor', 'stock', '--table'], migrated.ownerUrl);
    expect(odd.code).toBe(1);
    expect(odd.output).toMatch(/^ledger +ODD-1 +- +- +5 +4$/m);
    const { output } = await typed(['doctor', 'stock', '--table', '--json'], migrated.ownerUrl);
    expect(JSON.parse(output)).toMatchObject({
      ok: false,
      findings: [{ code: 'stock.ledger', count: 1 }, { code: 'stock.places' }],
      stock: { ok: false, differences: [{}, {}] },
    });
  });

  it('answers as one JSON document, whatever it is asked', { timeout: 120_000 }, async () => {
    const calls = [
      ['doctor', 'queues', 'database'],
      // Makes a folder where it is started.
      ['backup', 'list'],
      ['outbox', 'replay', '--dry-run'],
      ['jobs', 'list'],
      ['keys', 'status'],
      ['erasures', 'list'],
    ];
    for (const [index, call] of calls.entries()) {
      // One that loads much of the program, and one that loads little, as they are started; nothing else may be said.
      const way = index < 2 ? run : typed;
      const { output } = await way([...call, '--json'], migrated.ownerUrl);
      expect(output.trimEnd().split('\n'), call.join(' ')).toHaveLength(1);
      expect(JSON.parse(output), call.join(' ')).toBeInstanceOf(Object);
    }
    const refused = await run(['jobs', 'retry', '--json'], migrated.ownerUrl);
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.output)).toEqual({
      error: expect.stringContaining('--queue') as string,
    });
  });

  it('prints new secrets that differ each time', async () => {
    const [first, second] = await Promise.all([
      run(['secrets'], empty.ownerUrl),
      run(['secrets'], empty.ownerUrl),
    ]);
    expect(first.output).toMatch(/^JWT_KEYS=k1:\S{32,}$/m);
    expect(first.output).not.toBe(second.output);
  });
});
