import { postcodeValidator, postcodeValidatorExistsForCountry } from 'postcode-validator';

/** What a postal code looks like anywhere. */
const ANYWHERE = /^[A-Z0-9](?:[A-Z0-9 -]{0,10}[A-Z0-9])?$/;

/** One spelling: capitals, single blanks. */
export function normalisePostalCode(text: string): string {
  return text.toUpperCase().replace(/\s+/g, ' ').trim();
}

/** Whether a postal code has the shape that the country's have. */
export function isPostalCodeOf(country: string, postalCode: string): boolean {
  if (!ANYWHERE.test(postalCode)) return false;
  return !postcodeValidatorExistsForCountry(country) || postcodeValidator(postalCode, country);
}
