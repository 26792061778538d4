import type { Sort } from '../../common/http/sort-order.js';

/** How staff narrows the list of people; what is left out does not count. */
export interface PeopleFilter {
  /** The beginning of an e-mail address, a user name, a first or a last name. */
  readonly beginning?: string | undefined;
  /** Code of the role. */
  readonly role?: string | undefined;
  readonly isLocked?: boolean | undefined;
  readonly isVerified?: boolean | undefined;
  readonly createdFrom?: Date | undefined;
  /** Exclusive. */
  readonly createdTo?: Date | undefined;
}

/** Order of the list: oldest or newest first. */
export type PeopleSort = Sort<'createdAt' | 'email'>;

/** A line of the list. */
export interface PersonLine {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly verifiedEmail: boolean;
  readonly role: string;
  readonly locked: boolean;
  readonly createdAt: Date;
}

/** All that staff sees of an account; never what it is opened with. */
export interface Person extends PersonLine {
  readonly phoneNumber: string;
  readonly verifiedPhone: boolean;
  readonly avatarUrl: string | null;
  readonly roleId: string;
  readonly roleName: string;
  readonly hasSecondFactor: boolean;
  /** Null when it never was. */
  readonly passwordChangedAt: Date | null;
  /** Of the sessions that are still known, ended ones too; null when there is none. */
  readonly lastLoginAt: Date | null;
  /** Sessions that still count. */
  readonly sessions: number;
  /** Keys of machines that still open something. */
  readonly apiKeys: number;
  readonly updatedAt: Date;
}
