import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

/** Extensions, shared trigger functions, the audit log, the outbox and the books of jobs and keys. */
export class CreateFoundation1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE EXTENSION IF NOT EXISTS unaccent;

      CREATE OR REPLACE FUNCTION update_updated_at_column()
      RETURNS TRIGGER AS $$
      BEGIN
          NEW.updated_at = NOW();
          RETURN NEW;
      END;
      $$ language 'plpgsql';

      CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are never changed, only added', TG_TABLE_NAME
          USING ERRCODE = 'insufficient_privilege';
      END $$;
    `);
    await queryRunner.query(AUDIT);
    await queryRunner.query(OUTBOX);
    await queryRunner.query(PARTITIONS);
    await queryRunner.query(
      touchTriggers('outbox_events', 'idempotency_keys', 'job_runs', 'audit_seals'),
    );
    await queryRunner.query('SELECT ensure_partitions()');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${dropTables('idempotency_keys', 'job_runs', 'outbox_events', 'audit_digests', 'audit_seals', 'audit_log')}
      DROP SEQUENCE outbox_events_seq;
      DROP SEQUENCE audit_log_seq;
      DROP FUNCTION ensure_partitions();
      DROP FUNCTION drop_done_outbox_partitions(interval);
      DROP FUNCTION ensure_partition(text, text, timestamptz);
      DROP FUNCTION audit_row();
      DROP FUNCTION refuse_update();
      DROP FUNCTION update_updated_at_column();
      DROP EXTENSION unaccent;
      DROP EXTENSION pg_trgm;
    `);
  }
}

// The settings app.actor_id and app.request_id travel in the BEGIN message of the unit of work.
const AUDIT = `
  CREATE SEQUENCE audit_log_seq;
  CREATE TABLE audit_log (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    seq BIGINT NOT NULL DEFAULT nextval('audit_log_seq'),
    table_name VARCHAR(63) NOT NULL,
    row_id VARCHAR(100),
    action VARCHAR(10) NOT NULL,
    actor_id UUID,
    request_id VARCHAR(100),
    before JSONB,
    after JSONB,
    PRIMARY KEY (id, created_at),
    CONSTRAINT ck_audit_log_action CHECK (action IN ('insert', 'update', 'delete', 'batch'))
  ) PARTITION BY RANGE (created_at);
  CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;
  CREATE INDEX idx_audit_log_row ON audit_log (table_name, row_id, created_at DESC);
  CREATE INDEX idx_audit_log_actor ON audit_log (actor_id, created_at DESC);
  CREATE INDEX idx_audit_log_seq ON audit_log (seq);

  CREATE TABLE audit_seals (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    first_seq BIGINT NOT NULL,
    last_seq BIGINT NOT NULL,
    row_count INTEGER NOT NULL,
    previous_digest BYTEA,
    digest BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT ck_audit_seals_range CHECK (first_seq <= last_seq)
  );
  CREATE TABLE audit_digests (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    audit_id UUID NOT NULL UNIQUE,
    audit_seq BIGINT NOT NULL,
    seal_id UUID NOT NULL REFERENCES audit_seals (id),
    digest BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  CREATE INDEX idx_audit_digests_seal_id ON audit_digests (seal_id);

  CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    before_row JSONB := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - COALESCE(TG_ARGV::text[], '{}') END;
    after_row JSONB := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - COALESCE(TG_ARGV::text[], '{}') END;
  BEGIN
    -- Moving an order to the archive is one 'batch' row that the archiver writes, not a delete of each part.
    IF TG_OP = 'DELETE' AND current_setting('app.archiving', true) = 'on'
       AND TG_TABLE_NAME IN ('orders', 'payments', 'refunds') THEN
      RETURN NULL;
    END IF;
    INSERT INTO audit_log (table_name, row_id, action, actor_id, request_id, before, after)
    VALUES (TG_TABLE_NAME, COALESCE(after_row, before_row) ->> 'id', lower(TG_OP),
            NULLIF(current_setting('app.actor_id', true), '')::uuid,
            NULLIF(current_setting('app.request_id', true), ''), before_row, after_row);
    RETURN NULL;
  END $$;
`;

// One row is one delivery: an event with three listeners is three rows. created_at has whole
// milliseconds so that a job can name its row by (id, created_at) without losing digits in JavaScript.
const OUTBOX = `
  CREATE SEQUENCE outbox_events_seq;
  CREATE TABLE outbox_events (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    seq BIGINT NOT NULL DEFAULT nextval('outbox_events_seq'),
    event VARCHAR(100),
    queue VARCHAR(60),
    job VARCHAR(60),
    aggregate_id UUID,
    payload JSONB NOT NULL DEFAULT '{}',
    request_id VARCHAR(100),
    available_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    leased_until TIMESTAMPTZ,
    relayed_at TIMESTAMPTZ,
    relay_count INTEGER NOT NULL DEFAULT 0,
    done_at TIMESTAMPTZ,
    failed_at TIMESTAMPTZ,
    last_error TEXT,
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (id, created_at),
    CONSTRAINT ck_outbox_events_target CHECK ((queue IS NULL) = (job IS NULL)),
    CONSTRAINT ck_outbox_events_purpose CHECK (event IS NOT NULL OR queue IS NOT NULL)
  ) PARTITION BY RANGE (created_at);
  CREATE TABLE outbox_events_default PARTITION OF outbox_events DEFAULT;
  CREATE INDEX idx_outbox_events_waiting ON outbox_events (available_at)
    WHERE relayed_at IS NULL AND done_at IS NULL AND failed_at IS NULL;
  CREATE INDEX idx_outbox_events_unanswered ON outbox_events (relayed_at)
    WHERE relayed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL;
  CREATE INDEX idx_outbox_events_failed ON outbox_events (failed_at) WHERE failed_at IS NOT NULL;
  CREATE INDEX idx_outbox_events_aggregate ON outbox_events (aggregate_id, seq);
  CREATE INDEX idx_outbox_events_seq ON outbox_events (seq);

  CREATE TABLE job_runs (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name VARCHAR(100) NOT NULL UNIQUE,
    last_started_at TIMESTAMPTZ,
    last_success_at TIMESTAMPTZ,
    last_failure_at TIMESTAMPTZ,
    last_error TEXT,
    result JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );

  CREATE TABLE idempotency_keys (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    scope VARCHAR(100) NOT NULL,
    route VARCHAR(100) NOT NULL,
    key VARCHAR(255) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    state VARCHAR(10) NOT NULL DEFAULT 'done',
    locked_until TIMESTAMPTZ,
    response_status SMALLINT,
    response_body TEXT,
    expires_at TIMESTAMPTZ NOT NULL DEFAULT now() + interval '7 days',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (scope, route, key),
    CONSTRAINT ck_idempotency_keys_state CHECK (state IN ('running', 'done')),
    CONSTRAINT ck_idempotency_keys_answer
      CHECK (state = 'running' OR (response_status IS NOT NULL AND response_body IS NOT NULL))
  );
  CREATE INDEX idx_idempotency_keys_expires_at ON idempotency_keys (expires_at);
`;

// SECURITY DEFINER: the maintenance worker runs as the application's role, which owns nothing.
// A default partition keeps writes alive when nobody made the next one; its rows move out here.
const PARTITIONS = `
  CREATE FUNCTION ensure_partition(parent text, unit text, at timestamptz) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    lower_bound timestamptz := date_trunc(unit, at);
    upper_bound timestamptz := date_trunc(unit, at) + ('1 ' || unit)::interval;
    name text := parent || '_p' || to_char(lower_bound, CASE unit WHEN 'day' THEN 'YYYYMMDD' ELSE 'YYYYMM' END);
    key_column text;
  BEGIN
    IF unit NOT IN ('day', 'month') THEN RAISE EXCEPTION 'unit is day or month'; END IF;
    SELECT a.attname INTO key_column FROM pg_partitioned_table p
      JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
      WHERE p.partrelid = ('public.' || quote_ident(parent))::regclass;
    IF to_regclass('public.' || quote_ident(name)) IS NOT NULL THEN RETURN false; END IF;
    -- One at a time for each parent: two would each wait for the other's lock of the default partition.
    PERFORM pg_advisory_xact_lock(hashtextextended('partitions of ' || parent, 0));
    -- Not to_regclass: after a wait it still remembers that there was none.
    IF EXISTS (SELECT FROM pg_class c WHERE c.relname = name AND c.relnamespace = 'public'::regnamespace) THEN
      RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name, parent);
    -- Before the rows are looked for: one that came in between would stand in the way of the new bounds.
    EXECUTE format('LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
    EXECUTE format(
      'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
      parent || '_default', key_column, lower_bound, key_column, upper_bound, name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
      parent, name, lower_bound, upper_bound);
    RETURN true;
  END $$;

  CREATE FUNCTION ensure_partitions() RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    made integer := 0;
    step integer;
  BEGIN
    FOR step IN 0..7 LOOP
      made := made + ensure_partition('outbox_events', 'day', now() + step * interval '1 day')::int;
    END LOOP;
    FOR step IN 0..2 LOOP
      made := made + ensure_partition('audit_log', 'month', now() + step * interval '1 month')::int;
    END LOOP;
    RETURN made;
  END $$;

  CREATE FUNCTION drop_done_outbox_partitions(keep interval) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
  DECLARE
    partition record;
    open_rows boolean;
    dropped integer := 0;
  BEGIN
    FOR partition IN
      SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'public.outbox_events'::regclass AND c.relname ~ '^outbox_events_p[0-9]{8}$'
        AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 < (now() - keep)::date
    LOOP
      EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE done_at IS NULL)', partition.name) INTO open_rows;
      IF NOT open_rows THEN
        EXECUTE format('DROP TABLE %I', partition.name);
        dropped := dropped + 1;
      END IF;
    END LOOP;
    RETURN dropped;
  END $$;
  REVOKE ALL ON FUNCTION ensure_partition(text, text, timestamptz) FROM PUBLIC;
`;
