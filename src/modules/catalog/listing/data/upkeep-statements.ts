/** Statements that keep derived tables fresh. A run is one row per kind, so that anybody can see it. */
export const NOTE_START = {
  name: 'search-run-start',
  text: `INSERT INTO search_runs (kind, started_at) VALUES ($1, now())
    ON CONFLICT (kind) DO UPDATE SET started_at = now(), finished_at = NULL`,
};

export const NOTE_END = {
  name: 'search-run-end',
  text: `UPDATE search_runs SET finished_at = now(), done = $2 WHERE kind = $1`,
};

/** Locks what it takes: several workers share the work, and an edit that comes now is noted anew. */
export const TAKE_CHANGES = {
  name: 'search-take-changes',
  text: `WITH taken AS (
      DELETE FROM search_changes WHERE product_id IN (
        SELECT product_id FROM search_changes ORDER BY product_id LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING product_id)
    SELECT array_agg(product_id) AS ids, count(*)::int AS count FROM taken`,
};

export const WRITE_SEARCH = {
  name: 'search-write',
  text: `SELECT write_product_search($1::uuid[]) AS written`,
};

/** Since the last run began, and so much longer as a transaction may have been open. */
export const ADD_WORDS = {
  name: 'search-add-words',
  text: `SELECT add_search_words(now() - COALESCE((SELECT started_at FROM search_runs WHERE kind = 'words'), now() - interval '1 day')
    + interval '10 minutes') AS done`,
};

export const COUNT_WORDS = {
  name: 'search-count-words',
  text: `SELECT refresh_search_vocabulary() AS done`,
};

export const COUNT_SALES = {
  name: 'search-count-sales',
  text: `SELECT refresh_product_sales($1::int, $2::int) AS done`,
};

/** A catalogue that has just become large need not wait for the half hour. */
export const TIERS_ARE_MISSING = {
  name: 'search-tiers-missing',
  text: `SELECT NOT EXISTS (SELECT 1 FROM search_tiers) AND EXISTS (SELECT 1 FROM product_search OFFSET 8000) AS missing`,
};

export const SET_TIERS = {
  name: 'search-tiers-set',
  text: `SELECT set_search_tiers() AS due`,
};

export const MOVE_TIERS = {
  name: 'search-tiers-move',
  text: `SELECT move_search_tiers($1::uuid, $2::int) AS last`,
};

/** The application's role has a limit per statement; these count the whole catalogue. */
export const MORE_TIME = {
  name: 'search-more-time',
  text: `SELECT set_config('statement_timeout', '300s', true)`,
};

export const SEARCH_STATUS = {
  name: 'search-status',
  text: `SELECT json_build_object(
      'words', (SELECT count(*) FROM search_vocabulary),
      'pendingProducts', (SELECT count(*) FROM search_changes),
      'oldestPendingAt', (SELECT to_char(min(created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') FROM search_changes),
      'runs', COALESCE((SELECT json_agg(json_build_object('kind', r.kind, 'done', r.done,
        'startedAt', to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'finishedAt', to_char(r.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY r.kind)
        FROM search_runs r), '[]'))::text AS body`,
};
