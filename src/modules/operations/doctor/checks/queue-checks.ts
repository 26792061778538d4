import type { DoctorCheck } from '../doctor.types.js';
import { withArchive } from './with-archive.js';

const REPLAY = 'npm run cli -- outbox replay --queue NAME';

/** What is on its way from a commit to its effect. */
export const QUEUE_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'queues.not_relayed',
    severity: 'error',
    invariant: 'I13',
    rule: 'what is due leaves the outbox within ten minutes',
    advice: 'Is a worker with relay running, and does the queue answer?',
    sql: `SELECT id FROM outbox_events WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NULL
      AND queue IS NOT NULL AND available_at < now() - interval '10 minutes'`,
  },
  {
    code: 'queues.unanswered',
    severity: 'error',
    invariant: 'I13',
    rule: 'what was handed to a queue is answered within two days',
    advice: `Is a worker for its queue running? Then ${REPLAY} --unanswered.`,
    sql: `SELECT id FROM outbox_events WHERE done_at IS NULL AND failed_at IS NULL AND relayed_at IS NOT NULL
      AND available_at < now() - interval '48 hours'`,
  },
  {
    code: 'queues.dead',
    severity: 'warning',
    invariant: 'I20',
    rule: 'nothing was given up',
    advice: `last_error says why: mend the cause, then ${REPLAY}.`,
    sql: `SELECT id FROM outbox_events WHERE done_at IS NULL AND failed_at IS NOT NULL`,
  },
  {
    code: 'queues.told_twice',
    severity: 'error',
    invariant: 'I21',
    rule: 'an order is confirmed by mail once for each time that it was confirmed',
    advice: 'Two workers took one event as two: say so to whoever looks after the program.',
    sql: `SELECT e.order_id FROM (SELECT payload ->> 'orderId' AS order_id, count(*) AS mails FROM outbox_events
        WHERE job = 'send-order-confirmation' AND payload ->> 'orderId' IS NOT NULL GROUP BY 1) e
      LEFT JOIN (SELECT order_id::text, count(*) AS times
        FROM ${withArchive('order_status_history', 'order_id, to_status')} h WHERE to_status = 'confirmed' GROUP BY 1
      ) h USING (order_id) WHERE e.mails > greatest(1, coalesce(h.times, 1))`,
  },
  {
    code: 'queues.schedule_overdue',
    severity: 'error',
    invariant: '',
    rule: 'repeated work has succeeded within twice its interval and five minutes',
    advice: 'last_error of job_runs says why; is a worker for that queue running?',
    sql: `SELECT name FROM job_runs WHERE interval_seconds IS NOT NULL
      AND coalesce(last_success_at, created_at) < now() - interval_seconds * interval '2 seconds' - interval '5 minutes'`,
  },
];
