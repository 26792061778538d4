import type { Person, PersonLine } from '../../people.types.js';

/** A line of the list of people. */
export class PersonLineResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example "alice" */
  readonly username: string;

  /** @example "alice@example.com" */
  readonly email: string;

  /** @example "Alice" */
  readonly firstName: string;

  /** @example "Marsh" */
  readonly lastName: string;

  readonly verifiedEmail: boolean;

  /**
   * Code of the role.
   * @example "user"
   */
  readonly role: string;

  /** Nobody gets in with it, whatever he knows. */
  readonly locked: boolean;

  readonly createdAt: string;
}

/** An account as staff sees it. */
export class PersonResponse extends PersonLineResponse {
  /** @example '+15035550102' */
  readonly phoneNumber: string;

  readonly verifiedPhone: boolean;

  readonly avatarUrl: string | null;

  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly roleId: string;

  /** @example "Customer" */
  readonly roleName: string;

  /** Whether logging in takes a second factor. */
  readonly hasSecondFactor: boolean;

  /** Null when it never was. */
  readonly passwordChangedAt: string | null;

  /** Of the sessions that are still known; null when there is none. */
  readonly lastLoginAt: string | null;

  /**
   * Sessions that still count.
   * @example 2
   */
  readonly sessions: number;

  /**
   * API keys that still open something.
   * @example 0
   */
  readonly apiKeys: number;

  readonly updatedAt: string;
}

/** Renders a line of the list. */
export function toPersonLineResponse(line: PersonLine): PersonLineResponse {
  return {
    id: line.id,
    username: line.username,
    email: line.email,
    firstName: line.firstName,
    lastName: line.lastName,
    verifiedEmail: line.verifiedEmail,
    role: line.role,
    locked: line.locked,
    createdAt: line.createdAt.toISOString(),
  };
}

/** Renders an account for staff. */
export function toPersonResponse(person: Person): PersonResponse {
  return {
    ...toPersonLineResponse(person),
    phoneNumber: person.phoneNumber,
    verifiedPhone: person.verifiedPhone,
    avatarUrl: person.avatarUrl,
    roleId: person.roleId,
    roleName: person.roleName,
    hasSecondFactor: person.hasSecondFactor,
    passwordChangedAt: person.passwordChangedAt?.toISOString() ?? null,
    lastLoginAt: person.lastLoginAt?.toISOString() ?? null,
    sessions: person.sessions,
    apiKeys: person.apiKeys,
    updatedAt: person.updatedAt.toISOString(),
  };
}
