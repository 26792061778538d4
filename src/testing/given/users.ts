import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { FieldCipher } from '../../common/crypto/field-cipher.js';
import { PasswordHasher } from '../../common/crypto/password-hasher.js';
import {
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
} from '../../modules/access/access-claims.js';
import { AddressBox } from '../../modules/users/address-box.js';
import type { TestBase } from '../test-base.js';

export const TEST_PASSWORD = 'Demo-Passw0rd!';

/** A person with an open session. */
export interface GivenUser {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly password: string;
  /** Access token of the session. */
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;
}

export interface UserOptions {
  readonly email?: string;
  readonly username?: string;
  readonly verified?: boolean;
  readonly locked?: boolean;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phoneNumber?: string;
}

export interface AddressOptions {
  readonly recipient?: string;
  readonly phoneNumber?: string | null;
  readonly street?: string;
  readonly ward?: string | null;
  readonly district?: string;
  readonly city?: string;
  readonly postalCode?: string | null;
  readonly country?: string;
  readonly isDefault?: boolean;
}

// One hash per pepper and file is enough: each costs a fifth of a second.
const hashes = new Map<string, Promise<string>>();
let counter = 0;

/** People: `given.customer({ verified: false })`, `given.admin()`, `given.address(customer)`. */
export function usersGiven(t: TestBase) {
  const person = async (role: string, options: UserOptions): Promise<GivenUser> => {
    counter += 1;
    const username = options.username ?? `${role}-${counter}-${randomBytes(3).toString('hex')}`;
    const email = options.email ?? `${username}@example.com`;
    const { rows } = await t.db.query<{ id: string }>(
      `INSERT INTO users (role_id, username, email, phone_number, first_name, last_name, hashed_password,
                          verified_email, locked)
       SELECT r.id, $2, $3, $4, $5, $6, $7, $8, $9 FROM user_roles r WHERE r.code = $1 RETURNING id`,
      [
        role,
        username,
        email,
        options.phoneNumber ?? '+12025550100',
        options.firstName ?? 'Test',
        options.lastName ?? 'Person',
        await passwordHash(t),
        options.verified ?? true,
        options.locked ?? false,
      ],
    );
    const id = idOf(rows, `there is no role ${role}`);
    return { id, email, username, password: TEST_PASSWORD, ...(await openSession(t, id)) };
  };
  return {
    /** A customer with a verified e-mail address, or not. */
    customer: (options: UserOptions = {}) => person('user', options),
    admin: (options: UserOptions = {}) => person('admin', options),
    moderator: (options: UserOptions = {}) => person('moderator', options),
    /** Somebody of a role that the test has made. */
    userOfRole: (role: string, options: UserOptions = {}) => person(role, options),
    /** Another session of the same person. */
    session: (user: { readonly id: string }) => openSession(t, user.id),
    address: (owner: { readonly id: string }, options: AddressOptions = {}) =>
      insertAddress(t, owner.id, options),
  };
}

async function passwordHash(t: TestBase): Promise<string> {
  const { PASSWORD_PEPPER, PASSWORD_HASH_COST } = t.env;
  const known = hashes.get(PASSWORD_PEPPER);
  if (known) return known;
  const hash = new PasswordHasher({
    PASSWORD_PEPPER,
    LOGIN_CONCURRENCY: 1,
    PASSWORD_HASH_COST,
  }).hash(TEST_PASSWORD);
  hashes.set(PASSWORD_PEPPER, hash);
  return hash;
}

async function openSession(
  t: TestBase,
  userId: string,
): Promise<Pick<GivenUser, 'token' | 'refreshToken' | 'sessionId'>> {
  const sessionId = randomUUID();
  const refreshToken = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(refreshToken).digest('hex');
  const { rows } = await t.db.query<{ version: number; issued_at: number }>(
    `WITH opened AS (
       INSERT INTO user_sessions (id, family_id, user_id, refresh_token, client_ip, expired_at)
       VALUES ($1, $1, $2, $3, '127.0.0.1', now() + interval '30 days') RETURNING user_id)
     SELECT u.session_version AS version, floor(extract(epoch FROM now()))::int AS issued_at
       FROM opened o JOIN users u ON u.id = o.user_id`,
    [sessionId, userId, hash],
  );
  const { version, issued_at: iat } = rows[0] ?? { version: 0, issued_at: 0 };
  const [key] = t.env.JWT_KEYS;
  const token = new JwtService({ secret: key?.secret ?? '' }).sign(
    { typ: 'access', sub: userId, sid: sessionId, ver: version, iat },
    {
      algorithm: TOKEN_ALGORITHM,
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      keyid: key?.id ?? '',
      expiresIn: t.env.ACCESS_TOKEN_TTL_SECONDS,
    },
  );
  return { token, refreshToken, sessionId };
}

async function insertAddress(
  t: TestBase,
  userId: string,
  options: AddressOptions,
): Promise<{ readonly id: string }> {
  const box = new AddressBox(new FieldCipher(t.env));
  const id = randomUUID();
  await t.db.query(
    `INSERT INTO user_addresses
       (id, user_id, recipient, phone_number, street, ward, district, city, postal_code, country, is_default)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      userId,
      box.seal('recipient', id, options.recipient ?? 'Test Person'),
      options.phoneNumber === undefined ? '+12025550100' : options.phoneNumber,
      box.seal('street', id, options.street ?? '12 Harbour Street'),
      options.ward ?? null,
      options.district ?? 'Downtown',
      options.city ?? 'Portland',
      options.postalCode ?? '97201',
      options.country ?? 'US',
      options.isDefault ?? false,
    ],
  );
  return { id };
}

function idOf(rows: readonly { id: string }[], otherwise: string): string {
  const [row] = rows;
  if (!row) throw new Error(otherwise);
  return row.id;
}
