import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { currencyExponent } from '../common/money/currency.js';

// The messages stand behind the variable's name and must never repeat its value.

/** A whole number within limits. */
export function integer(min: number, max: number) {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

/** Yes or no, from a fixed list of words. */
export function flag() {
  const words = ['true', '1', 'yes', 'on', 'false', '0', 'no', 'off'] as const;
  return z
    .enum(words, `must be one of ${words.join(', ')}`)
    .transform((word) => words.indexOf(word) < 4);
}

/** An address with one of the given schemes. */
export function url(...schemes: string[]) {
  return z.string().refine(
    (text) => {
      return URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1));
    },
    `must be a URL that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );
}

/** Addresses with one of the given schemes, with commas between. */
export function urlList(...schemes: string[]) {
  const one = url(...schemes);
  return commaList().refine(
    (list) => list.every((text) => one.safeParse(text).success),
    `must be a list of URLs that start with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  );
}

/** Key, secret and cloud of an account: `cloudinary://key:secret@cloud`. */
export function cloudinaryUrl() {
  return z.string().refine((text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, username, password, hostname } = new URL(text);
    return (
      protocol === 'cloudinary:' && [username, password, hostname].every((part) => part !== '')
    );
  }, 'must be cloudinary://<key>:<secret>@<cloud>');
}

/** A list with commas between; blanks around the parts do not count. */
export function commaList() {
  return z.string().transform((text): readonly string[] => {
    return text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  });
}

/** A part of a whole, 0 to 1. */
export function share() {
  return z
    .string()
    .regex(/^(0|1|0?\.\d{1,6}|1\.0{1,6})$/, 'must be a number from 0 to 1')
    .transform(Number);
}

/** Numbers by the name of a queue: `orders=8,media=1`. */
export function queueNumbers(min: number, max: number) {
  const message = `must be a list like orders=8,media=1 with numbers from ${min} to ${max}`;
  const entry = /^([a-z][a-z0-9-]{0,59})=(\d{1,5})$/;
  return commaList()
    .transform((list) => list.map((part) => entry.exec(part)))
    .refine((found) => found.every((match) => inside(match?.[2], min, max)), message)
    .transform((found): Readonly<Record<string, number>> => {
      return Object.fromEntries(found.map((match) => [match?.[1] ?? '', Number(match?.[2])]));
    });
}

function inside(text: string | undefined, min: number, max: number): boolean {
  return text !== undefined && Number(text) >= min && Number(text) <= max;
}

/** Mail addresses with commas between. */
export function emailList() {
  const isAddress = (text: string): boolean => z.email().safeParse(text).success;
  return commaList().refine((list) => list.every(isAddress), 'must be a list of e-mail addresses');
}

/** Address ranges such as `10.0.0.0/8,::1`. */
export function cidrList() {
  return commaList().refine((ranges) => ranges.every(isRange), 'must be a list of CIDR ranges');
}

/** Web origins such as `https://shop.example`, or `*` alone. */
export function origins() {
  return commaList().refine(
    (list) => list.every((part) => (part === '*' ? list.length === 1 : isOrigin(part))),
    'must be a list of origins such as https://shop.example, or * alone',
  );
}

/** A currency that money.ts can count in. */
export function currencyCode() {
  return z.string().refine((code) => {
    try {
      return currencyExponent(code) >= 0;
    } catch {
      return false;
    }
  }, 'must be an ISO 4217 code with at most two decimals');
}

/** Currencies with commas between. */
export function currencyCodes() {
  const one = currencyCode();
  return commaList()
    .refine(
      (codes) => codes.every((code) => one.safeParse(code).success),
      'must be a list of ISO 4217 codes with at most two decimals',
    )
    .transform((codes): readonly string[] => [...new Set(codes)]);
}

/** Language tags such as `en,vi,pt-BR`; the first is the language of the texts themselves. */
export function localeList() {
  return commaList()
    .refine((tags) => tags.length > 0 && tags.every(isLocale), LOCALES_RULE)
    .refine((tags) => new Set(tags).size === tags.length, 'must name each language once');
}

const LOCALES_RULE = 'must be a list of language tags such as en,vi,pt-BR, each at most 10 long';
const MAX_LOCALE_LENGTH = 10;

/** In the spelling of BCP 47, so that one language has one name in the database. */
function isLocale(tag: string): boolean {
  if (tag.length > MAX_LOCALE_LENGTH) return false;
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  if (!/^\d{1,3}$/.test(prefix)) return false;
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 6 ? 'ipv6' : 'ipv4');
    return true;
  } catch {
    return false;
  }
}
