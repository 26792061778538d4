import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AuditModule } from '../../src/modules/audit/audit.module.js';
import { useIntegration } from '../setup/test-app.js';
import { builtFile } from '../setup/test-build.js';
import { useWorkers } from '../setup/test-workers.js';

interface Report {
  readonly ok: boolean;
  readonly entries: number;
  readonly findings: readonly { readonly kind: string; readonly seq: string }[];
}

describe('The maintenance worker and the command line', () => {
  const t = useIntegration({ only: [AuditModule] });
  useWorkers(['maintenance', 'relay']);

  async function verify(...args: string[]): Promise<{ code: number | null; output: string }> {
    const child = spawn(process.execPath, [builtFile('src/cli.js'), 'audit', 'verify', ...args], {
      env: { PATH: process.env['PATH'], ...t.variables },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output };
  }

  async function untilSealed(): Promise<void> {
    const end = Date.now() + 100_000;
    for (;;) {
      const { rows } = await t.owner.query<{ open: number }>(
        `SELECT count(*)::int AS open FROM audit_log a
          WHERE NOT EXISTS (SELECT FROM audit_digests d WHERE d.audit_id = a.id)`,
      );
      if (rows[0]?.open === 0) return;
      if (Date.now() > end) throw new Error('The worker did not seal in time');
      await sleep(200);
    }
  }

  it('seal what is written and find one edited byte', { timeout: 180_000 }, async () => {
    await t.owner.query(
      `INSERT INTO brands (name, slug) SELECT 'Brand ' || g, 'brand-' || g FROM generate_series(1, 50) g`,
    );
    // The schedule asks for this each minute.
    await t.owner.query(
      `INSERT INTO outbox_events (queue, job, payload) VALUES ('maintenance', 'seal-audit', '{}')`,
    );
    await untilSealed();
    const whole = await verify();
    expect(whole).toMatchObject({ code: 0 });
    expect(whole.output).toMatch(
      /^The audit log is whole: \d+ entries in \d+ seals; nothing waits/,
    );
    const anchor = /--anchor: ([0-9a-f]{64})/.exec(whole.output)?.[1] ?? '';
    expect((await verify('--anchor', anchor)).code).toBe(0);
    const cut = await verify('--anchor', 'ab'.repeat(32));
    expect(cut.code).toBe(1);
    expect(cut.output).toContain('cut off');

    const edited = await t.owner.query<{ seq: string }>(
      `UPDATE audit_log SET after = jsonb_set(after, '{name}', '"Brand 8"')
        WHERE table_name = 'brands' AND after ->> 'name' = 'Brand 7' RETURNING seq`,
    );
    const seq = edited.rows[0]?.seq ?? '';
    const found = await verify();
    expect(found.code).toBe(1);
    expect(found.output).toContain(
      'The audit log was tampered with (findings: 1). First: Entry ' + seq,
    );
    const json = await verify('--json', '--from', '2000-01-01');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output) as Report).toMatchObject({
      ok: false,
      findings: [{ kind: 'entry_changed', seq }],
    });
    expect((await verify('--to', '2000-01-01')).code).toBe(0);
    expect(await verify('--from', 'yesterday')).toMatchObject({ code: 2 });
  });
});
