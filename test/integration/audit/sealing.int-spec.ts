import pg from 'pg';
import { beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { UnitOfWork } from '../../../src/database/unit-of-work.js';
import { AuditModule } from '../../../src/modules/audit/audit.module.js';
import { AuditService } from '../../../src/modules/audit/audit.service.js';
import { useIntegration } from '../../setup/test-app.js';

const WRITE = `INSERT INTO audit_log (table_name, row_id, action, after) VALUES ('probe', $1, 'insert', $2)`;

describe('Sealing the audit log', () => {
  const t = useIntegration({ only: [AuditModule] });
  const seal = () => t.get(AuditService).seal(systemContext('test'));
  const verify = () => t.get(AuditService).verify(systemContext('test'));
  const count = async (text: string): Promise<number> => {
    const found = await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`);
    return found.rows[0]?.n ?? 0;
  };
  const write = (rowId: string) => t.db.query(WRITE, [rowId, { name: rowId }]);

  beforeEach(seal);

  it('covers every entry once and finds nothing wrong with it', async () => {
    await write('a');
    await write('b');
    expect(await seal()).toEqual({ seals: 1, entries: 2 });
    expect(await seal()).toEqual({ seals: 0, entries: 0 });
    expect(await count('audit_log')).toBe(await count('audit_digests'));
    const report = await verify();
    expect(report).toMatchObject({ ok: true, unsealed: 0, findingCount: 0 });
    expect(report.entries).toBe(await count('audit_log'));
    expect(report.lastSeal).toMatch(/^[0-9a-f]{64}$/);
  });

  it('seals a transaction that commits late with a small number, and nothing of one rolled back', async () => {
    const late = await t.db.connect();
    try {
      await late.query('BEGIN');
      await late.query('SELECT pg_current_xact_id()');
      await late.query(WRITE, ['late', { name: 'late' }]);
      // Far more than the numbers that are looked at again anyway.
      await t.owner.query(`SELECT setval('audit_log_seq', nextval('audit_log_seq') + 5000)`);
      const undone = await t.db.connect();
      await undone.query('BEGIN');
      await undone.query(WRITE, ['undone', { name: 'undone' }]);
      await undone.query('ROLLBACK');
      undone.release();
      for (let round = 0; round < 3; round += 1) {
        await write(`early ${round}`);
        expect(await seal()).toEqual({ seals: 1, entries: 1 });
      }
      expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
      await late.query('COMMIT');
    } finally {
      late.release();
    }
    expect(await verify()).toMatchObject({ ok: true, unsealed: 1 });
    expect(await seal()).toEqual({ seals: 1, entries: 1 });
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
    expect(await count(`audit_log WHERE row_id = 'undone'`)).toBe(0);
    expect(await count('audit_log')).toBe(await count('audit_digests'));
  });

  it('under writers that commit in any order each entry is sealed exactly once', async () => {
    let writing = true;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let round = 0; round < 40; round += 1) {
        const client = await t.db.connect();
        try {
          await client.query('BEGIN');
          await client.query(WRITE, [`w${writer}`, { round }]);
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 15));
          await client.query(round % 5 === 0 ? 'ROLLBACK' : 'COMMIT');
        } finally {
          client.release();
        }
      }
    });
    const sealers = Array.from({ length: 2 }, async () => {
      while (writing) await seal();
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    await seal();
    expect(await count(`audit_log WHERE row_id LIKE 'w%'`)).toBe(6 * 32);
    expect(await count('audit_log')).toBe(await count('audit_digests'));
    expect(await count('(SELECT DISTINCT audit_id FROM audit_digests) d')).toBe(
      await count('audit_log'),
    );
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0, findingCount: 0 });
  });

  it('works in batches, and two at once share them', async () => {
    await t.owner.query(
      `INSERT INTO audit_log (table_name, row_id, action, after)
       SELECT 'probe', g::text, 'insert', jsonb_build_object('n', g) FROM generate_series(1, 4500) g`,
    );
    const results = await Promise.all([seal(), seal()]);
    const rest = await seal();
    expect(results.reduce((sum, { entries }) => sum + entries, rest.entries)).toBe(4500);
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('killed in the middle it leaves nothing behind, and the next run goes on', async () => {
    await t.owner.query(
      `INSERT INTO audit_log (table_name, row_id, action, after)
       SELECT 'probe', g::text, 'insert', jsonb_build_object('n', g) FROM generate_series(1, 4500) g`,
    );
    const before = await count('audit_seals');
    const killer = (async () => {
      while ((await count('audit_seals')) < before + 1) {
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      await t.owner.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE usename = 'eshop_app' AND datname = current_database() AND pid <> pg_backend_pid()`,
      );
    })().catch(() => undefined);
    await Promise.allSettled([seal(), killer]);
    await seal();
    expect(await count('audit_log')).toBe(await count('audit_digests'));
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('goes on after the database was moved to another server', async () => {
    await write('before the move');
    await seal();
    // The numbers of transactions begin anew there.
    await t.owner.query(
      `UPDATE audit_seals SET snapshot_end = snapshot_end + 4000000000 WHERE seq = (SELECT max(seq) FROM audit_seals)`,
    );
    await write('after the move');
    expect(await seal()).toEqual({ seals: 1, entries: 1 });
    await t.owner.query(
      `UPDATE audit_seals SET snapshot_end = snapshot_end - 4000000000 WHERE snapshot_end > 4000000000`,
    );
    expect(await verify()).toMatchObject({ ok: true, unsealed: 0 });
  });

  it('the door for seals opens for the application alone, and only behind the last seal', async () => {
    const reader = new pg.Client({ connectionString: t.readerUrl });
    await reader.connect();
    const call = `SELECT add_audit_seal($1::jsonb, '[]'::jsonb)`;
    await reader.query('BEGIN READ WRITE');
    await expect(reader.query(call, ['{}'])).rejects.toMatchObject({ code: '42501' });
    await reader.end();
    await write('a');
    await seal();
    await expect(t.db.query(call, [{ previous: 'ab' }])).rejects.toMatchObject({ code: '40001' });
    for (const text of [
      `INSERT INTO audit_digests (audit_id) VALUES (gen_random_uuid())`,
      `UPDATE audit_seals SET digest = digest`,
      `DELETE FROM audit_digests`,
      `INSERT INTO audit_log (table_name, action, created_at) VALUES ('x', 'insert', now() - interval '1 day')`,
      `INSERT INTO audit_log (table_name, action, seq) VALUES ('x', 'insert', 1)`,
    ]) {
      await expect(t.db.query(text), text).rejects.toMatchObject({ code: '42501' });
    }
  });

  it('a unit of work leaves actor and request id in what is sealed', async () => {
    const actorId = '7a3c1a0e-1111-4222-8333-444455556666';
    await t
      .get(UnitOfWork)
      .run({ actorId, requestId: 'sealed-request', scope: 'all' }, (tx) =>
        tx.query(`INSERT INTO brands (name, slug) VALUES ('Sealed', 'sealed')`),
      );
    await seal();
    const found = await t.owner.query(
      `SELECT a.actor_id, a.request_id, a.table_name FROM audit_log a JOIN audit_digests d ON d.audit_id = a.id
        WHERE a.request_id = 'sealed-request'`,
    );
    expect(found.rows).toEqual([
      { actor_id: actorId, request_id: 'sealed-request', table_name: 'brands' },
    ]);
  });
});
