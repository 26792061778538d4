import { type MigrationInterface, type QueryRunner } from 'typeorm';
import { dropTables, touchTriggers } from './sql.js';

const TABLES = [
  'user_roles',
  'permissions',
  'users',
  'user_sessions',
  'user_addresses',
  'email_verifications',
  'customer_groups',
  'customer_group_members',
  'erasures',
];

/** Roles, permissions, users, their sessions, addresses and mailed codes. */
export class CreatePeople1764000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ACCESS);
    await queryRunner.query(USERS);
    await queryRunner.query(touchTriggers(...TABLES));
    await queryRunner.query(DEFAULT_ROLES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(dropTables(...[...TABLES].reverse()));
    await queryRunner.query('DROP FUNCTION refuse_role_cycle()');
  }
}

const ACCESS = `
  CREATE TABLE user_roles (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    description TEXT,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    parent_id UUID REFERENCES user_roles (id) ON DELETE RESTRICT,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_user_roles_parent_id ON user_roles (parent_id);

  CREATE FUNCTION refuse_role_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('user_roles.parent_id', 0));
    IF EXISTS (
      WITH RECURSIVE ancestors AS (
        SELECT r.id, r.parent_id FROM user_roles r WHERE r.id = NEW.parent_id
        UNION SELECT r.id, r.parent_id FROM user_roles r JOIN ancestors a ON r.id = a.parent_id
      ) SELECT 1 FROM ancestors WHERE id = NEW.id
    ) OR NEW.parent_id = NEW.id THEN
      RAISE EXCEPTION 'a role cannot inherit from itself'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ck_user_roles_no_cycle', TABLE = 'user_roles';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER user_roles_no_cycle BEFORE INSERT OR UPDATE OF parent_id ON user_roles
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_role_cycle();

  CREATE TABLE permissions (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    role_id UUID NOT NULL REFERENCES user_roles (id) ON DELETE CASCADE,
    module VARCHAR(100) NOT NULL,
    r BOOLEAN NOT NULL DEFAULT FALSE,
    w BOOLEAN NOT NULL DEFAULT FALSE,
    x BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (role_id, module)
  );
`;

// Columns that hold a secret hold only its hash; street and recipient hold ciphertext.
const USERS = `
  CREATE TABLE users (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    role_id UUID NOT NULL REFERENCES user_roles (id) ON DELETE RESTRICT,
    username VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    phone_number VARCHAR(20) NOT NULL,
    first_name VARCHAR NOT NULL,
    last_name VARCHAR NOT NULL,
    avatar_url VARCHAR,
    avatar_image_id VARCHAR,
    hashed_password VARCHAR NOT NULL,
    verified_email BOOLEAN NOT NULL DEFAULT FALSE,
    verified_phone BOOLEAN NOT NULL DEFAULT FALSE,
    locked BOOLEAN NOT NULL DEFAULT FALSE,
    password_changed_at TIMESTAMPTZ NOT NULL DEFAULT '0001-01-01 00:00:00+00',
    session_version INTEGER NOT NULL DEFAULT 1,
    deleted_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_users_phone_number CHECK (length(phone_number) BETWEEN 10 AND 20)
  );
  CREATE UNIQUE INDEX uq_users_email ON users (lower(email)) WHERE deleted_at IS NULL;
  CREATE UNIQUE INDEX uq_users_username ON users (lower(username)) WHERE deleted_at IS NULL;
  CREATE INDEX idx_users_email ON users (email);
  CREATE INDEX idx_users_username ON users (username);
  CREATE INDEX idx_users_role_id ON users (role_id);

  CREATE TABLE user_sessions (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    refresh_token VARCHAR NOT NULL,
    family_id UUID NOT NULL,
    parent_id UUID REFERENCES user_sessions (id) ON DELETE SET NULL,
    rotated_at TIMESTAMPTZ,
    user_agent VARCHAR(512) NOT NULL DEFAULT '',
    client_ip INET NOT NULL,
    blocked BOOLEAN NOT NULL DEFAULT FALSE,
    expired_at TIMESTAMPTZ NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE INDEX idx_user_sessions_user_id ON user_sessions (user_id);
  CREATE UNIQUE INDEX idx_user_sessions_refresh_token ON user_sessions (refresh_token);
  CREATE UNIQUE INDEX uq_user_sessions_live_token ON user_sessions (family_id) WHERE rotated_at IS NULL;
  CREATE INDEX idx_user_sessions_family_id ON user_sessions (family_id);
  CREATE INDEX idx_user_sessions_parent_id ON user_sessions (parent_id);
  CREATE INDEX idx_user_sessions_expired_at ON user_sessions (expired_at);

  CREATE TABLE user_addresses (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    recipient VARCHAR NOT NULL,
    phone_number VARCHAR(20),
    street VARCHAR NOT NULL,
    ward VARCHAR(100),
    district VARCHAR(100) NOT NULL,
    city VARCHAR(100) NOT NULL,
    postal_code VARCHAR(20),
    country VARCHAR(2) NOT NULL,
    is_default BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_user_addresses_phone_number CHECK (length(phone_number) BETWEEN 10 AND 20),
    CONSTRAINT ck_user_addresses_country CHECK (country ~ '^[A-Z]{2}$')
  );
  CREATE INDEX idx_user_addresses_user_id ON user_addresses (user_id);
  CREATE UNIQUE INDEX uq_user_addresses_default ON user_addresses (user_id) WHERE is_default;

  CREATE TABLE email_verifications (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    email VARCHAR(255) NOT NULL,
    verify_code VARCHAR(255) NOT NULL,
    purpose VARCHAR(30) NOT NULL DEFAULT 'verify_email',
    attempts INTEGER NOT NULL DEFAULT 0,
    is_used BOOLEAN NOT NULL DEFAULT FALSE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    expired_at TIMESTAMPTZ NOT NULL DEFAULT NOW() + INTERVAL '1 day',
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    CONSTRAINT ck_email_verifications_purpose
      CHECK (purpose IN ('verify_email', 'reset_password', 'change_email')),
    CONSTRAINT ck_email_verifications_attempts CHECK (attempts >= 0)
  );
  CREATE UNIQUE INDEX uq_email_verifications_open ON email_verifications (user_id, purpose) WHERE NOT is_used;
  CREATE INDEX idx_email_verifications_expired_at ON email_verifications (expired_at);

  CREATE TABLE customer_groups (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    code VARCHAR(50) NOT NULL UNIQUE,
    name VARCHAR(100) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
  CREATE TABLE customer_group_members (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    group_id UUID NOT NULL REFERENCES customer_groups (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    UNIQUE (group_id, user_id)
  );
  CREATE INDEX idx_customer_group_members_user_id ON customer_group_members (user_id);

  CREATE TABLE erasures (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL UNIQUE,
    requested_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    applied_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
  );
`;

// x is the right to run a business action: cancel, refund, publish, replay a job.
const DEFAULT_ROLES = `
  INSERT INTO user_roles (code, name, description) VALUES
    ('admin', 'Administrator', 'Full system access'),
    ('user', 'Customer', 'Standard customer access'),
    ('moderator', 'Moderator', 'Content management access');
  INSERT INTO permissions (role_id, module, r, w, x)
    SELECT r.id, m.module, true, true, true FROM user_roles r,
      unnest(ARRAY['users', 'roles', 'audit', 'catalog', 'media', 'inventory', 'discounts', 'shipping', 'taxes',
        'orders', 'payments', 'refunds', 'reviews', 'webhooks', 'jobs', 'queues', 'reports', 'settings']) AS m (module)
    WHERE r.code = 'admin';
  INSERT INTO permissions (role_id, module, r, w, x)
    SELECT r.id, m.module, true, true, m.x FROM user_roles r,
      (VALUES ('catalog', false), ('media', false), ('reviews', true)) AS m (module, x)
    WHERE r.code = 'moderator';
`;
