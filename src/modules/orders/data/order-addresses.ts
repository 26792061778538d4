import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../common/crypto/field-cipher.js';
import type { AddressSnapshot } from '../../users/users.types.js';

/** `orders.shipping_address` as it is stored. */
export type StoredAddress = Readonly<Record<keyof AddressSnapshot, string | null>>;

/** The parts that say who somebody is; the rest stays plain for shipping and reports. */
const SEALED = ['recipient', 'phoneNumber', 'street'] as const;
/** Which address of the order; what is sealed for one opens nowhere else. */
export type AddressColumn = 'shipping_address' | 'billing_address';

type SealedField = (typeof SEALED)[number];

/** Locks and opens the personal parts of the addresses in orders; each is bound to its order. */
@Injectable()
export class OrderAddresses {
  constructor(private readonly cipher: FieldCipher) {}

  /** What the order with this id stores. */
  seal(
    orderId: string,
    address: AddressSnapshot,
    column: AddressColumn = 'shipping_address',
  ): StoredAddress {
    const sealed = SEALED.map((field) => {
      const plain = address[field];
      return [
        field,
        plain === null ? null : this.cipher.encrypt(plain, placeOf(column, field, orderId)),
      ];
    });
    const { ward, district, city, postalCode, country } = address;
    return {
      ...(Object.fromEntries(sealed) as Record<SealedField, string | null>),
      ward,
      district,
      city,
      postalCode,
      country,
    };
  }

  /** The address in clear text. @throws CannotDecrypt when it was copied from another order. */
  open(
    orderId: string,
    stored: StoredAddress,
    column: AddressColumn = 'shipping_address',
  ): AddressSnapshot {
    const plain = (field: SealedField): string | null => {
      const text = stored[field];
      return text === null ? null : this.cipher.decrypt(text, placeOf(column, field, orderId));
    };
    return {
      recipient: plain('recipient') ?? '',
      phoneNumber: plain('phoneNumber'),
      street: plain('street') ?? '',
      ward: stored.ward,
      district: stored.district ?? '',
      city: stored.city ?? '',
      postalCode: stored.postalCode,
      country: stored.country ?? '',
    };
  }
}

function placeOf(column: AddressColumn, field: SealedField, orderId: string): string {
  return `orders.${column}.${field}:${orderId}`;
}
