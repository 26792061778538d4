import type { Statement } from '../../../database/statement.js';

/** Kinds of issue that a settlement file shows; a later comparison takes them back. */
export const SETTLEMENT_KINDS = [
  'unknown_capture',
  'capture_amount',
  'missing_capture',
  'unknown_refund',
  'refund_amount',
  'missing_refund',
  'day_captured',
  'day_refunded',
] as const;

/** $1 gateway, $2 day, $3–$8 the lines of the file, column by column. */
const TOLD = `told AS MATERIALIZED (
    SELECT nullif(t.reference, '') AS reference, nullif(t.payment_id, '') AS gateway_payment_id, t.kind,
      nullif(t.refund_id, '') AS gateway_refund_id, t.amount, t.currency
    FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::text[])
      AS t(reference, payment_id, kind, refund_id, amount, currency)),
  day AS (SELECT $2::date::timestamp AT TIME ZONE 'UTC' AS since, ($2::date + 1)::timestamp AT TIME ZONE 'UTC' AS until),
  known AS MATERIALIZED (
    SELECT p.id, p.order_id, p.reference, p.gateway_payment_id, p.captured_amount, p.currency, p.processed_at
    FROM payment_methods m JOIN payments p ON p.payment_method_id = m.id
    WHERE m.gateway_supported = $1 AND p.captured_amount > 0
      AND coalesce(p.gateway_response -> 'fields' ->> 'offline', '') <> 'true')`;

/**
 * Every difference between the file and the books of its day, one row each. Money is compared per reference and in
 * sums; what came through no gateway is none of its business.
 */
export const COMPARE: Statement = {
  name: 'settlement-compare',
  text: `
  WITH ${TOLD},
  captures AS MATERIALIZED (
    SELECT t.reference, t.gateway_payment_id, t.currency, sum(t.amount) AS amount, k.id, k.order_id,
      k.captured_amount, k.currency AS our_currency
    FROM told t LEFT JOIN known k ON k.reference = t.reference
      OR (t.reference IS NULL AND k.gateway_payment_id = t.gateway_payment_id)
    WHERE t.kind = 'capture'
    GROUP BY t.reference, t.gateway_payment_id, t.currency, k.id, k.order_id, k.captured_amount, k.currency),
  ours_back AS MATERIALIZED (
    SELECT r.id, r.order_id, r.payment_id, k.reference, r.gateway_refund_id, r.amount, r.currency, r.status,
      r.processed_at
    FROM known k JOIN refunds r ON r.payment_id = k.id),
  backs AS MATERIALIZED (
    SELECT t.reference, t.gateway_refund_id, t.amount, t.currency, o.id, o.order_id, o.payment_id,
      o.amount AS our_amount, o.currency AS our_currency, o.status
    FROM told t LEFT JOIN ours_back o ON o.gateway_refund_id = t.gateway_refund_id
    WHERE t.kind = 'refund'),
  found AS (
    SELECT 'unknown_capture' AS kind, coalesce(reference, gateway_payment_id, '?') AS subject, NULL::uuid AS order_id,
      NULL::uuid AS payment_id, NULL::uuid AS refund_id, reference, currency, NULL::numeric AS ours, sum(amount) AS theirs
    FROM captures WHERE id IS NULL GROUP BY 2, reference, currency
    UNION ALL
    SELECT 'capture_amount', reference, order_id, id, NULL, reference, currency, captured_amount, amount
    FROM captures WHERE id IS NOT NULL AND (amount <> captured_amount OR currency <> our_currency)
    UNION ALL
    SELECT 'missing_capture', k.reference, k.order_id, k.id, NULL, k.reference, k.currency, k.captured_amount, NULL
    FROM known k, day d WHERE k.processed_at >= d.since AND k.processed_at < d.until
      AND NOT EXISTS (SELECT FROM captures c WHERE c.id = k.id)
    UNION ALL
    SELECT 'unknown_refund', coalesce(gateway_refund_id, reference, '?'), NULL, NULL, NULL, reference, currency, NULL, sum(amount)
    FROM backs WHERE id IS NULL GROUP BY 2, reference, currency
    UNION ALL
    SELECT 'refund_amount', gateway_refund_id, order_id, payment_id, id, reference, currency,
      CASE WHEN status = 'succeeded' THEN our_amount ELSE 0 END, amount
    FROM backs WHERE id IS NOT NULL AND (amount <> our_amount OR currency <> our_currency OR status <> 'succeeded')
    UNION ALL
    SELECT 'missing_refund', o.id::text, o.order_id, o.payment_id, o.id, o.reference, o.currency, o.amount, NULL
    FROM ours_back o, day d WHERE o.status = 'succeeded' AND o.processed_at >= d.since AND o.processed_at < d.until
      AND NOT EXISTS (SELECT FROM backs b WHERE b.id = o.id)
    UNION ALL
    SELECT 'day_captured', s.currency, NULL, NULL, NULL, NULL, s.currency, s.ours, s.theirs FROM (
      SELECT currency, coalesce(sum(ours), 0) AS ours, coalesce(sum(theirs), 0) AS theirs FROM (
        SELECT k.currency, k.captured_amount AS ours, NULL::numeric AS theirs FROM known k, day d
        WHERE k.processed_at >= d.since AND k.processed_at < d.until
        UNION ALL SELECT currency, NULL, amount FROM told WHERE kind = 'capture') c GROUP BY currency) s
    WHERE s.ours <> s.theirs
    UNION ALL
    SELECT 'day_refunded', s.currency, NULL, NULL, NULL, NULL, s.currency, s.ours, s.theirs FROM (
      SELECT currency, coalesce(sum(ours), 0) AS ours, coalesce(sum(theirs), 0) AS theirs FROM (
        SELECT o.currency, o.amount AS ours, NULL::numeric AS theirs FROM ours_back o, day d
        WHERE o.status = 'succeeded' AND o.processed_at >= d.since AND o.processed_at < d.until
        UNION ALL SELECT currency, NULL, amount FROM told WHERE kind = 'refund') c GROUP BY currency) s
    WHERE s.ours <> s.theirs),
  keyed AS MATERIALIZED (
    SELECT DISTINCT ON (issue_key) * FROM (
      SELECT f.*, left(f.kind || ':' || $1 || ':' || $2::date || ':' || coalesce(f.subject, '?') || ':' || f.currency, 255)
        AS issue_key FROM found f) f ORDER BY issue_key),
  stored AS (
    INSERT INTO reconciliation_issues AS i
      (kind, issue_key, gateway, day, order_id, payment_id, refund_id, reference, currency, ours, theirs)
    SELECT kind, issue_key, $1, $2::date, order_id, payment_id, refund_id, left(reference, 255), currency, ours, theirs
    FROM keyed ORDER BY issue_key
    ON CONFLICT (issue_key) DO UPDATE SET ours = excluded.ours, theirs = excluded.theirs, status = 'open',
      action = NULL, note = NULL, settled_at = NULL
      WHERE i.action = 'resolved' OR (i.status = 'open' AND (i.ours, i.theirs) IS DISTINCT FROM (excluded.ours, excluded.theirs))
    RETURNING i.id),
  gone AS (
    UPDATE reconciliation_issues i SET status = 'settled', action = 'resolved', settled_at = now(),
      note = 'A later comparison found no difference'
    WHERE i.gateway = $1 AND i.status = 'open' AND i.kind = ANY ($9::text[])
      AND ((i.day = $2::date AND NOT EXISTS (SELECT FROM keyed k WHERE k.issue_key = i.issue_key))
        OR (i.kind = 'missing_capture' AND EXISTS (SELECT FROM captures c WHERE c.id = i.payment_id))
        OR (i.kind = 'missing_refund' AND EXISTS (SELECT FROM backs b WHERE b.id = i.refund_id)))
    RETURNING i.id)
  SELECT (SELECT count(*) FROM told)::int AS lines, (SELECT count(*) FROM keyed)::int AS differences,
    (SELECT count(*) FROM stored)::int AS changed, (SELECT count(*) FROM gone)::int AS resolved`,
};
