import { InvalidAddress } from '../users.errors.js';
import type { AddressInput } from '../users.types.js';
import { normalisePhoneNumber } from './phone-number.js';
import { isPostalCodeOf, normalisePostalCode } from './postal-code.js';

/**
 * An address that a carrier can use: the postal code has the country's shape, the phone number can
 * be dialled. Both in one spelling.
 *
 * @throws InvalidAddress, InvalidPhoneNumber
 */
export function usableAddress<T extends AddressInput>(address: T): T {
  const { country, phoneNumber } = address;
  const postalCode = address.postalCode === null ? null : normalisePostalCode(address.postalCode);
  if (postalCode !== null && !isPostalCodeOf(country, postalCode)) {
    const detail = `This is no postal code of ${country}`;
    throw new InvalidAddress(detail, undefined, [
      { pointer: '/postalCode', code: 'postal_code', detail },
    ]);
  }
  return {
    ...address,
    postalCode,
    phoneNumber: phoneNumber === null ? null : normalisePhoneNumber(phoneNumber, country),
  };
}
