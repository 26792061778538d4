import type { Statement } from '../../../database/statement.js';

const COLUMNS = `id, requested_by AS "requestedBy", kind, format, filters, status, header,
  read_until AS "readUntil", parts, rows_written AS "rowsWritten", rows_expected AS "rowsExpected",
  size_bytes::float8 AS "sizeBytes", worked_ms AS "workedMs", downloads, failure_code AS "failureCode",
  failure_detail AS "failureDetail", created_at AS "createdAt", created_at::text AS at,
  started_at AS "startedAt", finished_at AS "finishedAt", expires_at AS "expiresAt"`;

export const INSERT: Statement = {
  name: 'file-exports-insert',
  text: `INSERT INTO exports (requested_by, kind, format, filters) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
};

export const COUNT_RUNNING: Statement = {
  name: 'file-exports-count-running',
  text: `SELECT count(*)::int AS n FROM exports WHERE status IN ('queued', 'running')`,
};

export const FIND: Statement = {
  name: 'file-exports-find',
  text: `SELECT ${COLUMNS} FROM exports WHERE id = $1 AND kind = ANY ($2::text[])`,
};

export const LIST: Statement = {
  name: 'file-exports-list',
  text: `SELECT ${COLUMNS} FROM exports
         WHERE kind = ANY ($1::text[]) AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
         ORDER BY created_at DESC, id DESC LIMIT $2::int`,
};

export const TAKE: Statement = {
  name: 'file-exports-take',
  text: `
    UPDATE exports SET status = 'running', lease_id = $2, leased_until = now() + $3::int * interval '1 second',
      started_at = coalesce(started_at, now())
    WHERE id = $1 AND status IN ('queued', 'running') AND (leased_until IS NULL OR leased_until < now())
    RETURNING ${COLUMNS}`,
};

/** One more part, and where the next one begins; $4 the part's id, $5 its ciphertext. */
export const ADD_PART: Statement = {
  name: 'file-exports-add-part',
  text: `
    WITH mine AS (
      UPDATE exports SET leased_until = now() + $3::int * interval '1 second', parts = parts + 1,
        rows_written = rows_written + $6::int, size_bytes = size_bytes + $7::int, read_until = $8,
        header = coalesce($9::jsonb, header), worked_ms = worked_ms + $10::int
      WHERE id = $1 AND lease_id = $2 AND status = 'running' RETURNING id, parts
    )
    INSERT INTO export_parts (id, export_id, part, content) SELECT $4, id, parts - 1, $5 FROM mine RETURNING id`,
};

export const FINISH: Statement = {
  name: 'file-exports-finish',
  text: `
    UPDATE exports SET status = 'ready', finished_at = now(), lease_id = NULL, leased_until = NULL,
      expires_at = now() + $3::int * interval '1 day'
    WHERE id = $1 AND lease_id = $2 AND status = 'running' RETURNING id`,
};

export const LET_GO: Statement = {
  name: 'file-exports-let-go',
  text: `UPDATE exports SET lease_id = NULL, leased_until = NULL WHERE id = $1 AND lease_id = $2`,
};

export const OPEN: Statement = {
  name: 'file-exports-open',
  text: `
    UPDATE exports SET downloads = downloads + 1
    WHERE id = $1 AND kind = ANY ($2::text[]) AND status = 'ready' AND expires_at > now() RETURNING ${COLUMNS}`,
};

export const READ_PART: Statement = {
  name: 'file-exports-read-part',
  text: 'SELECT id, content FROM export_parts WHERE export_id = $1 AND part = $2',
};

export const EXPIRE: Statement = {
  name: 'file-exports-expire',
  text: `
    UPDATE exports SET status = CASE status WHEN 'ready' THEN 'expired' ELSE 'failed' END
    WHERE (status = 'ready' AND expires_at <= now())
      OR (status IN ('queued', 'running') AND created_at < now() - interval '1 day')`,
};

export const DROP_PARTS: Statement = {
  name: 'file-exports-drop-parts',
  text: `
    DELETE FROM export_parts t USING exports e
    WHERE e.id = t.export_id AND e.status IN ('expired', 'failed', 'cancelled')`,
};
