import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../../common/request-context.js';
import { Db } from '../../../database/db.js';
import { namedQuery } from '../../../database/named-query.js';
import type { Tx } from '../../../database/unit-of-work.js';
import type { Credentials, NewUser, UserContact } from '../users.types.js';

/** What a person sees and changes of himself. */
export interface ProfileRow {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly phone_number: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly avatar_url: string | null;
  readonly verified_email: boolean;
  readonly verified_phone: boolean;
  readonly role_code: string;
  readonly locale: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** What a person changes of his account; what is left out stays. */
export interface ProfilePatch {
  readonly firstName?: string;
  readonly lastName?: string;
  /** The language of mails; null for the first one of the shop. */
  readonly locale?: string | null;
}

/** A phone number as it is after a change. */
export interface PhoneRow {
  readonly phone_number: string;
  readonly verified_phone: boolean;
  readonly changed: boolean;
}

interface ContactRow {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  verified_email: boolean;
  locale: string | null;
}

interface CredentialsRow {
  id: string;
  hashed_password: string;
  locked: boolean;
}

const CONTACT = 'id, email, first_name, last_name, verified_email, locale';

const FIND_CONTACT = {
  name: 'users-find-contact',
  text: `SELECT ${CONTACT} FROM users WHERE id = $1 AND deleted_at IS NULL`,
};

// By functions: under row-level security a condition on lower(email) would read the whole table.
const FIND_BY_EMAIL = {
  name: 'users-find-by-email',
  text: `SELECT ${CONTACT} FROM users WHERE id = user_id_by_email($1)`,
};

const CREDENTIALS_BY_EMAIL = {
  name: 'users-credentials-by-email',
  text: `SELECT id, hashed_password, locked FROM users
          WHERE id = user_id_by_email($1)`,
};

const CREDENTIALS_BY_USERNAME = {
  name: 'users-credentials-by-username',
  text: `SELECT id, hashed_password, locked FROM users
          WHERE id = user_id_by_username($1)`,
};

const CREDENTIALS_BY_ID = {
  name: 'users-credentials-by-id',
  text: `SELECT id, hashed_password, locked FROM users WHERE id = $1 AND deleted_at IS NULL`,
};

// DO NOTHING instead of an error: registration answers the same for a known address, and waits for
// a rival that has not committed yet.
const INSERT = {
  name: 'users-insert',
  text: `INSERT INTO users (role_id, email, username, first_name, last_name, phone_number, hashed_password, locale)
         SELECT r.id, $1, $2, $3, $4, $5, $6, $7 FROM user_roles r WHERE r.code = 'user'
         ON CONFLICT DO NOTHING RETURNING id`,
};

const USERNAME_KNOWN = {
  name: 'users-username-known',
  text: `SELECT 1 FROM users WHERE id = user_id_by_username($1)`,
};

const MARK_VERIFIED = {
  name: 'users-mark-verified',
  text: `UPDATE users SET verified_email = true
          WHERE id = $1 AND lower(email) = lower($2) AND deleted_at IS NULL`,
};

// Counting up the version refuses every access token at once, also one of this same second.
const SET_PASSWORD = {
  name: 'users-set-password',
  text: `UPDATE users
            SET hashed_password = $2, password_changed_at = now(), session_version = session_version + 1
          WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
};

// The former address and the new one in one statement: nobody can change it in between.
const CHANGE_EMAIL = {
  name: 'users-change-email',
  text: `WITH former AS (SELECT id, email FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE)
         UPDATE users u SET email = $2, verified_email = true
           FROM former f WHERE u.id = f.id RETURNING f.email AS former`,
};

const SET_PHONE = {
  name: 'users-set-phone',
  text: `WITH former AS (SELECT id, phone_number FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE)
         UPDATE users u SET phone_number = $2, verified_phone = u.verified_phone AND f.phone_number = $2
           FROM former f WHERE u.id = f.id
         RETURNING u.phone_number, u.verified_phone, f.phone_number <> $2 AS changed`,
};

const MARK_PHONE_VERIFIED = {
  name: 'users-mark-phone-verified',
  text: `UPDATE users SET verified_phone = true
          WHERE id = $1 AND phone_number = $2 AND deleted_at IS NULL RETURNING id`,
};

const SET_AVATAR = {
  name: 'users-set-avatar',
  text: `WITH former AS (SELECT id, avatar_image_id FROM users WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE)
         UPDATE users u SET avatar_url = $2, avatar_image_id = $3
           FROM former f WHERE u.id = f.id RETURNING f.avatar_image_id AS former`,
};

const MARK_DELETED = {
  name: 'users-mark-deleted',
  text: `UPDATE users SET deleted_at = now(), session_version = session_version + 1
          WHERE id = $1 AND deleted_at IS NULL RETURNING id`,
};

const REHASH = {
  name: 'users-rehash',
  text: `UPDATE users SET hashed_password = $3 WHERE id = $1 AND hashed_password = $2`,
};

const PROFILE = `u.id, u.username, u.email, u.phone_number, u.first_name, u.last_name, u.avatar_url,
  u.verified_email, u.verified_phone, r.code AS role_code, u.locale, u.created_at, u.updated_at`;

const FIND_PROFILE = {
  name: 'users-find-profile',
  text: `SELECT ${PROFILE} FROM users u JOIN user_roles r ON r.id = u.role_id
          WHERE u.id = $1 AND u.deleted_at IS NULL`,
};

const UPDATE_PROFILE = {
  name: 'users-update-profile',
  text: `UPDATE users u
            SET first_name = coalesce($2, u.first_name), last_name = coalesce($3, u.last_name),
                locale = CASE WHEN $4::boolean THEN $5 ELSE u.locale END
           FROM user_roles r
          WHERE u.id = $1 AND u.deleted_at IS NULL AND r.id = u.role_id RETURNING ${PROFILE}`,
};

/** Rows of `users`. */
@Injectable()
export class UsersRepository {
  constructor(private readonly db: Db) {}

  async findContact(ctx: RequestContext, id: string): Promise<UserContact | null> {
    return toContact(await this.db.queryAs<ContactRow>(ctx, FIND_CONTACT, [id]));
  }

  async findByEmail(at: Tx | RequestContext, email: string): Promise<UserContact | null> {
    const executor = 'requestId' in at ? this.db.as(at) : at;
    return toContact(await namedQuery<ContactRow>(executor, FIND_BY_EMAIL, [email]));
  }

  /** User names hold no `@`, so a login means one or the other. */
  async findCredentials(ctx: RequestContext, login: string): Promise<Credentials | null> {
    const statement = login.includes('@') ? CREDENTIALS_BY_EMAIL : CREDENTIALS_BY_USERNAME;
    return toCredentials(await this.db.queryAs<CredentialsRow>(ctx, statement, [login]));
  }

  async findCredentialsById(ctx: RequestContext, id: string): Promise<Credentials | null> {
    return toCredentials(await this.db.queryAs<CredentialsRow>(ctx, CREDENTIALS_BY_ID, [id]));
  }

  /** @returns the id, or null when e-mail or user name are known. */
  async insert(tx: Tx, user: NewUser): Promise<string | null> {
    const { email, username, firstName, lastName, phoneNumber, hashedPassword, locale } = user;
    const names = [email, username, firstName, lastName, phoneNumber];
    const values = [...names, hashedPassword, locale ?? null];
    const [row] = await namedQuery<{ id: string }>(tx, INSERT, values);
    return row?.id ?? null;
  }

  async isUsernameKnown(tx: Tx, username: string): Promise<boolean> {
    return (await namedQuery(tx, USERNAME_KNOWN, [username])).length > 0;
  }

  async markEmailVerified(tx: Tx, id: string, email: string): Promise<void> {
    await namedQuery(tx, MARK_VERIFIED, [id, email]);
  }

  /** @returns false when there is nobody with this id. */
  async setPassword(tx: Tx, id: string, hashedPassword: string): Promise<boolean> {
    return (await namedQuery(tx, SET_PASSWORD, [id, hashedPassword])).length === 1;
  }

  /** @returns the address until now, null when there is nobody with this id. */
  async changeEmail(tx: Tx, id: string, email: string): Promise<string | null> {
    const [row] = await namedQuery<{ former: string }>(tx, CHANGE_EMAIL, [id, email]);
    return row?.former ?? null;
  }

  /** A new number is not verified; the same one again stays so. */
  async setPhone(tx: Tx, id: string, phoneNumber: string): Promise<PhoneRow | null> {
    const [row] = await namedQuery<PhoneRow>(tx, SET_PHONE, [id, phoneNumber]);
    return row ?? null;
  }

  /** @returns false when the account has another number by now. */
  async markPhoneVerified(tx: Tx, id: string, phoneNumber: string): Promise<boolean> {
    return (await namedQuery(tx, MARK_PHONE_VERIFIED, [id, phoneNumber])).length === 1;
  }

  /** @returns the former picture, undefined when there is nobody with this id. */
  async setAvatar(
    tx: Tx,
    id: string,
    avatar: { readonly url: string; readonly key: string } | null,
  ): Promise<string | null | undefined> {
    const values = [id, avatar?.url ?? null, avatar?.key ?? null];
    const [row] = await namedQuery<{ former: string | null }>(tx, SET_AVATAR, values);
    return row?.former;
  }

  /** @returns false when there is nobody with this id (any more). */
  async markDeleted(tx: Tx, id: string): Promise<boolean> {
    return (await namedQuery(tx, MARK_DELETED, [id])).length === 1;
  }

  /** Replaces the hash of an unchanged password. */
  async rehash(ctx: RequestContext, id: string, oldHash: string, newHash: string): Promise<void> {
    await this.db.queryAs(ctx, REHASH, [id, oldHash, newHash]);
  }

  async findProfile(ctx: RequestContext, id: string): Promise<ProfileRow | null> {
    const [row] = await this.db.queryAs<ProfileRow>(ctx, FIND_PROFILE, [id]);
    return row ?? null;
  }

  async updateProfile(
    tx: Tx,
    id: string,
    { firstName, lastName, locale }: ProfilePatch,
  ): Promise<ProfileRow | null> {
    const language = [locale !== undefined, locale ?? null];
    const values = [id, firstName ?? null, lastName ?? null, ...language];
    const [row] = await namedQuery<ProfileRow>(tx, UPDATE_PROFILE, values);
    return row ?? null;
  }
}

function toCredentials([row]: readonly CredentialsRow[]): Credentials | null {
  return row ? { id: row.id, hashedPassword: row.hashed_password, locked: row.locked } : null;
}

function toContact([row]: readonly ContactRow[]): UserContact | null {
  if (!row) return null;
  return {
    id: row.id,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    verifiedEmail: row.verified_email,
    locale: row.locale,
  };
}
