import type { Statement } from '../../../database/statement.js';

/** Microseconds since 1970: one spelling whatever the session's time zone. */
export const micros = (column: string): string =>
  `(extract(epoch FROM ${column}) * 1000000)::bigint::text`;

const FRAME = `
  a.id, a.seq::text AS seq, ${micros('a.created_at')} AS created, a.table_name, a.row_id, a.action,
  a.actor_id, a.on_behalf_of, a.api_key_id, a.request_id, ${micros('a.erased_at')} AS erased`;

/** The fields of `CanonicalEntry` of an `audit_log a`. */
export const CANONICAL = `${FRAME}, a.before::text AS before, a.after::text AS after`;

/** Numbers are given out before their rows are written, by a few at the most: this much is looked at again. */
export const SEQ_MARGIN = 200;

/**
 * Up to here no entry can appear any more: each transaction that could have held one of these numbers
 * when a seal was made has ended. A seal whose transactions lie ahead was made by a server that this
 * database was moved away from: they have ended as well.
 */
const SETTLED_SEQ = `
  coalesce((SELECT max(s.horizon_seq) FROM audit_seals s
     WHERE s.snapshot_end <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        OR s.snapshot_end > pg_snapshot_xmax(pg_current_snapshot())::text::bigint), 0)`;

/**
 * Up to here every entry is sealed: no more could appear when a run began, and that run left nothing
 * over. Not what is settled only now: the last to settle may have come behind the last run.
 */
export const SEALED_SEQ = 'coalesce((SELECT max(s.settled_seq) FROM audit_seals s), 0)';

/** In a statement of its own: the number of the transaction has to be taken after it. */
export const READ_HORIZON: Statement = {
  name: 'audit-read-horizon',
  text: 'SELECT last_value::text AS horizon FROM audit_log_seq',
};

// A number of its own, above all that were given to transactions before. Not the snapshot's xmax: that
// is above those that have ended, and a running one may lie beyond it.
export const READ_SNAPSHOT: Statement = {
  name: 'audit-read-snapshot',
  text: `
    SELECT pg_current_xact_id()::text AS snapshot_end, (${SETTLED_SEQ})::text AS settled,
           (${SEALED_SEQ})::text AS sealed,
           coalesce((SELECT max(created_at) FROM audit_seals) - interval '1 day', '-infinity')::text AS erased_since`,
};

/** Released with the transaction; the same lock as in `add_audit_seal`. */
export const TRY_LOCK: Statement = {
  name: 'audit-try-lock',
  text: `SELECT pg_try_advisory_xact_lock(hashtextextended('seals of audit_log', 0)) AS locked`,
};

export const LAST_SEAL: Statement = {
  name: 'audit-last-seal',
  text: `
    SELECT at.now::text AS at, ${micros('at.now')} AS created,
           (SELECT encode(digest, 'hex') FROM audit_seals ORDER BY seq DESC LIMIT 1) AS previous
      FROM (SELECT clock_timestamp() AS now) at`,
};

/** Entries that one look takes in, sealed ones among them: it never takes long, however many there are. */
export const PAGE_SIZE = 250;

// The limits are there for the planner: without them it reads whole tables where it has no statistics yet.
const page = (behind: string): string => `
  SELECT ${FRAME}, a.created_at::text AS at, a.erased_at::text AS erased_text, d.is_sealed IS NULL AS is_new,
         CASE WHEN d.is_sealed IS NULL THEN a.before::text END AS before,
         CASE WHEN d.is_sealed IS NULL THEN a.after::text END AS after
    FROM (${behind} LIMIT ${PAGE_SIZE}) a
    LEFT JOIN LATERAL (
      SELECT true AS is_sealed FROM audit_digests d
       WHERE d.audit_id = a.id AND d.erased_at IS NOT DISTINCT FROM a.erased_at LIMIT 1) d ON true`;

/** The entries behind a number and an id, with the contents of those that are not sealed. */
export const NEW_PAGE: Statement = {
  name: 'audit-new-page',
  text: `${page(`
      SELECT * FROM audit_log WHERE (seq, id) > ($1::bigint, $2::uuid) ORDER BY seq, id`)}
   ORDER BY a.seq, a.id`,
};

/** The same for entries that were erased, behind a time and an id. */
export const ERASED_PAGE: Statement = {
  name: 'audit-erased-page',
  text: `${page(`
      SELECT * FROM audit_log
       WHERE erased_at IS NOT NULL AND (erased_at, id) > ($1::timestamptz, $2::uuid) ORDER BY erased_at, id`)}
   ORDER BY a.erased_at, a.id`,
};

export const ADD_SEAL: Statement = {
  name: 'audit-add-seal',
  text: 'SELECT add_audit_seal($1::jsonb, $2::jsonb) AS id',
};
