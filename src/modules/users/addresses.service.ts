import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Page, toPage } from '../../common/http/page.response.js';
import { decodeTimeCursor, encodeTimeCursor } from '../../common/http/time-cursor.js';
import type { RequestContext } from '../../common/request-context.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { AddressBox } from './address-box.js';
import {
  AddressesRepository,
  type AddressValues,
  type StoredAddress,
} from './data/addresses.repository.js';
import { usableAddress } from './domain/usable-address.js';
import { AddressNotFound, TooManyAddresses, UserNotFound } from './users.errors.js';
import type { Address, AddressInput, AddressRow, AddressSnapshot } from './users.types.js';

const MAX_ADDRESSES = 50;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A person's address book. Nobody sees or uses another one's: unknown and foreign ids are alike. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly addresses: AddressesRepository,
    private readonly box: AddressBox,
  ) {}

  /**
   * An own address in clear text, as an order keeps it.
   *
   * @throws AddressNotFound for an id that is unknown or somebody else's.
   */
  async getOwn(ctx: RequestContext, userId: string, addressId: string): Promise<AddressSnapshot> {
    return this.box.open(await this.getRow(ctx, userId, addressId));
  }

  /** The same for a row that the caller's own statement has read with the owner's id. */
  open(row: AddressRow): AddressSnapshot {
    return this.box.open(row);
  }

  /** @throws AddressNotFound */
  async get(ctx: RequestContext, userId: string, addressId: string): Promise<Address> {
    return this.toAddress(await this.getRow(ctx, userId, addressId));
  }

  /** Newest first. */
  async list(
    ctx: RequestContext,
    userId: string,
    limit: number,
    cursor: string | null,
  ): Promise<Page<Address>> {
    const rows = await this.addresses.list(
      ctx,
      userId,
      limit,
      cursor ? decodeTimeCursor(cursor) : null,
    );
    return toPage(
      rows,
      limit,
      (row) => this.toAddress(row),
      (last) => encodeTimeCursor({ at: last.created_text, id: last.id }),
    );
  }

  /**
   * Adds an address; the first one becomes the default whatever was asked for.
   *
   * @throws TooManyAddresses from the 51st on
   * @throws InvalidAddress, InvalidPhoneNumber
   */
  async create(ctx: RequestContext, userId: string, input: AddressInput): Promise<Address> {
    const id = randomUUID();
    const address = usableAddress(input);
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.addresses.lockBook(tx, userId))) throw new UserNotFound();
      const count = await this.addresses.count(tx, userId);
      if (count >= MAX_ADDRESSES) throw new TooManyAddresses(undefined, { limit: MAX_ADDRESSES });
      const isDefault = address.isDefault || count === 0;
      if (isDefault) await this.addresses.clearDefault(tx, userId, id);
      return this.only(
        await this.addresses.insert(tx, userId, this.seal(id, { ...address, isDefault })),
      );
    });
  }

  /**
   * Changes what the patch names.
   *
   * @throws AddressNotFound, InvalidAddress, InvalidPhoneNumber
   */
  async update(
    ctx: RequestContext,
    userId: string,
    id: string,
    patch: Partial<AddressInput>,
  ): Promise<Address> {
    return this.uow.run(ctx, async (tx) => {
      if (!(await this.addresses.lockBook(tx, userId))) throw new AddressNotFound();
      const stored = await this.addresses.findOwn(tx, userId, id);
      if (!stored) throw new AddressNotFound();
      const next = usableAddress({ ...this.toAddress(stored), ...sentFieldsOf(patch) });
      if (next.isDefault) await this.addresses.clearDefault(tx, userId, id);
      return this.only(await this.addresses.update(tx, userId, this.seal(id, next)));
    });
  }

  /**
   * Deletes an address; orders keep their copies. Was it the default, the newest takes its place.
   *
   * @throws AddressNotFound
   */
  async remove(ctx: RequestContext, userId: string, id: string): Promise<void> {
    await this.uow.run(ctx, async (tx) => {
      await this.addresses.lockBook(tx, userId);
      const wasDefault = await this.addresses.delete(tx, userId, id);
      if (wasDefault === null) throw new AddressNotFound();
      if (wasDefault) await this.addresses.promoteNewest(tx, userId);
    });
  }

  private async getRow(
    ctx: RequestContext,
    userId: string,
    addressId: string,
  ): Promise<StoredAddress> {
    const row = UUID.test(addressId) ? await this.addresses.findOwn(ctx, userId, addressId) : null;
    if (!row) throw new AddressNotFound();
    return row;
  }

  private only(rows: readonly StoredAddress[]): Address {
    const [row] = rows;
    if (!row) throw new AddressNotFound();
    return this.toAddress(row);
  }

  private seal(id: string, input: AddressInput): AddressValues {
    return {
      id,
      recipient: this.box.seal('recipient', id, input.recipient),
      phone_number: input.phoneNumber,
      street: this.box.seal('street', id, input.street),
      ward: input.ward,
      district: input.district,
      city: input.city,
      postal_code: input.postalCode,
      country: input.country,
      is_default: input.isDefault,
    };
  }

  private toAddress(row: StoredAddress): Address {
    const { id, is_default: isDefault, created_at: createdAt, updated_at: updatedAt } = row;
    return { id, ...this.box.open(row), isDefault, createdAt, updatedAt };
  }
}

/** The compiled DTO class has every field, undefined when it was not sent. */
function sentFieldsOf(patch: Partial<AddressInput>): Partial<AddressInput> {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}
