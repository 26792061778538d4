import type { ProfileRow } from '../../data/users.repository.js';

/** The caller's own account. */
export class ProfileResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example "alice" */
  readonly username: string;

  /** @example "alice@example.com" */
  readonly email: string;

  /** Orders can be placed only with a verified address. */
  readonly verifiedEmail: boolean;

  /** @example '+12025550147' */
  readonly phoneNumber: string;

  readonly verifiedPhone: boolean;

  /** @example "Alice" */
  readonly firstName: string;

  /** @example "Andersen" */
  readonly lastName: string;

  /** @example "/media/avatars/5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11.webp" */
  readonly avatarUrl: string | null;

  /**
   * Code of the role.
   * @example "user"
   */
  readonly role: string;

  /**
   * The language of mails; null for the first one of the shop.
   * @example "vi"
   */
  readonly locale: string | null;

  readonly createdAt: string;

  readonly updatedAt: string;
}

/** The caller's picture. */
export class AvatarResponse {
  /** @example "/media/avatars/5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11.webp" */
  readonly avatarUrl: string;
}

/** Renders an account for its owner. */
export function toProfileResponse(row: ProfileRow): ProfileResponse {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    verifiedEmail: row.verified_email,
    phoneNumber: row.phone_number,
    verifiedPhone: row.verified_phone,
    firstName: row.first_name,
    lastName: row.last_name,
    avatarUrl: row.avatar_url,
    role: row.role_code,
    locale: row.locale,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
