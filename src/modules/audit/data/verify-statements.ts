import type { Statement } from '../../../database/statement.js';
import { CANONICAL, micros, SEQ_MARGIN, SEALED_SEQ } from './seal-statements.js';

/** Seals in their order, those made in [$2, $3). */
export const SEALS_PAGE: Statement = {
  name: 'audit-verify-seals',
  text: `
    SELECT s.id, s.seq::text AS number, s.first_seq::text, s.last_seq::text, s.row_count,
           s.horizon_seq::text, s.snapshot_end::text, s.settled_seq::text, encode(s.previous_digest, 'hex') AS previous,
           encode(s.digest, 'hex') AS digest, ${micros('s.created_at')} AS created
      FROM audit_seals s
     WHERE s.seq > $1::bigint AND s.created_at >= $2::timestamptz AND s.created_at < $3::timestamptz
     ORDER BY s.seq LIMIT $4`,
};

/** The digest of the seal before the first that is looked at. */
export const SEAL_BEFORE: Statement = {
  name: 'audit-verify-seal-before',
  text: `SELECT encode(digest, 'hex') AS digest FROM audit_seals
          WHERE created_at < $1::timestamptz ORDER BY seq DESC LIMIT 1`,
};

/** A seal by its digest, noted elsewhere. */
export const ANCHOR: Statement = {
  name: 'audit-verify-anchor',
  text: `SELECT id FROM audit_seals WHERE encode(digest, 'hex') = $1`,
};

// The limits are there for the planner: without them it reads whole tables where it has no statistics yet.

/** The digests of some seals, each with its entry as it is now; the entry's columns are null when it is gone. */
export const SEALED_ENTRIES: Statement = {
  name: 'audit-verify-entries',
  text: `
    SELECT d.seal_id, d.audit_id, d.audit_seq::text AS digest_seq, ${micros('d.audit_created_at')} AS digest_created,
           ${micros('d.erased_at')} AS digest_erased, encode(d.frame, 'hex') AS frame, encode(d.digest, 'hex') AS digest,
           NOT EXISTS (SELECT FROM audit_digests n WHERE n.audit_id = d.audit_id AND n.erased_at IS NOT NULL
                          AND (d.erased_at IS NULL OR n.erased_at > d.erased_at)) AS is_newest,
           ${CANONICAL}
      FROM audit_digests d
      LEFT JOIN LATERAL (
        SELECT * FROM audit_log l WHERE l.id = d.audit_id AND l.created_at = d.audit_created_at LIMIT 1) a ON true
     WHERE d.seal_id = ANY ($1::uuid[])
     ORDER BY d.seal_id, d.audit_seq, d.audit_id`,
};

const UUID = `'^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'`;
const uuidOf = (text: string): string => `CASE WHEN ${text} ~* ${UUID} THEN (${text})::uuid END`;

/** Of the given entries those whose person stands in no list of erasures. */
export const ERASED_WITHOUT_REASON: Statement = {
  name: 'audit-verify-erasures',
  text: `
    WITH asked AS MATERIALIZED (
      SELECT a.id, a.table_name, a.row_id, COALESCE(a.after, a.before) AS doc
        FROM unnest($1::uuid[], $2::bigint[]) AS k(id, created)
        CROSS JOIN LATERAL (
          SELECT * FROM audit_log l
           WHERE l.id = k.id AND (extract(epoch FROM l.created_at) * 1000000)::bigint = k.created LIMIT 1) a
    ), named AS MATERIALIZED (
      SELECT id, table_name, row_id,
             ${uuidOf(`CASE WHEN table_name = 'users' THEN row_id ELSE doc ->> 'user_id' END`)} AS person,
             ${uuidOf(`CASE WHEN table_name = 'orders' THEN row_id ELSE doc ->> 'order_id' END`)} AS order_id,
             ${uuidOf(`CASE WHEN table_name = 'shopping_carts' THEN row_id ELSE doc ->> 'cart_id' END`)} AS cart_id
        FROM asked
    ), carts AS (SELECT id, cart_id FROM named WHERE person IS NULL AND order_id IS NULL AND cart_id IS NOT NULL
    ), orders_of AS (
      SELECT n.id, o.id AS order_id, o.user_id FROM named n JOIN orders o ON o.id = n.order_id
      UNION ALL SELECT n.id, o.id, o.user_id FROM named n JOIN orders_archive o ON o.id = n.order_id
      UNION ALL SELECT c.id, o.id, o.user_id FROM carts c JOIN orders o ON o.cart_id = c.cart_id
      UNION ALL SELECT c.id, o.id, o.user_id FROM carts c JOIN orders_archive o ON o.cart_id = c.cart_id
    )
    SELECT n.id FROM named n
     WHERE NOT EXISTS (SELECT FROM erasures e WHERE e.user_id = n.person OR n.order_id = ANY (e.order_ids))
       AND NOT EXISTS (SELECT FROM orders_of o JOIN erasures e ON e.user_id = o.user_id OR o.order_id = ANY (e.order_ids)
                        WHERE o.id = n.id)`,
};

/** Entries of one page of {@link UNSEALED_PAGE}. */
export const SCANNED_AT_ONCE = 2_000;

/** A page of all entries by number, with those of them that no seal covers. */
export const UNSEALED_PAGE: Statement = {
  name: 'audit-verify-unsealed',
  text: `
    WITH page AS MATERIALIZED (
      SELECT a.id, a.seq, a.created_at, a.table_name, a.row_id FROM audit_log a
       WHERE (a.seq, a.id) > ($1::bigint, $2::uuid)
       ORDER BY a.seq, a.id LIMIT ${SCANNED_AT_ONCE}
    ), unsealed AS MATERIALIZED (
      SELECT p.*, p.seq <= (${SEALED_SEQ}) - ${SEQ_MARGIN} AS behind FROM page p
        LEFT JOIN LATERAL (SELECT true AS is_sealed FROM audit_digests d WHERE d.audit_id = p.id LIMIT 1) d ON true
       WHERE d.is_sealed IS NULL AND p.created_at >= $3::timestamptz AND p.created_at < $4::timestamptz
    ), last AS (SELECT seq, id FROM page ORDER BY seq DESC, id DESC LIMIT 1)
    SELECT (SELECT count(*)::int FROM page) AS seen, (SELECT seq::text FROM last) AS last_seq,
           (SELECT id FROM last) AS last_id,
           (SELECT count(*)::int FROM unsealed WHERE NOT behind) AS waiting,
           (SELECT min(created_at) FROM unsealed WHERE NOT behind) AS oldest,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'seq', seq::text, 'table', table_name,
                     'rowId', row_id, 'at', created_at) ORDER BY seq), '[]')
              FROM (SELECT * FROM unsealed WHERE behind ORDER BY seq LIMIT 20) b) AS behind,
           (SELECT count(*)::int FROM unsealed WHERE behind) AS behind_count`,
};
