import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { AuditModule } from '../../../src/modules/audit/audit.module.js';
import { AuditService, AuditTampered } from '../../../src/modules/audit/audit.service.js';
import { useIntegration } from '../../setup/test-app.js';

interface Entry {
  readonly id: string;
  readonly seq: string;
}

describe('Tampering with the audit log', () => {
  const t = useIntegration({ only: [AuditModule] });
  const service = () => t.get(AuditService);
  const seal = () => service().seal(systemContext('test'));
  const verify = () => service().verify(systemContext('test'));
  const kinds = async (): Promise<string[]> => {
    const { findings, ok, findingCount } = await verify();
    expect(ok).toBe(findingCount === 0);
    return findings.map(({ kind, seq }) => `${kind} ${seq}`);
  };
  const owner = (text: string, values: unknown[] = []) => t.owner.query(text, values);
  let entries: Entry[] = [];
  const at = (index: number): Entry => {
    const entry = entries[index];
    if (!entry) throw new Error('no such entry');
    return entry;
  };

  beforeEach(async () => {
    // Three seals of three entries.
    entries = [];
    for (let round = 0; round < 3; round += 1) {
      const made = await owner(
        `INSERT INTO audit_log (table_name, row_id, action, actor_id, before, after)
         SELECT 'brands', $1 || '-' || g, 'update', gen_random_uuid(), '{"name": "old"}', '{"name": "new", "rank": 1.50}'
           FROM generate_series(1, 3) g RETURNING id, seq`,
        [round],
      );
      entries.push(...(made.rows as Entry[]));
      await seal();
    }
    expect(await kinds()).toEqual([]);
  });

  afterEach(async () => {
    await owner('TRUNCATE audit_digests, audit_seals');
    await owner('DELETE FROM audit_log');
  });

  it.each([
    ['one letter of what was', `UPDATE audit_log SET before = '{"name": "olD"}' WHERE id = $1`],
    [
      'one digit of what is',
      `UPDATE audit_log SET after = jsonb_set(after, '{rank}', '1.51') WHERE id = $1`,
    ],
    ['who did it', `UPDATE audit_log SET actor_id = gen_random_uuid() WHERE id = $1`],
    ['nobody did it', `UPDATE audit_log SET actor_id = NULL WHERE id = $1`],
    ['which row', `UPDATE audit_log SET row_id = row_id || 'x' WHERE id = $1`],
    ['which table', `UPDATE audit_log SET table_name = 'brand' WHERE id = $1`],
    ['what was done', `UPDATE audit_log SET action = 'insert' WHERE id = $1`],
    ['for whom', `UPDATE audit_log SET on_behalf_of = gen_random_uuid() WHERE id = $1`],
    ['with which key', `UPDATE audit_log SET api_key_id = gen_random_uuid() WHERE id = $1`],
    ['the request', `UPDATE audit_log SET request_id = 'other' WHERE id = $1`],
    ['its number', `UPDATE audit_log SET seq = seq + 1000000 WHERE id = $1`],
  ])('finds an entry with another %s', async (_what, statement) => {
    await owner(statement, [at(4).id]);
    const report = await verify();
    expect(report.findings[0]).toMatchObject({ kind: 'entry_changed', auditId: at(4).id });
    expect(report.findings[0]?.message).toContain(`Entry ${at(4).seq} `);
  });

  it('finds one that was dated back by a microsecond, and one that is gone', async () => {
    await owner(
      `UPDATE audit_log SET created_at = created_at - interval '1 microsecond' WHERE id = $1`,
      [at(2).id],
    );
    await owner('DELETE FROM audit_log WHERE id = $1', [at(7).id]);
    expect(await kinds()).toEqual([`entry_deleted ${at(2).seq}`, `entry_deleted ${at(7).seq}`]);
  });

  it('finds one that is gone with its digest', async () => {
    await owner('DELETE FROM audit_digests WHERE audit_id = $1', [at(4).id]);
    await owner('DELETE FROM audit_log WHERE id = $1', [at(4).id]);
    const { findings } = await verify();
    expect(findings).toMatchObject([{ kind: 'seal_changed', seq: at(3).seq }]);
    expect(findings[0]?.message).toContain('2 of 3 digests');
  });

  it('finds one that was inserted in between, before and after the next sealing', async () => {
    await owner(`SELECT setval('audit_log_seq', nextval('audit_log_seq') + 5000)`);
    // A transaction of anybody on this server puts off what counts as done.
    for (let done = false; !done;) {
      await owner(`INSERT INTO audit_log (table_name, action) VALUES ('later', 'insert')`);
      await seal();
      const found = await owner('SELECT max(settled_seq) > $1 + 1000 AS done FROM audit_seals', [
        at(8).seq,
      ]);
      done = (found.rows[0] as { done: boolean | null }).done === true;
    }
    await owner(
      `INSERT INTO audit_log (seq, created_at, table_name, row_id, action)
       SELECT seq, created_at, 'brands', 'forged', 'insert' FROM audit_log WHERE id = $1`,
      [at(4).id],
    );
    await seal();
    expect(await kinds()).toEqual([`entry_inserted ${at(4).seq}`]);
  });

  it('finds one that was dated back when it was inserted', async () => {
    const made = await owner(
      `INSERT INTO audit_log (created_at, table_name, row_id, action)
       VALUES (now() - interval '3 hours', 'brands', 'forged', 'insert') RETURNING seq`,
    );
    await seal();
    expect(await kinds()).toEqual([`entry_inserted ${(made.rows as Entry[])[0]?.seq}`]);
  });

  it.each([
    ['its digest', `UPDATE audit_seals SET digest = sha256(digest) WHERE first_seq = $1`],
    ['its range', `UPDATE audit_seals SET last_seq = last_seq + 1 WHERE first_seq = $1`],
    [
      'its number of entries',
      `UPDATE audit_seals SET row_count = row_count - 1 WHERE first_seq = $1`,
    ],
    ['its horizon', `UPDATE audit_seals SET horizon_seq = horizon_seq - 1 WHERE first_seq = $1`],
    [
      // Nothing is settled while a transaction elsewhere in the cluster is older.
      'what is settled',
      `UPDATE audit_seals SET settled_seq = CASE settled_seq WHEN 0 THEN 1 ELSE 0 END WHERE first_seq = $1`,
    ],
    [
      'its time',
      `UPDATE audit_seals SET created_at = created_at - interval '1 second' WHERE first_seq = $1`,
    ],
  ])('finds a seal with another %s', async (_what, statement) => {
    await owner(statement, [at(3).seq]);
    expect((await kinds())[0]).toBe(`seal_changed ${at(3).seq}`);
  });

  it('finds a seal that is missing, exchanged or reordered', async () => {
    const swap = (a: string, b: string) =>
      owner(
        `WITH n AS (SELECT id, row_number() OVER (ORDER BY seq) AS i FROM audit_seals)
         UPDATE audit_digests d SET seal_id = CASE WHEN x.i = $1::int THEN y.id ELSE x.id END
           FROM n x, n y WHERE x.i = $1::int AND y.i = $2::int AND d.seal_id IN (x.id, y.id)`,
        [a, b],
      );
    await swap('1', '2');
    expect((await kinds())[0]).toContain('seal_changed');
  });

  it('finds a seal that was taken out of the chain with all of its entries', async () => {
    await owner(
      `DELETE FROM audit_digests WHERE seal_id = (SELECT id FROM audit_seals WHERE first_seq = $1)`,
      [at(3).seq],
    );
    await owner('DELETE FROM audit_seals WHERE first_seq = $1', [at(3).seq]);
    await owner('DELETE FROM audit_log WHERE id = ANY ($1)', [[3, 4, 5].map((n) => at(n).id)]);
    expect(await kinds()).toEqual([`chain_broken ${at(6).seq}`]);
  });

  it('knows an anchor again, and that its end was cut off', async () => {
    const { lastSeal } = await verify();
    await owner(`DELETE FROM audit_digests WHERE audit_id = ANY ($1)`, [
      [6, 7, 8].map((n) => at(n).id),
    ]);
    await owner('DELETE FROM audit_seals WHERE first_seq = $1', [at(6).seq]);
    await owner('DELETE FROM audit_log WHERE id = ANY ($1)', [[6, 7, 8].map((n) => at(n).id)]);
    expect(await kinds()).toEqual([]);
    expect(lastSeal).not.toBe((await verify()).lastSeal);
  });

  it('nobody without the key makes a digest that passes', async () => {
    await owner(`UPDATE audit_log SET after = '{"name": "forged"}' WHERE id = $1`, [at(8).id]);
    await owner(
      `UPDATE audit_digests d SET digest = sha256(convert_to(a.after::text, 'UTF8'))
         FROM audit_log a WHERE a.id = d.audit_id AND a.id = $1`,
      [at(8).id],
    );
    expect(await kinds()).toEqual([`entry_changed ${at(8).seq}`, `seal_changed ${at(6).seq}`]);
  });

  it('the nightly check leaves its report and fails', async () => {
    const context = systemContext('test');
    await expect(service().check(context, 'maintenance.audit-check')).resolves.toMatchObject({
      ok: true,
    });
    await owner(`UPDATE audit_log SET after = '{}' WHERE id = $1`, [at(1).id]);
    await expect(service().check(context, 'maintenance.audit-check')).rejects.toThrow(
      AuditTampered,
    );
    const { rows } = await owner(
      `SELECT result FROM job_runs WHERE name = 'maintenance.audit-check'`,
    );
    expect(rows[0]).toMatchObject({
      result: { ok: false, findings: [{ kind: 'entry_changed', auditId: at(1).id }] },
    });
  });
});
