import { beforeEach, describe, expect, it } from 'vitest';
import { systemContext } from '../../../src/common/request-context.js';
import { AuditModule } from '../../../src/modules/audit/audit.module.js';
import { AuditService } from '../../../src/modules/audit/audit.service.js';
import { useIntegration } from '../../setup/test-app.js';

describe('Sealed entries of an erased person', () => {
  const t = useIntegration({ only: [AuditModule] });
  const seal = () => t.get(AuditService).seal(systemContext('test'));
  const verify = () => t.get(AuditService).verify(systemContext('test'));
  const owner = (text: string, values: unknown[] = []) => t.owner.query(text, values);
  let person = '';
  let others = '';

  beforeEach(async () => {
    await owner('TRUNCATE audit_digests, audit_seals, erasures');
    await owner('DELETE FROM audit_log');
    const made = await owner(`
      INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password)
      SELECT id, 'user-' || g || '-' || gen_random_uuid(), gen_random_uuid() || '@example.com', '+12025550100', 'Ada', 'Byron', 'x'
        FROM user_roles, generate_series(1, 2) g WHERE code = 'user' RETURNING id`);
    [person, others] = (made.rows as { id: string }[]).map(({ id }) => id) as [string, string];
    await owner('UPDATE users SET last_name = $2 WHERE id = $1', [person, 'Lovelace']);
    await seal();
    expect(await verify()).toMatchObject({ ok: true, erased: 0, erasedUnsealed: 0 });
  });

  const erasePerson = async (names: string[]): Promise<number> => {
    await owner(
      'INSERT INTO erasures (user_id) SELECT $1 WHERE NOT EXISTS (SELECT FROM erasures)',
      [person],
    );
    const done = await owner('SELECT erase_audit_rows(id, $1::jsonb) AS n FROM erasures', [
      JSON.stringify({ users: names }),
    ]);
    return (done.rows[0] as { n: number }).n;
  };

  it('are whole: who, when and what as sealed, the contents sealed once more', async () => {
    expect(await erasePerson(['first_name', 'last_name'])).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, erased: 2, erasedUnsealed: 2 });
    await seal();
    expect(await verify()).toMatchObject({ ok: true, erased: 2, erasedUnsealed: 0, unsealed: 0 });
    const left = await owner(
      `SELECT count(*)::int AS n FROM audit_log
      WHERE row_id = $1 AND (before::text || after::text) ~ 'Lovelace|Byron|Ada'`,
      [person],
    );
    expect(left.rows).toEqual([{ n: 0 }]);
  });

  it('can be erased again when more turns out to be personal', async () => {
    await erasePerson(['first_name']);
    await seal();
    expect(await erasePerson(['first_name', 'last_name', 'email'])).toBe(2);
    expect(await verify()).toMatchObject({ ok: true, erased: 2, erasedUnsealed: 2 });
    await seal();
    expect(await verify()).toMatchObject({ ok: true, erased: 2, erasedUnsealed: 0 });
  });

  it('erased before their first seal are sealed as they are', async () => {
    await owner(`UPDATE users SET last_name = 'Late' WHERE id = $1`, [person]);
    await erasePerson(['last_name']);
    await seal();
    expect(await verify()).toMatchObject({ ok: true, erasedUnsealed: 0, unsealed: 0 });
  });

  it('cannot be changed under cover of the erasure', async () => {
    await erasePerson(['last_name']);
    await owner(
      'UPDATE audit_log SET actor_id = gen_random_uuid() WHERE row_id = $1 AND action = $2',
      [person, 'update'],
    );
    expect((await verify()).findings).toMatchObject([{ kind: 'entry_changed' }]);
  });

  it('cannot be changed once they are sealed again', async () => {
    await erasePerson(['last_name']);
    await seal();
    await owner(
      `UPDATE audit_log SET after = jsonb_set(after, '{locked}', 'true') WHERE row_id = $1 AND action = 'update'`,
      [person],
    );
    expect((await verify()).findings).toMatchObject([{ kind: 'entry_changed' }]);
  });

  it('nobody can call erased whose person is not in the list', async () => {
    await erasePerson(['last_name']);
    await owner(
      `UPDATE audit_log SET after = '{"name": "[erased]"}', before = NULL, erased_at = now() WHERE row_id = $1`,
      [others],
    );
    const report = await verify();
    expect(report.findings).toMatchObject([{ kind: 'erased_without_reason' }]);
    expect(report.findings[0]?.message).toContain(others);
    await seal();
    expect((await verify()).findings).toMatchObject([{ kind: 'erased_without_reason' }]);
  });

  it('cannot be brought back', async () => {
    await erasePerson(['last_name']);
    await seal();
    await owner(`UPDATE audit_log SET erased_at = NULL WHERE row_id = $1 AND action = 'update'`, [
      person,
    ]);
    expect((await verify()).ok).toBe(false);
  });

  it('entries of a guest are erased by their order', async () => {
    const order = '11111111-2222-4333-8444-555555555555';
    await owner(
      `INSERT INTO audit_log (table_name, row_id, action, after)
      VALUES ('orders', $1, 'insert', '{"email": "[erased]"}'), ('payments', gen_random_uuid()::text, 'insert', $2)`,
      [order, { order_id: order, note: '[erased]' }],
    );
    await owner(
      `UPDATE audit_log SET erased_at = now() WHERE table_name IN ('orders', 'payments')`,
    );
    await seal();
    expect((await verify()).findingCount).toBe(2);
    await owner('INSERT INTO erasures (order_ids) VALUES (ARRAY[$1::uuid])', [order]);
    expect(await verify()).toMatchObject({ erased: 2, findings: [] });
  });
});
