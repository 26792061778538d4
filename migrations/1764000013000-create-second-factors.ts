import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { auditTrigger, dropTables, touchTriggers } from './sql.js';

const TABLES = ['user_totp', 'user_recovery_codes', 'user_identities', 'oidc_logins'];

/** Second factors, the identities of people at an OpenID provider, and logins that are under way there. */
export class CreateSecondFactors1764000013000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SECOND_FACTORS);
    await queryRunner.query(IDENTITIES);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(auditTrigger('user_totp', { secrets: ['secret'] }));
    await queryRunner.query(auditTrigger('user_recovery_codes', { secrets: ['code_hash'] }));
    await queryRunner.query(auditTrigger('user_identities', { secrets: ['subject_hash'] }));
    await queryRunner.query(AUDIT_OF_LINKS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables(...[...TABLES].reverse()));
  }
}

// The secret is ciphertext. A step is the number of half minutes since 1970; a code of a step that is not
// later than the last one used is a replay.
const SECOND_FACTORS = `
  CREATE TABLE user_totp (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    secret VARCHAR NOT NULL,
    confirmed_at TIMESTAMPTZ,
    last_used_step INTEGER NOT NULL DEFAULT 0,
    failed_attempts INTEGER NOT NULL DEFAULT 0,
    retry_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_user_totp_failed_attempts CHECK (failed_attempts >= 0)
  );
  CREATE UNIQUE INDEX uq_user_totp_user_id ON user_totp (user_id);

  CREATE TABLE user_recovery_codes (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash VARCHAR(64) NOT NULL,
    used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_user_recovery_codes_code ON user_recovery_codes (user_id, code_hash);
`;

// session_id is set where somebody who is logged in links an identity: only that session may end it.
const IDENTITIES = `
  CREATE TABLE user_identities (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    issuer VARCHAR(500) NOT NULL,
    subject_hash VARCHAR(64) NOT NULL,
    last_used_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_user_identities_subject ON user_identities (issuer, subject_hash);
  CREATE INDEX idx_user_identities_user_id ON user_identities (user_id);

  CREATE TABLE oidc_logins (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    state_hash VARCHAR(64) NOT NULL,
    binding_hash VARCHAR(64),
    return_to VARCHAR(2000) NOT NULL,
    challenge VARCHAR(43),
    session_id UUID REFERENCES user_sessions (id) ON DELETE CASCADE,
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    answered_at TIMESTAMPTZ,
    issuer VARCHAR(500),
    subject_hash VARCHAR(64),
    refusal VARCHAR(50),
    code_hash VARCHAR(64),
    code_expired_at TIMESTAMPTZ,
    exchanged_at TIMESTAMPTZ,
    expired_at TIMESTAMPTZ NOT NULL DEFAULT NOW() + INTERVAL '10 minutes',
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE UNIQUE INDEX uq_oidc_logins_state ON oidc_logins (state_hash);
  CREATE UNIQUE INDEX uq_oidc_logins_code ON oidc_logins (code_hash);
  CREATE INDEX idx_oidc_logins_session_id ON oidc_logins (session_id);
  CREATE INDEX idx_oidc_logins_user_id ON oidc_logins (user_id);
  CREATE INDEX idx_oidc_logins_expired_at ON oidc_logins (expired_at);
`;

// A stranger's start of a login is no news; what comes of one is the session, the account or the identity.
const AUDIT_OF_LINKS = `
  CREATE TRIGGER audit_oidc_logins AFTER INSERT ON oidc_logins
    FOR EACH ROW WHEN (NEW.session_id IS NOT NULL)
    EXECUTE FUNCTION audit_row('state_hash', 'binding_hash', 'challenge', 'subject_hash', 'code_hash');
`;
