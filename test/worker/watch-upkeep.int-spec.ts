import { beforeAll, describe, expect, it, vi } from 'vitest';
import { systemContext } from '../../src/common/request-context.js';
import { AlarmMailsWorkerModule } from '../../src/modules/operations/alarms/alarm-mails.worker.module.js';
import { SendAlarm } from '../../src/modules/operations/alarms/send-alarm.js';
import { UpkeepReads } from '../../src/modules/operations/metrics/upkeep-reads.js';
import { WatchUpkeep } from '../../src/modules/operations/watch/watch-upkeep.js';
import { WatchWorkerModule } from '../../src/modules/operations/watch/watch.worker.module.js';
import { intervalOf } from '../../src/queue/interval.js';
import { useIntegration } from '../setup/test-app.js';

describe('The watch over the upkeep', () => {
  const t = useIntegration({
    only: [WatchWorkerModule, AlarmMailsWorkerModule],
    mail: true,
    env: { OPERATOR_EMAILS: 'ops@example.com, night@example.com' },
  });
  let minutes = 0;
  const look = async (): Promise<string[]> => {
    // Readings are kept for two seconds; a minute lies between two looks of the program.
    minutes += 1;
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now + minutes * 60_000);
    await t.get(WatchUpkeep).execute(systemContext('test'));
    clock.mockRestore();
    const { rows } = await t.owner.query<{ text: string }>(
      `SELECT kind || ' ' || subject AS text FROM alarms WHERE settled_at IS NULL ORDER BY 1`,
    );
    return rows.map(({ text }) => text);
  };

  beforeAll(async () => {
    await t.owner.query(`
      INSERT INTO job_runs (name, interval_seconds, last_success_at, created_at) VALUES
        ('a.fresh', 60, now() - interval '6 minutes', now() - interval '1 day'),
        ('a.late', 60, now() - interval '8 minutes', now() - interval '1 day'),
        ('a.never', 60, NULL, now() - interval '1 day'),
        ('a.gone', NULL, NULL, now() - interval '1 day'),
        ('a.nightly', 86400, now() - interval '47 hours', now() - interval '9 days');
      INSERT INTO reconciliation_issues (kind, issue_key) VALUES ('order_reopened', 'a'), ('order_reopened', 'b');
      INSERT INTO outbox_events (queue, job, failed_at) VALUES ('orders', 'make-document', now());
      INSERT INTO outbox_events (queue, job, available_at)
        VALUES ('media', 'make-sizes', now() - interval '5 minutes'), ('media', 'make-sizes', now() + interval '1 hour');
    `);
  });

  it('raises what is late or given up once, and settles what is not any more', async () => {
    const found = [
      'dead-jobs orders',
      'job-overdue a.late',
      'job-overdue a.never',
      'money-differs order_reopened',
      'outbox-late media',
    ];
    expect(await look()).toEqual(found);
    expect(await look()).toEqual(found);
    expect(await t.outboxOf('send-alarm')).toHaveLength(5);
    const { rows } = await t.owner.query<{ detail: string }>(
      `SELECT detail FROM alarms WHERE kind = 'outbox-late'`,
    );
    // The other is for later.
    expect(rows[0]?.detail).toMatch(/^1 rows wait/);
    await t.owner.query(`
      UPDATE job_runs SET last_success_at = now() WHERE name LIKE 'a.%';
      UPDATE reconciliation_issues SET status = 'settled', settled_at = now();
      UPDATE outbox_events SET done_at = now() WHERE queue IN ('orders', 'media')`);
    expect(await look()).toEqual([]);
  });

  it('raises backups that are overdue once they were made here, and settles them', async () => {
    await t.owner.query(`
      INSERT INTO job_runs (name, last_success_at, created_at) VALUES
        ('backup.full', now() - interval '25 hours', now() - interval '9 days'),
        ('backup.base', now() - interval '27 hours', now() - interval '9 days'),
        ('backup.wal', NULL, now() - interval '7 hours')`);
    expect(await look()).toEqual(['backup-overdue backup.base', 'backup-overdue backup.wal']);
    await t.owner.query(`UPDATE job_runs SET last_success_at = now() WHERE name LIKE 'backup.%'`);
    expect(await look()).toEqual([]);
  });

  it('raises a log that cannot be archived, and settles it', async () => {
    const stuck = { file: '00000001000000000000002A', since: new Date('2026-01-31T03:15:00Z') };
    const reading = vi.spyOn(t.get(UpkeepReads), 'archiving').mockResolvedValue([stuck]);
    expect(await look()).toEqual(['backup-overdue wal-archiving']);
    const { rows } = await t.owner.query<{ detail: string }>(
      `SELECT detail FROM alarms WHERE subject = 'wal-archiving'`,
    );
    expect(rows[0]?.detail).toMatch(/00000001000000000000002A.* since 2026-01-31T03:15:00\.000Z/);
    reading.mockRestore();
    expect(await look()).toEqual([]);
  });

  it('mails each operator', async () => {
    const { rows } = await t.owner.query<{ id: string }>(
      `SELECT id FROM alarms WHERE kind = 'job-overdue' AND subject = 'a.late'`,
    );
    await t.get(SendAlarm).execute(null, rows[0]?.id ?? '');
    for (const address of ['ops@example.com', 'night@example.com']) {
      const subjects = (await t.mailTo(address, 5)).map(({ subject }) => subject);
      expect(subjects).toEqual(['Alarm: job-overdue a.late']);
    }
  });

  it.each([
    [{ every: 15_000 }, 15],
    [{ pattern: '20 3 * * *' }, 86_400],
    [{ pattern: '0 20 3 * * *' }, 86_400],
    [{ pattern: '*/5 * * * *' }, 300],
    [{ pattern: '10 * * * *' }, 3_600],
    [{ pattern: '0 */6 * * *' }, 21_600],
    [{ pattern: '0 4 * * 1' }, 604_800],
    [{ pattern: '0 4 1 * *' }, 2_678_400],
    [{ pattern: '* * * * *' }, 60],
  ])('knows how often %j is due', (timing, seconds) => {
    expect(intervalOf(timing)).toBe(seconds);
  });
});
