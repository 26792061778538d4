import { Injectable } from '@nestjs/common';
import type { RequestContext } from '../../common/request-context.js';
import { type Tx, UnitOfWork } from '../../database/unit-of-work.js';
import { type ProfilePatch, type ProfileRow, UsersRepository } from './data/users.repository.js';
import { UserNotFound } from './users.errors.js';
import type { AddedUser, Credentials, NewUser, PhoneChange, UserContact } from './users.types.js';

export { AddressesService } from './addresses.service.js';
export { normalisePhoneNumber } from './domain/phone-number.js';

/** What other features ask about people. */
@Injectable()
export class UsersService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly users: UsersRepository,
  ) {}

  /**
   * Whom to write to.
   *
   * @throws UserNotFound also for a deleted account.
   */
  async getContact(ctx: RequestContext, userId: string): Promise<UserContact> {
    const contact = await this.users.findContact(ctx, userId);
    if (!contact) throw new UserNotFound();
    return contact;
  }

  /** The same without the error. */
  async findContact(ctx: RequestContext, userId: string): Promise<UserContact | null> {
    return this.users.findContact(ctx, userId);
  }

  /** The account of an address, whatever the case of its letters. */
  async findByEmail(ctx: RequestContext, email: string): Promise<UserContact | null> {
    return this.users.findByEmail(ctx, email);
  }

  /** By e-mail when there is an `@` in it, else by user name. */
  async findCredentials(ctx: RequestContext, login: string): Promise<Credentials | null> {
    return this.users.findCredentials(ctx, login);
  }

  /** Those of an account whose owner is known already. */
  async findCredentialsById(ctx: RequestContext, userId: string): Promise<Credentials | null> {
    return this.users.findCredentialsById(ctx, userId);
  }

  /** Adds a customer, or says why not; never throws for a known e-mail. */
  async add(tx: Tx, user: NewUser): Promise<AddedUser> {
    const id = await this.users.insert(tx, user);
    if (id) return { outcome: 'added', id };
    // The name first, for known and unknown addresses alike: user names are public, addresses are not.
    if (await this.users.isUsernameKnown(tx, user.username)) return { outcome: 'username_taken' };
    const known = await this.users.findByEmail(tx, user.email);
    if (!known) return { outcome: 'username_taken' };
    return { outcome: 'email_known', id: known.id, verifiedEmail: known.verifiedEmail };
  }

  /** Notes that the address is the person's, if it is still the address of the account. */
  async markEmailVerified(tx: Tx, userId: string, email: string): Promise<void> {
    await this.users.markEmailVerified(tx, userId, email);
  }

  /**
   * Sets a new password and refuses all access tokens issued before.
   *
   * @throws UserNotFound
   */
  async setPassword(tx: Tx, userId: string, hashedPassword: string): Promise<void> {
    if (!(await this.users.setPassword(tx, userId, hashedPassword))) throw new UserNotFound();
  }

  /**
   * Gives the account another address, which its owner has just proven.
   *
   * @returns the former one
   * @throws UserNotFound; EmailTaken at the end of the transaction's statement
   */
  async changeEmail(tx: Tx, userId: string, email: string): Promise<string> {
    const former = await this.users.changeEmail(tx, userId, email);
    if (former === null) throw new UserNotFound();
    return former;
  }

  /**
   * Gives the account another phone number; unless it is the same one, it is not verified.
   *
   * @param phoneNumber in E.164
   * @throws UserNotFound
   */
  async setPhone(tx: Tx, userId: string, phoneNumber: string): Promise<PhoneChange> {
    const row = await this.users.setPhone(tx, userId, phoneNumber);
    if (!row) throw new UserNotFound();
    return { phoneNumber: row.phone_number, verified: row.verified_phone, changed: row.changed };
  }

  /** Notes that the number is the person's. @returns false when it is no longer the account's. */
  async markPhoneVerified(tx: Tx, userId: string, phoneNumber: string): Promise<boolean> {
    return this.users.markPhoneVerified(tx, userId, phoneNumber);
  }

  /**
   * Nobody logs in with the account any more; its address and user name are free again.
   *
   * @throws UserNotFound
   */
  async markDeleted(tx: Tx, userId: string): Promise<void> {
    if (!(await this.users.markDeleted(tx, userId))) throw new UserNotFound();
  }

  /** Replaces the hash of an unchanged password by a costlier one. */
  async rehash(
    ctx: RequestContext,
    userId: string,
    oldHash: string,
    newHash: string,
  ): Promise<void> {
    await this.users.rehash(ctx, userId, oldHash, newHash);
  }

  /** @throws UserNotFound */
  async getProfile(ctx: RequestContext, userId: string): Promise<ProfileRow> {
    const profile = await this.users.findProfile(ctx, userId);
    if (!profile) throw new UserNotFound();
    return profile;
  }

  /**
   * Changes names and the language of mails; nothing else of an account is open to its owner here.
   *
   * @throws UserNotFound
   */
  async updateProfile(
    ctx: RequestContext,
    userId: string,
    patch: ProfilePatch,
  ): Promise<ProfileRow> {
    return this.uow.run(ctx, async (tx) => {
      const profile = await this.users.updateProfile(tx, userId, patch);
      if (!profile) throw new UserNotFound();
      return profile;
    });
  }
}
