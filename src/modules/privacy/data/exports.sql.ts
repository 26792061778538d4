import type { Statement } from '../../../database/statement.js';

/** Per export; the one who holds the code may try again after a broken download. */
const MAX_DOWNLOADS = 20;

const COLUMNS = `id, user_id AS "userId", status, size_bytes::float8 AS "sizeBytes", downloads,
  created_at AS "requestedAt", ready_at AS "readyAt", expires_at AS "expiresAt"`;

export const LOCK_PERSON: Statement = {
  name: 'exports-lock-person',
  text: 'SELECT id FROM users WHERE id = $1 FOR NO KEY UPDATE',
};

export const ALLOWANCE: Statement = {
  name: 'exports-allowance',
  text: `
    SELECT coalesce(bool_or(status = 'requested'), false) AS running,
      count(*) FILTER (WHERE created_at > now() - interval '1 day' AND status <> 'failed')::int AS today
    FROM data_exports WHERE user_id = $1`,
};

export const INSERT: Statement = {
  name: 'exports-insert',
  text: `INSERT INTO data_exports (id, user_id, code_hash) VALUES ($1, $2, $3) RETURNING ${COLUMNS}`,
};

export const LIST: Statement = {
  name: 'exports-list',
  text: `SELECT ${COLUMNS} FROM data_exports WHERE user_id = $1 ORDER BY created_at DESC LIMIT 20`,
};

export const FIND: Statement = {
  name: 'exports-find',
  text: `SELECT ${COLUMNS} FROM data_exports WHERE id = $1`,
};

export const BEGIN: Statement = {
  name: 'exports-begin',
  text: `UPDATE data_exports SET build_id = $2 WHERE id = $1 AND status = 'requested' RETURNING id`,
};

/** The row is shared, so that taking over waits for this part and then throws it away. */
export const ADD_PART: Statement = {
  name: 'exports-add-part',
  text: `
    WITH mine AS (
      SELECT id FROM data_exports WHERE id = $2 AND build_id = $3 AND status = 'requested' FOR SHARE
    )
    INSERT INTO data_export_parts (id, export_id, part, content)
    SELECT $1, mine.id, $4, $5 FROM mine RETURNING id`,
};

export const FINISH: Statement = {
  name: 'exports-finish',
  text: `
    UPDATE data_exports e SET status = 'ready', size_bytes = $3, ready_at = now(),
      expires_at = now() + $4::int * interval '1 day'
    FROM users u
    WHERE e.id = $1 AND e.build_id = $2 AND e.status = 'requested' AND u.id = e.user_id
      AND u.deleted_at IS NULL
    RETURNING e.id`,
};

const OPEN = `UPDATE data_exports SET downloads = downloads + 1
  WHERE status = 'ready' AND expires_at > now() AND downloads < ${MAX_DOWNLOADS}`;

export const OPEN_OWN: Statement = {
  name: 'exports-open-own',
  text: `${OPEN} AND id = $1 AND user_id = $2 RETURNING ${COLUMNS}`,
};

export const OPEN_BY_CODE: Statement = {
  name: 'exports-open-by-code',
  text: `${OPEN} AND code_hash = $1 RETURNING ${COLUMNS}`,
};

export const READ_PART: Statement = {
  name: 'exports-read-part',
  text: 'SELECT id, content FROM data_export_parts WHERE export_id = $1 AND part = $2',
};

/** Also what never became ready: its job was tried for hours and given up. */
export const EXPIRE: Statement = {
  name: 'exports-expire',
  text: `
    UPDATE data_exports SET status = CASE status WHEN 'ready' THEN 'expired' ELSE 'failed' END
    WHERE (status = 'ready' AND expires_at <= now())
      OR (status = 'requested' AND created_at < now() - interval '1 day')
    RETURNING id`,
};

export const DROP_PARTS: Statement = {
  name: 'exports-drop-parts',
  text: 'DELETE FROM data_export_parts WHERE export_id = ANY ($1::uuid[])',
};
