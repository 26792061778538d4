import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * What the seals of the audit log need, and the indexes for those who search it. A digest covers one
 * state of an entry: as it was written, or after personal data were taken out of it.
 */
export class SealAuditLog1764000014000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE audit_seals
        ADD COLUMN horizon_seq BIGINT NOT NULL,
        ADD COLUMN snapshot_end BIGINT NOT NULL,
        ADD COLUMN settled_seq BIGINT;
      ALTER TABLE audit_digests
        ADD COLUMN audit_created_at TIMESTAMPTZ NOT NULL,
        ADD COLUMN erased_at TIMESTAMPTZ,
        ADD COLUMN frame BYTEA NOT NULL,
        DROP CONSTRAINT audit_digests_audit_id_key,
        ADD CONSTRAINT uq_audit_digests_state UNIQUE NULLS NOT DISTINCT (audit_id, erased_at);

      CREATE INDEX idx_audit_log_created ON audit_log (created_at DESC, id DESC);
      CREATE INDEX idx_audit_log_table ON audit_log (table_name, created_at DESC, id DESC);
      CREATE INDEX idx_audit_log_on_behalf_of ON audit_log (on_behalf_of, created_at DESC)
        WHERE on_behalf_of IS NOT NULL;
      CREATE INDEX idx_audit_log_api_key_id ON audit_log (api_key_id, created_at DESC)
        WHERE api_key_id IS NOT NULL;
    `);
    await queryRunner.query(ADD_SEAL);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION add_audit_seal(jsonb, jsonb);
      DROP INDEX idx_audit_log_created;
      DROP INDEX idx_audit_log_table;
      DROP INDEX idx_audit_log_on_behalf_of;
      DROP INDEX idx_audit_log_api_key_id;
      -- Without the columns the digests say nothing any more: the log is sealed anew.
      TRUNCATE audit_digests, audit_seals;
      ALTER TABLE audit_digests
        DROP CONSTRAINT uq_audit_digests_state,
        DROP COLUMN audit_created_at, DROP COLUMN erased_at, DROP COLUMN frame,
        ADD CONSTRAINT audit_digests_audit_id_key UNIQUE (audit_id);
      ALTER TABLE audit_seals DROP COLUMN horizon_seq, DROP COLUMN snapshot_end, DROP COLUMN settled_seq;
    `);
  }
}

// SECURITY DEFINER: the worker runs as the application's role, which may not write seals. It can only add one: behind
// the last, over entries that are there and not sealed yet. The key stays with the worker, so whoever calls
// this without it makes a seal that verification refuses.
const ADD_SEAL = `
  CREATE FUNCTION add_audit_seal(seal jsonb, entries jsonb) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DECLARE
    last_digest bytea;
    new_id uuid;
    added integer;
  BEGIN
    IF NOT has_any_column_privilege(session_user, 'public.audit_log', 'INSERT') THEN
      RAISE EXCEPTION 'not allowed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('seals of audit_log', 0));
    SELECT digest INTO last_digest FROM audit_seals ORDER BY seq DESC LIMIT 1;
    IF last_digest IS DISTINCT FROM decode(seal ->> 'previous', 'hex') THEN
      RAISE EXCEPTION 'another seal came first' USING ERRCODE = 'serialization_failure';
    END IF;
    INSERT INTO audit_seals (first_seq, last_seq, row_count, horizon_seq, snapshot_end, settled_seq,
                             previous_digest, digest, created_at)
    VALUES ((seal ->> 'firstSeq')::bigint, (seal ->> 'lastSeq')::bigint, jsonb_array_length(entries),
            (seal ->> 'horizonSeq')::bigint, (seal ->> 'snapshotEnd')::bigint, (seal ->> 'settledSeq')::bigint,
            last_digest, decode(seal ->> 'digest', 'hex'), (seal ->> 'at')::timestamptz)
    RETURNING id INTO new_id;
    INSERT INTO audit_digests (audit_id, audit_created_at, audit_seq, seal_id, erased_at, frame, digest)
    SELECT a.id, a.created_at, a.seq, new_id, a.erased_at, decode(e.frame, 'hex'), decode(e.digest, 'hex')
    FROM jsonb_to_recordset(entries) AS e(id uuid, at timestamptz, erased timestamptz, frame text, digest text)
    JOIN audit_log a ON a.id = e.id AND a.created_at = e.at AND a.erased_at IS NOT DISTINCT FROM e.erased;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF added <> jsonb_array_length(entries) THEN
      RAISE EXCEPTION 'an entry changed while it was sealed' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN new_id;
  END $$;
`;
