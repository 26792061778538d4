import type { Statement } from '../../../database/statement.js';

const COLUMNS = `id, requested_by AS "requestedBy", api_key_id AS "apiKeyId", kind, format, file_name AS "fileName", options,
  dry_run AS "dryRun", status, size_bytes::float8 AS "sizeBytes", byte_offset::float8 AS "byteOffset",
  json_build_object('read', rows_read, 'created', rows_created, 'updated', rows_updated,
    'unchanged', rows_unchanged, 'failed', rows_failed) AS counts,
  errors_kept AS "errorsKept", worked_ms AS "workedMs", layout, failure_code AS "failureCode",
  failure_detail AS "failureDetail", created_at AS "createdAt", created_at::text AS at,
  started_at AS "startedAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;

export const INSERT: Statement = {
  name: 'imports-insert',
  text: `INSERT INTO imports (requested_by, kind, format, file_name, options, dry_run, api_key_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
};

export const FIND: Statement = {
  name: 'imports-find',
  text: `SELECT ${COLUMNS} FROM imports WHERE id = $1 AND kind = ANY ($2::text[])`,
};

export const LIST: Statement = {
  name: 'imports-list',
  text: `SELECT ${COLUMNS} FROM imports
         WHERE kind = ANY ($1::text[]) AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
         ORDER BY created_at DESC, id DESC LIMIT $2::int`,
};

/** $1 import, $2 where the piece begins, $3 the piece. No row: something else came there meanwhile. */
export const ADD_CHUNK: Statement = {
  name: 'imports-add-chunk',
  text: `
    WITH grown AS (
      UPDATE imports SET size_bytes = size_bytes + length($3::bytea), chunks = chunks + 1
      WHERE id = $1 AND status = 'uploading' AND size_bytes = $2::bigint
      RETURNING id, chunks
    )
    INSERT INTO import_chunks (import_id, position, start_byte, content)
    SELECT id, chunks - 1, $2::bigint, $3::bytea FROM grown RETURNING position`,
};

export const SET_STATUS: Statement = {
  name: 'imports-set-status',
  text: `
    UPDATE imports SET status = $3::varchar, finished_at = CASE WHEN $3::varchar = 'cancelled' THEN now() ELSE finished_at END,
      expires_at = now() + $4::int * interval '1 day'
    WHERE id = $1 AND status = ANY ($2::text[]) RETURNING ${COLUMNS}`,
};

/** On from where it stopped when a right was taken away. $3 who is answerable for the rest, $4 by which key. */
export const GO_ON: Statement = {
  name: 'imports-go-on',
  text: `
    UPDATE imports SET status = 'queued', requested_by = $3::uuid, api_key_id = $4::uuid, failure_code = NULL, failure_detail = NULL,
      finished_at = NULL, lease_id = NULL, leased_until = NULL, expires_at = now() + $2::int * interval '1 day'
    WHERE id = $1 AND status = 'failed' AND failure_code = 'transfers.right_lost' AND chunks > 0
    RETURNING ${COLUMNS}`,
};

/** Back to the first row, for good this time. $3 who is answerable for it, $4 by which key. */
export const RESTART: Statement = {
  name: 'imports-restart',
  text: `
    UPDATE imports SET status = 'queued', requested_by = $3::uuid, api_key_id = $4::uuid, dry_run = false, byte_offset = 0, rows_read = 0, rows_created = 0,
      rows_updated = 0, rows_unchanged = 0, rows_failed = 0, errors_kept = 0, worked_ms = 0, layout = NULL,
      failure_code = NULL, failure_detail = NULL, started_at = NULL, finished_at = NULL, lease_id = NULL,
      leased_until = NULL, expires_at = now() + $2::int * interval '1 day'
    WHERE id = $1 AND status IN ('completed', 'cancelled', 'failed') AND chunks > 0
    RETURNING ${COLUMNS}`,
};

export const DROP_ERRORS: Statement = {
  name: 'imports-drop-errors',
  text: 'DELETE FROM import_errors WHERE import_id = $1',
};

export const DROP_DRAFTS: Statement = {
  name: 'imports-drop-drafts',
  text: 'DELETE FROM import_drafts WHERE import_id = $1',
};

export const DELETE: Statement = {
  name: 'imports-delete',
  text: `DELETE FROM imports WHERE id = $1 AND status = 'uploading' RETURNING id`,
};

/** Takes the import for a run; no row while another one has it or there is nothing to do. */
export const TAKE: Statement = {
  name: 'imports-take',
  text: `
    UPDATE imports SET status = 'running', lease_id = $2, leased_until = now() + $3::int * interval '1 second',
      started_at = coalesce(started_at, now())
    WHERE id = $1 AND status IN ('queued', 'running') AND (leased_until IS NULL OR leased_until < now())
    RETURNING ${COLUMNS}`,
};

/** First statement of each batch: nobody else gets the row before the batch is over. */
export const HOLD: Statement = {
  name: 'imports-hold',
  text: `
    UPDATE imports SET leased_until = now() + $3::int * interval '1 second'
    WHERE id = $1 AND lease_id = $2 AND status = 'running' RETURNING id`,
};

/** What a batch did, in its transaction. */
export const ADVANCE: Statement = {
  name: 'imports-advance',
  text: `
    UPDATE imports SET byte_offset = $3::bigint, rows_read = rows_read + $4::int,
      rows_created = rows_created + $5::int, rows_updated = rows_updated + $6::int,
      rows_unchanged = rows_unchanged + $7::int, rows_failed = rows_failed + $8::int,
      errors_kept = errors_kept + $9::int, worked_ms = worked_ms + $10::int, layout = coalesce($11::jsonb, layout)
    WHERE id = $1 AND lease_id = $2 RETURNING ${COLUMNS}`,
};

/** $1 import, $2 position of the first, then a list per column. */
export const ADD_ERRORS: Statement = {
  name: 'imports-add-errors',
  text: `
    INSERT INTO import_errors (import_id, position, row_number, column_name, code, message, value)
    SELECT $1, $2::int + e.n - 1, e.row_number, e.column_name, e.code, e.message, e.value
    FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[])
      WITH ORDINALITY AS e (row_number, column_name, code, message, value, n)`,
};

export const LIST_ERRORS: Statement = {
  name: 'imports-list-errors',
  text: `
    SELECT position, row_number AS row, column_name AS "column", code, message, value FROM import_errors
    WHERE import_id = $1 AND position > $2::int ORDER BY position LIMIT $3::int`,
};

export const FINISH: Statement = {
  name: 'imports-finish',
  text: `
    UPDATE imports SET status = $3, failure_code = $4, failure_detail = $5, finished_at = now(),
      lease_id = NULL, leased_until = NULL, expires_at = now() + $6::int * interval '1 day'
    WHERE id = $1 AND lease_id = $2 AND status = 'running' RETURNING ${COLUMNS}`,
};

/** The run stops here and another one goes on. */
export const LET_GO: Statement = {
  name: 'imports-let-go',
  text: `UPDATE imports SET lease_id = NULL, leased_until = NULL WHERE id = $1 AND lease_id = $2`,
};

/** The piece in which a byte is. */
export const READ_CHUNK: Statement = {
  name: 'imports-read-chunk',
  text: `
    SELECT start_byte::float8 AS "startByte", content FROM import_chunks
    WHERE import_id = $1 AND start_byte <= $2::bigint ORDER BY start_byte DESC LIMIT 1`,
};

/** Files whose time is over: the row stays as a record of what was done. */
export const FIND_EXPIRED: Statement = {
  name: 'imports-find-expired',
  text: `
    SELECT id FROM imports WHERE chunks > 0 AND expires_at < now() AND status NOT IN ('queued', 'running')
    ORDER BY expires_at LIMIT $1::int FOR UPDATE SKIP LOCKED`,
};

export const DROP_FILES: Statement = {
  name: 'imports-drop-files',
  text: `
    WITH gone AS (DELETE FROM import_chunks WHERE import_id = ANY ($1::uuid[])),
      errors AS (DELETE FROM import_errors WHERE import_id = ANY ($1::uuid[])),
      drafts AS (DELETE FROM import_drafts WHERE import_id = ANY ($1::uuid[]))
    UPDATE imports SET chunks = 0, errors_kept = 0 WHERE id = ANY ($1::uuid[])`,
};

export const DROP_UPLOADS: Statement = {
  name: 'imports-drop-uploads',
  text: `DELETE FROM imports WHERE status = 'uploading' AND updated_at < now() - interval '1 day' RETURNING id`,
};

/** Taken by nobody for long: the ring that was to wake a worker is lost for good. */
export const FIND_STUCK: Statement = {
  name: 'imports-find-stuck',
  text: `
    SELECT id FROM imports WHERE status IN ('queued', 'running') AND updated_at < now() - interval '30 minutes'
      AND (leased_until IS NULL OR leased_until < now()) LIMIT 20`,
};
