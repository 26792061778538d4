import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { EVENT_TRIGGERS, DROP_EVENT_TRIGGERS } from './public-events.js';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/** The feed of public events, written by triggers with the change that they tell of, and who is sent them. */
export class TellTheOutside1764000050000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(FEED);
    await queryRunner.query(NUMBERING);
    await queryRunner.query(EVENT_TRIGGERS);
    await queryRunner.query(ENDPOINTS);
    await queryRunner.query(
      touchTriggers(
        'event_sequences',
        'public_events',
        'webhook_endpoints',
        'webhook_deliveries',
        'webhook_attempts',
      ),
    );
    await queryRunner.query(
      auditTrigger('webhook_endpoints', {
        secrets: ['secret', 'previous_secret'],
        updateOf: [
          'url',
          'description',
          'event_types',
          'status',
          'pause_reason',
          'secret',
          'resent_at',
        ],
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DROP_EVENT_TRIGGERS);
    await queryRunner.query(`
      ${dropTables('webhook_attempts', 'webhook_deliveries', 'webhook_endpoints')}
      DROP FUNCTION number_public_events(integer, boolean);
      DROP FUNCTION tell_event(text, text, uuid, jsonb);
      DROP FUNCTION money_text(numeric, text);
      ${dropTables('public_events', 'event_sequences')}
      DROP SEQUENCE public_events_seq;
      DROP SEQUENCE public_events_position_seq;
    `);
  }
}

// The counter's row lock is taken before `seq`, and held until the commit: of one aggregate, whoever counts later
// has the larger `seq` and commits later. Between aggregates `seq` says nothing: a small one may be committed late.
const FEED = `
  CREATE SEQUENCE public_events_seq;
  CREATE SEQUENCE public_events_position_seq;
  CREATE TABLE event_sequences (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    aggregate_type VARCHAR(20) NOT NULL,
    last_sequence BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  CREATE TABLE public_events (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    seq BIGINT NOT NULL DEFAULT nextval('public_events_seq'),
    position BIGINT UNIQUE,
    type VARCHAR(60) NOT NULL,
    aggregate_type VARCHAR(20) NOT NULL,
    aggregate_id UUID NOT NULL,
    sequence BIGINT NOT NULL,
    data JSONB NOT NULL,
    occurred_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    numbered_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (aggregate_id, sequence),
    CONSTRAINT ck_public_events_type CHECK (type ~ '^[a-z]+\\.[a-z-]+$'),
    CONSTRAINT ck_public_events_numbered CHECK ((position IS NULL) = (numbered_at IS NULL))
  );
  CREATE INDEX idx_public_events_unnumbered ON public_events (seq) WHERE position IS NULL;

  CREATE FUNCTION tell_event(kind text, of_type text, of_id uuid, said jsonb) RETURNS void
  LANGUAGE plpgsql AS $$
  DECLARE
    counted bigint;
  BEGIN
    INSERT INTO event_sequences AS s (id, aggregate_type, last_sequence) VALUES (of_id, of_type, 1)
      ON CONFLICT (id) DO UPDATE SET last_sequence = s.last_sequence + 1
      RETURNING s.last_sequence INTO counted;
    INSERT INTO public_events (type, aggregate_type, aggregate_id, sequence, data)
      VALUES (kind, of_type, of_id, counted, said);
  END $$;

  -- As on the wire everywhere: a decimal string with the digits of its currency.
  CREATE FUNCTION money_text(amount numeric, currency text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT round(amount, CASE WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',
      'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0 ELSE 2 END)::text
  $$;
`;

// The place of an event in the feed is given after its commit, by one at a time: what can be seen is numbered, what
// commits later gets a later number. The lock is taken before the statement that looks, so that it sees everything
// that the one before has numbered.
const NUMBERING = `
  CREATE FUNCTION number_public_events(most integer, patient boolean) RETURNS integer LANGUAGE plpgsql AS $$
  DECLARE
    counted integer;
  BEGIN
    IF patient THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('numbering public events', 0));
    ELSIF NOT pg_try_advisory_xact_lock(hashtextextended('numbering public events', 0)) THEN
      RETURN 0;
    END IF;
    WITH due AS MATERIALIZED (
      SELECT id FROM public_events WHERE position IS NULL ORDER BY seq LIMIT most
    ), numbered AS MATERIALIZED (
      SELECT id, nextval('public_events_position_seq') AS position FROM due
    )
    UPDATE public_events e SET position = n.position, numbered_at = now() FROM numbered n WHERE e.id = n.id;
    GET DIAGNOSTICS counted = ROW_COUNT;
    RETURN counted;
  END $$;
`;

// Deliveries have no foreign key to events: those are cleared away by their own age.
const ENDPOINTS = `
  CREATE TABLE webhook_endpoints (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    url VARCHAR(2000) NOT NULL,
    description VARCHAR(200) NOT NULL DEFAULT '',
    event_types VARCHAR(60)[] NOT NULL,
    status VARCHAR(10) NOT NULL DEFAULT 'active',
    pause_reason VARCHAR(10),
    paused_at TIMESTAMPTZ,
    secret TEXT NOT NULL,
    previous_secret TEXT,
    signed_twice_until TIMESTAMPTZ,
    told_position BIGINT NOT NULL,
    resent_at TIMESTAMPTZ,
    failing_since TIMESTAMPTZ,
    failures INTEGER NOT NULL DEFAULT 0,
    rests_until TIMESTAMPTZ,
    rung_until TIMESTAMPTZ,
    lease_id UUID,
    leased_until TIMESTAMPTZ,
    created_by UUID,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT ck_webhook_endpoints_status CHECK (status IN ('active', 'paused')),
    CONSTRAINT ck_webhook_endpoints_pause CHECK (
      (status = 'paused') = (pause_reason IS NOT NULL) AND (status = 'paused') = (paused_at IS NOT NULL)
      AND pause_reason IN ('staff', 'failing', 'gone')),
    CONSTRAINT ck_webhook_endpoints_types CHECK (cardinality(event_types) BETWEEN 1 AND 50)
  );
  CREATE TABLE webhook_deliveries (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    endpoint_id UUID NOT NULL REFERENCES webhook_endpoints (id) ON DELETE CASCADE,
    event_id UUID NOT NULL,
    type VARCHAR(60) NOT NULL,
    aggregate_id UUID NOT NULL,
    position BIGINT NOT NULL,
    state VARCHAR(10) NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    finished_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (endpoint_id, event_id),
    CONSTRAINT ck_webhook_deliveries_state CHECK (state IN ('waiting', 'delivered', 'failed'))
  );
  CREATE INDEX idx_webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, aggregate_id, position)
    WHERE state = 'waiting';
  CREATE INDEX idx_webhook_deliveries_log ON webhook_deliveries (endpoint_id, created_at, id);
  CREATE INDEX idx_webhook_deliveries_finished ON webhook_deliveries (finished_at) WHERE finished_at IS NOT NULL;
  CREATE TABLE webhook_attempts (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    delivery_id UUID NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    status_code INTEGER,
    error VARCHAR(60),
    duration_ms INTEGER,
    answer VARCHAR(500),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  CREATE INDEX idx_webhook_attempts_delivery ON webhook_attempts (delivery_id, created_at);
`;
