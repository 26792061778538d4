import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../common/crypto/field-cipher.js';
import type { AddressRow, AddressSnapshot } from './users.types.js';

type SealedColumn = 'recipient' | 'street';

/** Locks and opens the two encrypted columns of an address; each is bound to its row and column. */
@Injectable()
export class AddressBox {
  constructor(private readonly cipher: FieldCipher) {}

  /** Ciphertext for `user_addresses.recipient` or `.street` of the row with this id. */
  seal(column: SealedColumn, addressId: string, plain: string): string {
    return this.cipher.encrypt(plain, placeOf(column, addressId));
  }

  /** Clear text of a sealed column. */
  unseal(column: SealedColumn, addressId: string, text: string): string {
    return this.cipher.decrypt(text, placeOf(column, addressId));
  }

  /** Clear text of a row as the database returns it. */
  open(row: AddressRow): AddressSnapshot {
    return {
      recipient: this.unseal('recipient', row.id, row.recipient),
      phoneNumber: row.phone_number,
      street: this.unseal('street', row.id, row.street),
      ward: row.ward,
      district: row.district,
      city: row.city,
      postalCode: row.postal_code,
      country: row.country,
    };
  }
}

function placeOf(column: SealedColumn, addressId: string): string {
  return `user_addresses.${column}:${addressId}`;
}
