import { randomBytes } from 'node:crypto';
import slugify from '@sindresorhus/slugify';

/** What a slug looks like: small letters and digits, words joined by single dashes. */
export const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const MAX_SLUG = 255;
/** Room for a number behind it. */
const MAX_MADE = 200;
/** `slugify` takes time by the length of its text. */
const MAX_NAME = 500;

/**
 * The slug of a name: `Cà Phê Sữa Đá` becomes `ca-phe-sua-da`, other alphabets are spelled in Latin
 * letters. A name of which nothing is left becomes `<fallback>-` and eight hexadecimal digits.
 */
export function slugOf(name: string, fallback: string): string {
  // NFC first: the table of letters knows `ế`, not an `e` with two marks behind it.
  const text = name.slice(0, MAX_NAME).normalize('NFC');
  const made = slugify(text, { decamelize: false, customReplacements: [['&', ' and ']] });
  const cut = made.slice(0, MAX_MADE).replace(/-+$/, '');
  return SLUG.test(cut) ? cut : `${fallback}-${randomBytes(4).toString('hex')}`;
}
