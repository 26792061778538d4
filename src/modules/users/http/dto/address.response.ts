import type { Address } from '../../users.types.js';

/** An address of the address book. */
export class AddressResponse {
  /** @example "5b1f0a52-7a86-4c57-9d0e-1d6a4f1f3a11" */
  readonly id: string;

  /** @example 'Alice Andersen' */
  readonly recipient: string;

  /** @example '+12025550147' */
  readonly phoneNumber: string | null;

  /** @example '12 Harbour Street, Apt 4' */
  readonly street: string;

  readonly ward: string | null;

  /** @example "Downtown" */
  readonly district: string;

  /** @example "Portland" */
  readonly city: string;

  /** @example '97201' */
  readonly postalCode: string | null;

  /** @example "US" */
  readonly country: string;

  readonly isDefault: boolean;

  readonly createdAt: string;

  readonly updatedAt: string;
}

/** Renders an address for its owner. */
export function toAddressResponse(address: Address): AddressResponse {
  return {
    id: address.id,
    recipient: address.recipient,
    phoneNumber: address.phoneNumber,
    street: address.street,
    ward: address.ward,
    district: address.district,
    city: address.city,
    postalCode: address.postalCode,
    country: address.country,
    isDefault: address.isDefault,
    createdAt: address.createdAt.toISOString(),
    updatedAt: address.updatedAt.toISOString(),
  };
}
