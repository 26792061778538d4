import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { AuthWorkerModule } from '../../src/modules/auth/auth.worker.module.js';
import { CleanSessions } from '../../src/modules/auth/use-cases/clean-sessions.js';
import { useIntegration } from '../setup/test-app.js';
import { queueBackends } from '../setup/test-redis.js';
import { useWorkers } from '../setup/test-workers.js';

const SESSIONS = `
  INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at)
  SELECT id, id, $1, gen_random_uuid()::text, '127.0.0.1', now() - $2::interval
    FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, $3::int)) ids`;

describe('Cleaning up sessions', () => {
  const t = useIntegration({ only: [AuthWorkerModule] });
  const countOf = async (table: string): Promise<number> => {
    const { rows } = await t.owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    return rows[0]?.count ?? 0;
  };

  it('deletes what ended more than seven days ago, in batches, and codes that ran out', async () => {
    const user = await t.given.customer();
    await t.owner.query(SESSIONS, [user.id, '8 days', 2_500]);
    await t.owner.query(SESSIONS, [user.id, '6 days 23 hours', 3]);
    const family = randomUUID();
    await t.owner.query(
      `INSERT INTO user_sessions (id, family_id, parent_id, user_id, refresh_token, client_ip, expired_at, rotated_at)
       VALUES ($1, $1, NULL, $2, 'root', '127.0.0.1', now() - interval '9 days', now()),
              (gen_random_uuid(), $1, $1, $2, 'child', '127.0.0.1', now() - interval '9 days', NULL)`,
      [family, user.id],
    );
    await t.owner.query(
      `INSERT INTO email_verifications (user_id, email, verify_code, is_used, expired_at)
       VALUES ($1, 'a@example.com', 'x', true, now() - interval '1 minute'),
              ($1, 'a@example.com', 'y', false, now() + interval '1 minute')`,
      [user.id],
    );
    await t.owner.query(
      `INSERT INTO oidc_logins (state_hash, return_to, expired_at)
       VALUES ('a', '/', now() - interval '61 minutes'), ('b', '/', now() - interval '59 minutes')`,
    );
    const holder = await t.owner.connect();
    await holder.query('BEGIN');
    const { rows } = await holder.query<{ id: string }>(
      `SELECT id FROM user_sessions WHERE expired_at < now() - interval '7 days' ORDER BY id LIMIT 1 FOR UPDATE`,
    );
    expect(rows).toHaveLength(1);

    const run = () => t.get(CleanSessions).execute(systemContext('test'), 'session-cleanup.hourly');
    expect(await run()).toEqual({
      deletedSessions: 2_501,
      deletedCodes: 1,
      deletedPhoneCodes: 0,
      deletedNotices: 0,
      deletedProviderLogins: 1,
    });
    await holder.query('COMMIT');
    holder.release();
    expect(await run()).toEqual({
      deletedSessions: 1,
      deletedCodes: 0,
      deletedPhoneCodes: 0,
      deletedNotices: 0,
      deletedProviderLogins: 0,
    });
    expect(await countOf('user_sessions')).toBe(4);
    expect(await countOf('email_verifications')).toBe(1);
    const books = await t.owner.query('SELECT name, result FROM job_runs');
    expect(books.rows).toEqual([
      {
        name: 'session-cleanup.hourly',
        result: {
          deletedSessions: 1,
          deletedCodes: 0,
          deletedPhoneCodes: 0,
          deletedNotices: 0,
          deletedProviderLogins: 0,
        },
      },
    ]);
  });

  it('shares the work with another one, and loses nothing when it is cut off', async () => {
    const user = await t.given.customer();
    const old = async () => {
      const { rows } = await t.owner.query<{ sessions: number; codes: number }>(
        `SELECT (SELECT count(*)::int FROM user_sessions WHERE expired_at < now() - interval '7 days') AS sessions,
                (SELECT count(*)::int FROM email_verifications WHERE expired_at < now()) AS codes`,
      );
      return rows[0];
    };
    const codes = `INSERT INTO email_verifications (user_id, email, verify_code, is_used, expired_at)
      SELECT $1, 'b@example.com', 'c' || n, true, now() - interval '1 day' FROM generate_series(1, 1500) n`;
    const run = () => t.get(CleanSessions).execute(systemContext('test'), 'session-cleanup.hourly');
    await t.owner.query(SESSIONS, [user.id, '8 days', 4_500]);
    await t.owner.query(codes, [user.id]);
    const both = await Promise.all([run(), run()]);
    expect(both[0].deletedSessions + both[1].deletedSessions).toBe(4_500);
    expect(both[0].deletedCodes + both[1].deletedCodes).toBe(1_500);
    expect(await old()).toEqual({ sessions: 0, codes: 0 });

    await t.owner.query(SESSIONS, [user.id, '8 days', 1_500]);
    await t.owner.query(codes, [user.id]);
    await t.owner.query(`
      CREATE FUNCTION wait_a_while() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(60); RETURN NULL; END';
      CREATE TRIGGER wait_a_while AFTER DELETE ON email_verifications EXECUTE FUNCTION wait_a_while()`);
    const cut = run();
    const kill = async () => {
      const { rows } = await t.db.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE wait_event = 'PgSleep' AND datname = current_database()`,
      );
      return rows.length;
    };
    await Promise.all([
      expect(cut).rejects.toThrow(),
      expect.poll(kill, { timeout: 10_000, interval: 20 }).toBe(1),
    ]);
    expect(await old()).toEqual({ sessions: 0, codes: 1_500 });
    await t.owner.query('DROP FUNCTION wait_a_while CASCADE');
    expect(await run()).toMatchObject({ deletedSessions: 0, deletedCodes: 1_500 });
    expect(await old()).toEqual({ sessions: 0, codes: 0 });
  });
});

describe.each(queueBackends())('The schedule of the session worker, on %s', (backend) => {
  const t = useIntegration({ only: [AuthWorkerModule], backend });
  useWorkers(['session-cleanup'], backend);

  it('runs by itself and leaves its result in the books', async () => {
    const end = Date.now() + 20_000;
    for (;;) {
      const { rows } = await t.owner.query<{ result: unknown; last_success_at: Date | null }>(
        `SELECT result, last_success_at FROM job_runs WHERE name = 'session-cleanup.hourly'`,
      );
      const [row] = rows;
      if (row?.last_success_at) {
        expect(row.result).toEqual({
          deletedSessions: 0,
          deletedCodes: 0,
          deletedPhoneCodes: 0,
          deletedNotices: 0,
          deletedProviderLogins: 0,
        });
        return;
      }
      if (Date.now() > end) throw new Error('The schedule did not run within 20 seconds.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
});
