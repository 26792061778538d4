/** Whom to write to, and whether the address is proven. */
export interface UserContact {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly verifiedEmail: boolean;
  /** The language that he prefers; null: that of the shop. */
  readonly locale: string | null;
}

/** An address in clear text, as an order keeps it. Absent parts are null. */
export interface AddressSnapshot {
  readonly recipient: string;
  readonly phoneNumber: string | null;
  readonly street: string;
  readonly ward: string | null;
  readonly district: string;
  readonly city: string;
  readonly postalCode: string | null;
  /** ISO 3166, two letters. */
  readonly country: string;
}

/** What a login is decided by. */
export interface Credentials {
  readonly id: string;
  readonly hashedPassword: string;
  readonly locked: boolean;
}

/** A phone number after it was set. */
export interface PhoneChange {
  readonly phoneNumber: string;
  readonly verified: boolean;
  /** Whether it is another one than before. */
  readonly changed: boolean;
}

/** What registration knows about a new person. */
export interface NewUser {
  readonly email: string;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string;
  readonly hashedPassword: string;
  /** The language in which he has come; null or left out: that of the shop. */
  readonly locale?: string | null;
}

/** How an attempt to add a person ended; the caller decides what may be told. */
export type AddedUser =
  | { readonly outcome: 'added'; readonly id: string }
  | { readonly outcome: 'email_known'; readonly id: string; readonly verifiedEmail: boolean }
  | { readonly outcome: 'username_taken' };

/** A row of `user_addresses` under its column names, for features that read it in a statement of theirs. */
export interface AddressRow {
  readonly id: string;
  readonly recipient: string;
  readonly phone_number: string | null;
  readonly street: string;
  readonly ward: string | null;
  readonly district: string;
  readonly city: string;
  readonly postal_code: string | null;
  readonly country: string;
}

/** What a person says about an address; absent optional parts are null. */
export interface AddressInput extends AddressSnapshot {
  readonly isDefault: boolean;
}

/** An address of the address book. */
export interface Address extends AddressSnapshot {
  readonly id: string;
  readonly isDefault: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}
