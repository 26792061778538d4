import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { InvalidPhoneNumber } from '../users.errors.js';

/** Columns for phone numbers take 10 to 20 characters. */
const MIN_CHARACTERS = 10;

/**
 * A phone number in the one spelling that everybody dials, E.164: `(202) 555-0163` in the US becomes
 * `+12025550163`.
 *
 * @param country where a number without `+` is from, ISO 3166
 * @throws InvalidPhoneNumber for what no country's numbers look like
 */
export function normalisePhoneNumber(text: string, country: string): string {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const options = { extract: false, ...(home ? { defaultCountry: home } : {}) };
  // Some leave out the plus: what is no number at home may be one of the world.
  const readings = [
    parsePhoneNumberFromString(text, options),
    parsePhoneNumberFromString(`+${text.replace(/^\+/, '')}`, { extract: false }),
  ];
  const number = readings.find((reading) => reading?.isValid());
  if (!number || number.ext || number.number.length < MIN_CHARACTERS) {
    throw new InvalidPhoneNumber('This is no phone number that can be dialled');
  }
  return number.number;
}
