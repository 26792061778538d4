import { claimKeySql } from '../../../database/idempotency/idempotency.js';
import type { Statement } from '../../../database/statement.js';
import { customerGroupsSql, unitPriceSql } from '../../catalog/catalog.service.js';
import { FEW, STOCK_SUFFICES, TAKE_STOCK } from '../../inventory/inventory.service.js';
import { paymentMethodJson } from '../../payments/payments.service.js';

// Placing an order may use six round trips in all, so these two statements read and write the
// tables of several features at once: cart, users, stock, discounts, payments, outbox. Each of
// those features names its rules (which cart, what counts as a use); here they only meet.

/**
 * First statement of the transaction: takes the key, looks for a stored answer, locks the cart and
 * reads what the next one needs. The cart's lines are read only by the NEXT statement: after a wait
 * this one would see the new cart with the old lines. Whoever does not get the key locks nothing. Orders of one
 * customer follow each other where their number is limited: they are counted by a later statement.
 */
function claim(name: string, ownCart: string): Statement {
  return {
    name,
    text: `
    WITH gate AS MATERIALIZED (SELECT ${claimKeySql('$1')} AS free),
    stored AS MATERIALIZED (
      SELECT k.fingerprint, k.response_status AS status, k.response_body AS body
      FROM gate JOIN idempotency_keys k ON gate.free
      WHERE k.scope = $2 AND k.route = $3 AND k.key = $4
    ), customer AS MATERIALIZED (
      SELECT count(pg_advisory_xact_lock(hashtextextended($9::text, 0))) AS n FROM gate
      WHERE gate.free AND $9::text IS NOT NULL AND NOT EXISTS (SELECT FROM stored)
    ), cart AS MATERIALIZED (
      SELECT c.id FROM gate JOIN shopping_carts c ON gate.free
      WHERE (SELECT n FROM customer) >= 0 AND NOT EXISTS (SELECT FROM stored) AND c.status = 'active' AND ${ownCart}
      FOR NO KEY UPDATE OF c
    )
    SELECT gate.free, set_config('plan_cache_mode', 'force_generic_plan', true),
      to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now,
      (SELECT row_to_json(s) FROM stored s) AS stored,
      (SELECT c.id FROM cart c) AS "cartId",
      (SELECT json_build_object('email', u.email, 'verifiedEmail', u.verified_email)
         FROM users u WHERE u.id = $6::uuid AND u.deleted_at IS NULL) AS customer,
      (SELECT row_to_json(a) FROM user_addresses a
        WHERE a.id = $7::uuid AND a.user_id = $6::uuid) AS address,
      (SELECT row_to_json(a) FROM user_addresses a
        WHERE a.id = $10::uuid AND a.user_id = $6::uuid) AS billing,
      ${paymentMethodJson('$8')} AS method
    FROM gate`,
  };
}

/** $1 lock text, $2 scope, $3 route, $4 key, $5 unused, $6 user id, $7 address id, $8 method code, $9 lock of the customer, $10 billing. */
export const CLAIM_FOR_USER = claim(
  'orders-claim-user',
  'c.user_id = $6::uuid AND $5::text IS NULL',
);

/** The same with $5 SHA-256 of the cart token; $6 and $7 are null. */
export const CLAIM_FOR_GUEST = claim(
  'orders-claim-guest',
  `c.token_hash = $5::text AND c.user_id IS NULL
   AND (c.expires_at IS NULL OR c.expires_at > now())`,
);

/** What a piece costs, by the expression that the cart showed; prices of lists are those of the statement's beginning. */
const UNIT_PRICE = unitPriceSql({
  id: 'v.id',
  price: 'v.price',
  currency: '$57::text',
  quantity: 'l.quantity',
  groups: customerGroupsSql('$18::uuid'),
});

/**
 * The whole order in one statement. Each step reads the one before: that, not the order of the text,
 * makes stock be locked before discounts, variants and discounts each in the order of their ids.
 * When a step finds less than it wants nothing is placed and no row comes back; the caller must
 * roll back, for some of the stock may be taken already.
 *
 * Lines $1–$13, discounts $14–$15, customer key $16, order $17–$33, status rows $34–$36,
 * payment $37–$40, outbox $41–$46, key and reply $47–$52, who is told that a variant has become
 * few $53–$56, currency beside the shop's own and rate of exchange $57–$58, language $59, single-use codes
 * beside $14 $60, billing address $61, how many orders may wait for money $62 (NULL: any), notes of lines $63, whose
 * price is the shop's own word $64, taxes of lines $65 and of shipping $66, and who has named the price of shipping
 * $67 and the rates of tax $68, see `placing.repository.ts`.
 */
export const PLACE_ORDER: Statement = {
  name: 'orders-place',
  text: `
  WITH want AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::numeric[],
      $7::numeric[], $8::numeric[], $9::numeric[], $10::text[], $11::text[], $12::text[], $13::text[], $63::text[], $64::bool[],
      $65::text[])
      AS w(id, variant_id, product_id, position, quantity, unit_price,
        total_price, discount_amount, tax_amount, product_name, variant_name, sku, attributes, notes, own_price, taxes)
  ), needs AS MATERIALIZED (
    SELECT w.variant_id, sum(w.quantity)::int AS quantity, w.unit_price, w.own_price FROM want w
    GROUP BY w.variant_id, w.unit_price, w.own_price
  ), waiting AS MATERIALIZED (
    SELECT CASE WHEN $62::int IS NULL THEN 0 ELSE open_unpaid_orders($18::uuid, $20::text) END AS n
  ), locked AS MATERIALIZED (
    SELECT v.id, n.quantity, n.unit_price, n.own_price, v.inventory_quantity AS before, ${FEW('v', '$53')} AS few
    FROM product_variants v JOIN needs n ON n.variant_id = v.id
    WHERE (SELECT w.n < coalesce($62::int, 1) FROM waiting w)
    ORDER BY v.id FOR NO KEY UPDATE OF v
  ), taken AS (
    UPDATE product_variants v SET ${TAKE_STOCK('v', 'l.quantity')}
    FROM locked l
    WHERE v.id = l.id AND ${STOCK_SUFFICES('v', 'l.quantity')} AND (l.own_price OR ${UNIT_PRICE} = l.unit_price)
      AND v.is_active AND v.deleted_at IS NULL
      AND EXISTS (SELECT FROM products p WHERE p.id = v.product_id AND p.published
                  AND p.status = 'active' AND p.deleted_at IS NULL)
    RETURNING v.id, l.before > l.few AND v.inventory_quantity <= l.few AS is_low
  ), stocked AS MATERIALIZED (
    SELECT FROM (SELECT count(*) AS n FROM taken) t WHERE t.n = (SELECT count(*) FROM needs)
  ), wanted_discount AS (
    SELECT * FROM unnest($14::uuid[], $15::numeric[], $60::uuid[]) AS d(id, amount, code_id)
  ), locked_discount AS MATERIALIZED (
    SELECT d.id FROM stocked, wanted_discount w JOIN discounts d ON d.id = w.id
    ORDER BY d.id FOR NO KEY UPDATE OF d
  ), used AS (
    UPDATE discounts d SET used_count = d.used_count + 1 FROM locked_discount l
    WHERE d.id = l.id AND d.is_active AND (d.usage_limit IS NULL OR d.used_count < d.usage_limit)
      AND (d.starts_at IS NULL OR d.starts_at <= now()) AND (d.ends_at IS NULL OR d.ends_at > now())
    RETURNING d.id, coalesce(d.user_limit, 2147483647) AS user_limit, d.first_order_only
  ), code_taken AS (
    UPDATE discount_codes k SET used_at = now(), order_id = $17::uuid
    FROM used u JOIN wanted_discount w ON w.id = u.id
    WHERE k.id = w.code_id AND k.discount_id = u.id AND k.used_at IS NULL
    RETURNING 1
  ), counted AS (
    INSERT INTO discount_user_counters AS c (discount_id, customer_key, used_count)
    SELECT u.id, $16::text, 1 FROM used u WHERE u.user_limit > 0 ORDER BY u.id
    ON CONFLICT (discount_id, customer_key) DO UPDATE SET used_count = c.used_count + 1
      WHERE c.used_count < (SELECT u.user_limit FROM used u WHERE u.id = c.discount_id)
    RETURNING 1
  ), is_first AS MATERIALIZED (
    SELECT claim_first_order($18::uuid, $20::text, $17::uuid) AS ok FROM (SELECT count(*) AS n FROM counted) c
    WHERE c.n = cardinality($14) AND EXISTS (SELECT FROM used u WHERE u.first_order_only)
  ), granted AS MATERIALIZED (
    SELECT FROM stocked WHERE (SELECT count(*) FROM used) = cardinality($14)
      AND (SELECT count(*) FROM counted) = cardinality($14)
      AND (SELECT count(*) FROM code_taken) = (SELECT count(w.code_id) FROM wanted_discount w)
      AND NOT EXISTS (SELECT FROM is_first f WHERE NOT f.ok)
  ), checked_out AS (
    UPDATE shopping_carts c SET status = 'checked_out', version = c.version + 1
    FROM granted WHERE c.id = $19::uuid AND c.status = 'active' RETURNING c.id
  ), placed AS (
    INSERT INTO orders (id, user_id, cart_id, email, token_hash, status, currency, exchange_rate, tax_inclusive,
      subtotal, tax_amount, shipping_cost, discount_amount, total_amount, shipping_method_code,
      shipping_address, billing_address, notes, expires_at, locale, shipping_taxes, shipping_source, tax_source)
    SELECT $17::uuid, $18::uuid, c.id, $20::text, $21::text, $22::order_status, $23::text, $58::numeric, $24::bool,
      $25::numeric, $26::numeric, $27::numeric, $28::numeric, $29::numeric, $30::text,
      $31::jsonb, $61::jsonb, $32::text, now() + $33::int * interval '1 minute', $59::text,
      $66::jsonb, $67::text, $68::text
    FROM checked_out c RETURNING id, user_id, order_number, currency, total_amount, expires_at
  ), lines AS (
    INSERT INTO order_items (id, order_id, product_id, variant_id, position, product_name,
      variant_name, sku, attributes, quantity, unit_price, total_price, discount_amount, tax_amount, notes, taxes)
    SELECT w.id, p.id, w.product_id, w.variant_id, w.position, w.product_name, w.variant_name,
      w.sku, w.attributes::jsonb, w.quantity, w.unit_price, w.total_price, w.discount_amount, w.tax_amount, w.notes,
      w.taxes::jsonb
    FROM placed p, want w
  ), history AS (
    INSERT INTO order_status_history (order_id, from_status, to_status, reason, actor_id)
    SELECT p.id, h.from_status::order_status, h.to_status::order_status, h.reason,
      nullif(current_setting('app.actor_id', true), '')::uuid
    FROM placed p, unnest($34::text[], $35::text[], $36::text[])
      WITH ORDINALITY AS h(from_status, to_status, reason, n) ORDER BY h.n
  ), reserved AS (
    INSERT INTO stock_reservations (order_id, variant_id, quantity, status, expires_at, ended_at)
    SELECT p.id, n.variant_id, n.quantity, CASE WHEN p.expires_at IS NULL THEN 'claimed' ELSE 'held' END,
      p.expires_at, CASE WHEN p.expires_at IS NULL THEN now() END
    FROM placed p, needs n
  ), moved AS (
    INSERT INTO stock_movements (variant_id, quantity, cause, order_id, actor_id)
    SELECT n.variant_id, -n.quantity, 'order_placed', p.id,
      nullif(current_setting('app.actor_id', true), '')::uuid
    FROM placed p, needs n ORDER BY n.variant_id
  ), usages AS (
    INSERT INTO discount_usages (discount_id, user_id, guest_hash, order_id, amount, code_id)
    SELECT d.id, p.user_id, CASE WHEN p.user_id IS NULL THEN $16::text END, p.id, d.amount, d.code_id
    FROM placed p, wanted_discount d
  ), payment AS (
    INSERT INTO payments (id, order_id, user_id, payment_method_id, reference, amount, currency)
    SELECT m.id, p.id, p.user_id, m.method_id, m.reference, m.amount, p.currency
    FROM placed p, unnest($37::uuid[], $38::uuid[], $39::text[], $40::numeric[])
      AS m(id, method_id, reference, amount)
  ), told AS (
    INSERT INTO outbox_events (id, event, queue, job, aggregate_id, payload, request_id, done_at)
    SELECT o.id, o.event, o.queue, o.job, o.aggregate_id, o.payload,
      left(nullif(current_setting('app.request_id', true), ''), 100),
      CASE WHEN o.queue IS NULL THEN now() END
    FROM (
      SELECT o.id, o.event, o.queue, o.job, o.aggregate_id, o.payload::jsonb
      FROM placed p, unnest($41::uuid[], $42::text[], $43::text[], $44::text[], $45::uuid[], $46::text[])
        AS o(id, event, queue, job, aggregate_id, payload)
      UNION ALL
      SELECT gen_random_uuid(), e.event, e.queue, e.job, t.id, jsonb_build_object('variantId', t.id)
      FROM placed p, taken t, unnest($54::text[], $55::text[], $56::text[]) AS e(event, queue, job) WHERE t.is_low
    ) o
  ), kept AS (
    INSERT INTO idempotency_keys (scope, route, key, fingerprint, response_status, response_body)
    SELECT $47::text, $48::text, $49::text, $50::text, 201, replace($51::text, $52::text, p.order_number)
    FROM placed p RETURNING response_body
  )
  SELECT (SELECT response_body FROM kept) AS body, (SELECT n FROM waiting) AS open`,
};
