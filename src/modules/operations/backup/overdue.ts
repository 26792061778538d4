/** A backup that should have been made by now. */
export interface OverdueBackup {
  /** Of its row in `job_runs`. */
  readonly name: string;
  /** How often it should succeed. */
  readonly hours: number;
  readonly lastSuccessAt: Date | null;
}

/**
 * Backups without a success in time: those named in $1, and whatever was made or tried here once, since then somebody
 * counts on it. A check of the write-ahead log waits while a long dump runs, so it may take hours.
 */
export const LAST_BACKUPS = {
  name: 'operations-overdue-backups',
  text: `SELECT n.name, n.hours, j.last_success_at AS "lastSuccessAt"
    FROM (VALUES ('backup.full', 26), ('backup.base', 26), ('backup.wal', 6)) AS n (name, hours)
    LEFT JOIN job_runs j ON j.name = n.name
    WHERE (j.name IS NOT NULL OR n.name = ANY ($1::text[]))
      AND coalesce(coalesce(j.last_success_at, j.created_at) < now() - n.hours * interval '1 hour', true)
    ORDER BY n.name`,
};
