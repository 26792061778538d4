import type { DoctorCheck } from '../doctor.types.js';

const REPAIR_RIGHTS = 'npm run cli -- migrate puts rights and policies back.';

/** What the database itself must be, for the rules above to hold. */
export const DATABASE_CHECKS: readonly DoctorCheck[] = [
  {
    code: 'database.index_invalid',
    severity: 'error',
    invariant: '',
    rule: 'every index is whole',
    advice: 'A rebuild was cut off: DROP those that end in _ccnew or _ccold, REINDEX the others.',
    sql: `SELECT indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT (i.indisvalid AND i.indisready) AND c.relnamespace IN ('public'::regnamespace, 'pg_toast'::regnamespace)`,
  },
  {
    code: 'database.trigger_off',
    severity: 'error',
    invariant: '',
    rule: 'every guard of the tables is on',
    advice: 'ALTER TABLE … ENABLE TRIGGER …; then look what was written meanwhile.',
    sql: `SELECT t.tgrelid::regclass || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgenabled IN ('D', 'R') AND c.relnamespace = 'public'::regnamespace`,
  },
  {
    code: 'database.constraint_unchecked',
    severity: 'warning',
    invariant: '',
    rule: 'every foreign key was checked over all rows',
    advice: 'ALTER TABLE … VALIDATE CONSTRAINT …',
    sql: `SELECT conrelid::regclass || '.' || conname FROM pg_constraint
      WHERE NOT convalidated AND contype = 'f' AND connamespace = 'public'::regnamespace`,
  },
  {
    code: 'database.partition_missing',
    severity: 'error',
    invariant: '',
    rule: 'partitions are there three days and a month ahead',
    advice: 'Is a worker for the queue maintenance running? SELECT ensure_partitions() makes them.',
    sql: `SELECT wanted FROM (VALUES
        ('outbox_events_p' || to_char((now() AT TIME ZONE 'UTC') + interval '3 days', 'YYYYMMDD')),
        ('outbox_events_p' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')),
        ('audit_log_p' || to_char((now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYYMM'))) w (wanted)
      WHERE NOT EXISTS (SELECT FROM pg_class c WHERE c.relname LIKE wanted || '%' AND c.relispartition)`,
  },
  {
    code: 'database.partition_old',
    severity: 'warning',
    invariant: '',
    rule: 'partitions of the outbox that are done are dropped after 14 days',
    advice: 'An event in it was never answered: see queues.dead and queues.unanswered.',
    sql: `SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'public.outbox_events'::regclass AND c.relname ~ '^outbox_events_p[0-9]{8}$'
        AND to_date(right(c.relname, 8), 'YYYYMMDD') < (now() - interval '21 days')::date`,
  },
  {
    code: 'database.extension_old',
    severity: 'warning',
    invariant: '',
    rule: 'extensions are of the version that the server brings',
    advice: 'ALTER EXTENSION … UPDATE, as a superuser.',
    sql: `SELECT name FROM pg_available_extensions
      WHERE installed_version IS NOT NULL AND installed_version <> default_version`,
  },
  {
    code: 'database.role_too_strong',
    severity: 'error',
    invariant: '',
    rule: 'application and reader can break no rule of the database',
    advice: `npm run cli -- roles --admin-url … ; ${REPAIR_RIGHTS}`,
    sql: `SELECT rolname FROM pg_roles r WHERE rolname IN ('eshop_app', 'eshop_reader')
      AND (rolsuper OR rolbypassrls OR rolcreaterole OR EXISTS (SELECT FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND pg_has_role(r.rolname, c.relowner, 'MEMBER')))`,
  },
  {
    code: 'database.wraparound',
    severity: 'error',
    invariant: '',
    rule: 'transaction numbers are far from their end',
    advice:
      'Autovacuum cannot freeze: look for old transactions, prepared transactions and replication slots.',
    sql: `SELECT datname FROM pg_database WHERE datname = current_database() AND age(datfrozenxid) > 1000000000`,
  },
  {
    code: 'database.wal_archiving',
    severity: 'error',
    invariant: '',
    rule: 'the last write-ahead file could be archived',
    advice: 'See the log of PostgreSQL for archive_command; the disk fills until it works again.',
    sql: `SELECT last_failed_wal FROM pg_stat_archiver
      WHERE last_failed_time > coalesce(last_archived_time, '-infinity')`,
  },
];
