import type { AlarmView } from './alarms.repository.js';

/** Something that a person has to look at. */
export class AlarmResponse {
  readonly id: string;
  /** @example "job-overdue" */
  readonly kind: string;
  /** @example "maintenance.partitions" */
  readonly subject: string;
  readonly detail: string;
  readonly raisedAt: string;
  readonly lastSeenAt: string;
  /** How often it was seen. */
  readonly times: number;
  readonly settledAt: string | null;
  /** Null while it is open, and when whatever raised it found it gone. */
  readonly settledBy: string | null;
}

/** What staff sees of an alarm. */
export function toAlarm(view: AlarmView): AlarmResponse {
  const { id, kind, subject, detail, times, settledBy } = view;
  return {
    id,
    kind,
    subject,
    detail,
    raisedAt: view.raisedAt.toISOString(),
    lastSeenAt: view.lastSeenAt.toISOString(),
    times,
    settledAt: view.settledAt?.toISOString() ?? null,
    settledBy,
  };
}
