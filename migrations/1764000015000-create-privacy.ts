import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { appendOnlyTriggers, auditTrigger, dropTables, touchTriggers } from './sql.js';

const TABLES = ['data_exports', 'data_export_parts'];
/** Audited tables with ciphertext: writing it again under another key is no change of the row. */
const ENCRYPTED = ['user_addresses', 'orders', 'user_payment_infos', 'user_totp'];
const APPEND_ONLY = ['stock_movements', 'order_status_history'];

/**
 * What erasing, exporting and changing keys need: the list of erasures with its progress, exports with
 * their encrypted parts, and functions for what the application may not do by itself.
 */
export class CreatePrivacy1764000015000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ERASURES);
    await queryRunner.query(EXPORTS);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(auditTrigger('erasures'));
    await queryRunner.query(auditTrigger('data_exports', { secrets: ['code_hash'] }));
    await queryRunner.query(INDEXES);
    await queryRunner.query(FUNCTIONS);
    await queryRunner.query(GUEST_ORDERS);
    await queryRunner.query(REWRITE);
    await queryRunner.query(RENAME_GUEST);
    await queryRunner.query(ERASE);
    await queryRunner.query(quietTriggers(`AND ${NOT_PRIVACY_WORK}`));
    await queryRunner.query(openAppendOnly());
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(quietTriggers(''));
    for (const table of APPEND_ONLY) {
      await queryRunner.query(`DROP TRIGGER ${table}_append_only ON ${table}`);
    }
    await queryRunner.query(appendOnlyTriggers(...APPEND_ONLY));
    await queryRunner.query(`
      DROP FUNCTION erase_audit_rows(uuid, jsonb);
      DROP FUNCTION erased_fields(jsonb, jsonb);
      DROP FUNCTION erase_append_only(uuid);
      DROP FUNCTION rename_guest(text, text, uuid[]);
      DROP FUNCTION rewrite_ciphertexts(text, text[], jsonb);
      DROP FUNCTION guest_order_ids(text);
      DROP FUNCTION assert_may_write();
      DROP FUNCTION is_privacy_work();
      DROP INDEX idx_audit_log_person;
      DROP INDEX idx_orders_archive_email;
      DROP INDEX idx_discount_usages_guest_hash;
      DROP INDEX idx_discount_usages_archive_guest_hash;
      ALTER TABLE audit_log DROP COLUMN erased_at;
      ${dropTables('data_export_parts', 'data_exports')}
      DROP TRIGGER audit_erasures ON erasures;
      DROP TRIGGER audit_erasures_update ON erasures;
      DELETE FROM erasures WHERE user_id IS NULL;
      ALTER TABLE erasures DROP CONSTRAINT ck_erasures_whose, DROP CONSTRAINT ck_erasures_status,
        DROP COLUMN order_ids, DROP COLUMN requested_by, DROP COLUMN status, DROP COLUMN open_orders,
        DROP COLUMN last_run_at, ALTER COLUMN user_id SET NOT NULL;
    `);
  }
}

// A guest is named by his orders: an e-mail address in the list of the erased would be the last place that knows it.
const ERASURES = `
  ALTER TABLE erasures
    ALTER COLUMN user_id DROP NOT NULL,
    ADD COLUMN order_ids UUID[] NOT NULL DEFAULT '{}',
    ADD COLUMN requested_by UUID,
    ADD COLUMN status VARCHAR(20) NOT NULL DEFAULT 'requested',
    ADD COLUMN open_orders INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN last_run_at TIMESTAMPTZ,
    ADD CONSTRAINT ck_erasures_whose CHECK (user_id IS NOT NULL OR cardinality(order_ids) > 0),
    ADD CONSTRAINT ck_erasures_status CHECK (status IN ('requested', 'waiting', 'applied'));
  CREATE INDEX idx_erasures_open ON erasures (requested_at) WHERE status <> 'applied';
`;

const EXPORTS = `
  CREATE TABLE data_exports (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    status VARCHAR(20) NOT NULL DEFAULT 'requested',
    code_hash VARCHAR(64) NOT NULL,
    build_id UUID,
    size_bytes BIGINT NOT NULL DEFAULT 0,
    downloads INTEGER NOT NULL DEFAULT 0,
    ready_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_data_exports_status CHECK (status IN ('requested', 'ready', 'failed', 'expired')),
    CONSTRAINT ck_data_exports_downloads CHECK (downloads >= 0 AND size_bytes >= 0),
    CONSTRAINT ck_data_exports_ready
      CHECK (status NOT IN ('ready', 'expired') OR (ready_at IS NOT NULL AND expires_at IS NOT NULL))
  );
  CREATE UNIQUE INDEX uq_data_exports_running ON data_exports (user_id) WHERE status = 'requested';
  CREATE UNIQUE INDEX uq_data_exports_code ON data_exports (code_hash);
  CREATE INDEX idx_data_exports_user_id ON data_exports (user_id, created_at DESC);

  -- content is ciphertext; a part is small, so that neither writer nor reader holds the whole.
  CREATE TABLE data_export_parts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    export_id UUID NOT NULL REFERENCES data_exports (id) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    content TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_data_export_parts_part ON data_export_parts (export_id, part);
`;

const INDEXES = `
  ALTER TABLE audit_log ADD COLUMN erased_at TIMESTAMPTZ;
  CREATE INDEX idx_audit_log_person ON audit_log ((COALESCE(after, before) ->> 'user_id'))
    WHERE COALESCE(after, before) ->> 'user_id' IS NOT NULL;
  CREATE INDEX idx_orders_archive_email ON orders_archive (lower(email)) WHERE user_id IS NULL;
  CREATE INDEX idx_discount_usages_guest_hash ON discount_usages (guest_hash) WHERE guest_hash IS NOT NULL;
  CREATE INDEX idx_discount_usages_archive_guest_hash ON discount_usages_archive (guest_hash)
    WHERE guest_hash IS NOT NULL;
`;

const SET = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp`;

// The setting alone opens nothing: it counts only inside a function that belongs to the owner of the tables.
const FUNCTIONS = `
  CREATE FUNCTION is_privacy_work() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT current_setting('app.privacy_work', true) = 'on' AND current_user =
      (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = 'public.users'::regclass)
  $$;

  -- Functions of the owner can be called by everybody; these only by those who may change people anyway.
  CREATE FUNCTION assert_may_write() RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT has_table_privilege(session_user, 'public.users', 'UPDATE') THEN
      RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
  END $$;
`;

// Under row-level security lower(email) is evaluated row by row; the owner's function goes through the
// indexes, gives away nothing but ids, and these only where everybody is in sight.
const GUEST_ORDERS = `
  CREATE FUNCTION guest_order_ids(address text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'all' THEN RETURN; END IF;
    RETURN QUERY
      SELECT o.id FROM orders o WHERE lower(o.email) = lower(address) AND o.user_id IS NULL UNION ALL
      SELECT o.id FROM orders_archive o WHERE lower(o.email) = lower(address) AND o.user_id IS NULL;
  END $$;
`;

const NOT_PRIVACY_WORK = `(current_setting('app.privacy_work', true) IS DISTINCT FROM 'on' OR NOT is_privacy_work())`;

/** The audit triggers of tables with ciphertext; secrets and columns as the migrations before made them. */
function quietTriggers(condition: string): string {
  const secrets: Readonly<Record<string, string>> = {
    orders: "'token_hash'",
    user_payment_infos: "'payment_method_token', 'token_hash'",
    user_totp: "'secret'",
  };
  return ENCRYPTED.map(
    (table) => `
      DROP TRIGGER audit_${table}_update ON ${table};
      CREATE TRIGGER audit_${table}_update AFTER UPDATE ON ${table}
        FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.* ${condition})
        EXECUTE FUNCTION audit_row(${secrets[table] ?? ''});`,
  ).join('\n');
}

function openAppendOnly(): string {
  return APPEND_ONLY.map(
    (table) => `
      DROP TRIGGER ${table}_append_only ON ${table};
      CREATE TRIGGER ${table}_append_only BEFORE UPDATE ON ${table}
        FOR EACH ROW WHEN (${NOT_PRIVACY_WORK}) EXECUTE FUNCTION refuse_update();`,
  ).join('\n');
}

// changes: [{ id, before: { column: value }, after: { column: value } }]. A row that somebody has changed or
// holds is left alone: it comes again with the next round. One audit row names what was rewritten.
const REWRITE = `
  CREATE FUNCTION rewrite_ciphertexts(target text, columns text[], changes jsonb) RETURNS integer ${SET} AS $$
  DECLARE
    assigned text := (SELECT string_agg(format('%1$I = n.%1$I', c), ', ') FROM unnest(columns) c);
    same text := (SELECT string_agg(
      format('COALESCE(to_jsonb(t.%1$I), ''null'') = COALESCE(c.before -> %1$L, ''null'')', c), ' AND ')
      FROM unnest(columns) c);
    ids uuid[];
  BEGIN
    PERFORM assert_may_write();
    IF target <> ALL (ARRAY['user_addresses', 'orders', 'orders_archive', 'user_payment_infos', 'user_totp',
        'data_export_parts']) THEN
      RAISE EXCEPTION '% holds no ciphertext', target USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM set_config('app.privacy_work', 'on', true);
    EXECUTE format($sql$
      WITH changes AS MATERIALIZED (
        SELECT (c ->> 'id')::uuid AS id, c -> 'before' AS before, c -> 'after' AS after
        FROM jsonb_array_elements($1) c
      ), free AS MATERIALIZED (
        SELECT t.id FROM %1$I t WHERE t.id IN (SELECT id FROM changes) ORDER BY t.id FOR UPDATE SKIP LOCKED
      ), written AS (
        UPDATE %1$I t SET %2$s
        FROM changes c JOIN free f ON f.id = c.id, LATERAL jsonb_populate_record(NULL::%1$I, c.after) n
        WHERE t.id = c.id AND %3$s RETURNING t.id
      ) SELECT COALESCE(array_agg(id), '{}') FROM written$sql$, target, assigned, same)
      INTO ids USING changes;
    PERFORM set_config('app.privacy_work', '', true);
    IF cardinality(ids) > 0 THEN
      INSERT INTO audit_log (table_name, action, request_id, after)
      VALUES (target, 'batch', left(nullif(current_setting('app.request_id', true), ''), 100),
        jsonb_build_object('reencrypted', cardinality(ids), 'columns', columns, 'ids', ids));
    END IF;
    RETURN cardinality(ids);
  END $$;
`;

// The uses that a guest made of discounts move to another key, with their counters. Discounts are locked as by
// placing and cancelling, so the uses can be counted again. Runs with the rights and the sight of its caller.
const RENAME_GUEST = `
  CREATE FUNCTION rename_guest(old_key text, new_key text, only_orders uuid[]) RETURNS integer
  LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
  DECLARE
    moved integer;
    archived integer;
  BEGIN
    PERFORM 1 FROM discounts d
      WHERE d.id IN (SELECT c.discount_id FROM discount_user_counters c WHERE c.customer_key IN (old_key, new_key))
      ORDER BY d.id FOR NO KEY UPDATE;
    UPDATE discount_usages SET guest_hash = new_key
      WHERE guest_hash = old_key AND (only_orders IS NULL OR order_id = ANY (only_orders));
    GET DIAGNOSTICS moved = ROW_COUNT;
    UPDATE discount_usages_archive SET guest_hash = new_key
      WHERE guest_hash = old_key AND (only_orders IS NULL OR order_id = ANY (only_orders));
    GET DIAGNOSTICS archived = ROW_COUNT;
    INSERT INTO discount_user_counters AS c (discount_id, customer_key, used_count)
      SELECT u.discount_id, u.guest_hash, count(*) FILTER (WHERE u.released_at IS NULL)
      FROM (SELECT discount_id, guest_hash, released_at FROM discount_usages WHERE guest_hash IN (old_key, new_key)
            UNION ALL
            SELECT discount_id, guest_hash, released_at FROM discount_usages_archive
            WHERE guest_hash IN (old_key, new_key)) u
      GROUP BY 1, 2 ORDER BY 1, 2
      ON CONFLICT (discount_id, customer_key) DO UPDATE SET used_count = EXCLUDED.used_count;
    DELETE FROM discount_user_counters c WHERE c.customer_key = old_key
      AND NOT EXISTS (SELECT FROM discount_usages u WHERE u.guest_hash = old_key AND u.discount_id = c.discount_id)
      AND NOT EXISTS (SELECT FROM discount_usages_archive u
                      WHERE u.guest_hash = old_key AND u.discount_id = c.discount_id);
    RETURN moved + archived;
  END $$;
`;

// Both act only for who stands in the list of erasures. A reason that is a code of the program says nothing
// about anybody and stays.
const ERASE = `
  CREATE FUNCTION erase_append_only(erasure uuid) RETURNS integer ${SET} AS $$
  DECLARE
    subject erasures;
    orders_of uuid[];
    part text;
    changed integer;
    total integer := 0;
  BEGIN
    PERFORM assert_may_write();
    SELECT * INTO STRICT subject FROM erasures WHERE id = erasure;
    orders_of := ARRAY(
      SELECT o.id FROM orders o WHERE o.user_id = subject.user_id OR o.id = ANY (subject.order_ids) UNION ALL
      SELECT o.id FROM orders_archive o WHERE o.user_id = subject.user_id OR o.id = ANY (subject.order_ids));
    PERFORM set_config('app.privacy_work', 'on', true);
    FOREACH part IN ARRAY ARRAY['', '_archive'] LOOP
      EXECUTE format('UPDATE %I SET note = NULL WHERE order_id = ANY ($1) AND note IS NOT NULL',
        'stock_movements' || part) USING orders_of;
      GET DIAGNOSTICS changed = ROW_COUNT;
      total := total + changed;
      EXECUTE format('UPDATE %I SET reason = NULL WHERE order_id = ANY ($1) AND reason !~ %L',
        'order_status_history' || part, '^(placed|paid|expired|[a-z]+(_[a-z]+)+)$') USING orders_of;
      GET DIAGNOSTICS changed = ROW_COUNT;
      total := total + changed;
    END LOOP;
    PERFORM set_config('app.privacy_work', '', true);
    RETURN total;
  END $$;

  CREATE FUNCTION erased_fields(doc jsonb, names jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN doc IS NULL OR names IS NULL THEN doc ELSE (
      SELECT jsonb_object_agg(e.key,
        CASE WHEN names ? e.key AND e.value <> 'null' THEN '"[erased]"' ELSE e.value END)
      FROM jsonb_each(doc) e) END
  $$;

  -- names: { table: [columns] }. What the log says about the person's rows, without the person.
  CREATE FUNCTION erase_audit_rows(erasure uuid, names jsonb) RETURNS integer ${SET} AS $$
  DECLARE
    subject erasures;
    person text;
    orders_of uuid[];
    rows_of text[];
    changed integer;
  BEGIN
    PERFORM assert_may_write();
    SELECT * INTO STRICT subject FROM erasures WHERE id = erasure;
    person := subject.user_id::text;
    orders_of := ARRAY(
      SELECT o.id FROM orders o WHERE o.user_id = subject.user_id OR o.id = ANY (subject.order_ids) UNION ALL
      SELECT o.id FROM orders_archive o WHERE o.user_id = subject.user_id OR o.id = ANY (subject.order_ids));
    rows_of := ARRAY(
      SELECT unnest(orders_of)::text UNION ALL
      SELECT cart_id::text FROM orders WHERE id = ANY (orders_of) UNION ALL
      SELECT cart_id::text FROM orders_archive WHERE id = ANY (orders_of) UNION ALL
      SELECT id::text FROM payments WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM payments_archive WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM refunds WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM refunds_archive WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM fulfilments WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM fulfilments_archive WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM returns WHERE order_id = ANY (orders_of) UNION ALL
      SELECT id::text FROM returns_archive WHERE order_id = ANY (orders_of));
    WITH mine AS (
      SELECT a.id, a.created_at FROM audit_log a WHERE a.table_name = 'users' AND a.row_id = person
      UNION
      SELECT a.id, a.created_at FROM audit_log a WHERE COALESCE(a.after, a.before) ->> 'user_id' = person
      UNION
      SELECT a.id, a.created_at FROM audit_log a
      WHERE a.table_name IN ('orders', 'shopping_carts', 'payments', 'refunds', 'fulfilments', 'returns')
        AND a.row_id = ANY (rows_of)
    )
    UPDATE audit_log a SET before = erased_fields(a.before, names -> a.table_name),
        after = erased_fields(a.after, names -> a.table_name), erased_at = now()
    FROM mine m
    WHERE a.id = m.id AND a.created_at = m.created_at AND
      (erased_fields(a.before, names -> a.table_name) IS DISTINCT FROM a.before
       OR erased_fields(a.after, names -> a.table_name) IS DISTINCT FROM a.after);
    GET DIAGNOSTICS changed = ROW_COUNT;
    RETURN changed;
  END $$;
`;
