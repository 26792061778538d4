import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

/**
 * Keys of machines; the session of the member of staff from which he acts for a customer; indexes for
 * the list of people that staff searches.
 */
export class CreateApiKeys1764000012000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(API_KEYS);
    await queryRunner.query(touchTriggers('api_keys'));
    // Not the notes of its last use, which come once a minute.
    await queryRunner.query(
      auditTrigger('api_keys', {
        secrets: ['key_hash'],
        updateOf: ['user_id', 'name', 'scopes', 'mfa_at', 'expires_at', 'revoked_at'],
      }),
    );
    await queryRunner.query(ACTING);
    await queryRunner.query(PEOPLE_INDEXES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION user_ids_by_beginning(text);
      DROP INDEX idx_users_search_email, idx_users_search_username, idx_users_search_first_name,
        idx_users_search_last_name, idx_users_created_at;
      ALTER TABLE user_sessions DROP CONSTRAINT ck_user_sessions_opened_in, DROP COLUMN opened_in;
      ${dropTables('api_keys')}
    `);
  }
}

// A scope is a permission by its name, 'orders:r'. mfa_at is that of the session which made the key: a role
// that asks for a second factor counts for no key that was made without one.
const API_KEYS = `
  CREATE TABLE api_keys (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name VARCHAR(100) NOT NULL,
    prefix VARCHAR(12) NOT NULL,
    key_hash VARCHAR(64) NOT NULL,
    scopes TEXT[] NOT NULL,
    mfa_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    last_used_at TIMESTAMPTZ,
    last_used_ip INET,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_api_keys_scopes CHECK (cardinality(scopes) > 0),
    CONSTRAINT ck_api_keys_life CHECK (expires_at <= created_at + interval '366 days')
  );
  CREATE UNIQUE INDEX uq_api_keys_key_hash ON api_keys (key_hash);
  CREATE INDEX idx_api_keys_user_id ON api_keys (user_id);
`;

const ACTING = `
  ALTER TABLE user_sessions
    ADD COLUMN opened_in UUID REFERENCES user_sessions (id) ON DELETE CASCADE,
    ADD CONSTRAINT ck_user_sessions_opened_in CHECK ((opened_by IS NULL) = (opened_in IS NULL));
  CREATE INDEX idx_user_sessions_opened_in ON user_sessions (opened_in) WHERE opened_in IS NOT NULL;
`;

// text_pattern_ops: a search by the beginning is a range of the index in every collation. Row-level security
// would evaluate lower(…) only on rows that its policy has let through, one by one; the function runs with
// the rights of the owner, gives away nothing but ids, and these only where everybody is in sight.
const PEOPLE_INDEXES = `
  CREATE INDEX idx_users_search_email ON users (lower(email) text_pattern_ops);
  CREATE INDEX idx_users_search_username ON users (lower(username) text_pattern_ops);
  CREATE INDEX idx_users_search_first_name ON users (lower(first_name) text_pattern_ops);
  CREATE INDEX idx_users_search_last_name ON users (lower(last_name) text_pattern_ops);
  CREATE INDEX idx_users_created_at ON users (created_at, id);

  CREATE FUNCTION user_ids_by_beginning(text) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
  DECLARE
    first_text text := lower($1);
    beyond text := lower($1) || chr(1114111);
  BEGIN
    IF current_setting('app.scope', true) IS DISTINCT FROM 'all' THEN RETURN; END IF;
    RETURN QUERY
      SELECT id FROM users WHERE lower(email) ~>=~ first_text AND lower(email) ~<~ beyond
      UNION SELECT id FROM users WHERE lower(username) ~>=~ first_text AND lower(username) ~<~ beyond
      UNION SELECT id FROM users WHERE lower(first_name) ~>=~ first_text AND lower(first_name) ~<~ beyond
      UNION SELECT id FROM users WHERE lower(last_name) ~>=~ first_text AND lower(last_name) ~<~ beyond;
  END $$;
`;
