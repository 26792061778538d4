import cards from 'card-validator';

/** Vietnam's own cards, which the library does not know. */
cards.creditCardType.addCard({
  niceType: 'NAPAS',
  type: 'napas',
  patterns: [9704],
  gaps: [4, 8, 12],
  lengths: [16, 19],
  code: { name: 'CVV', size: 3 },
});

/** 14 to 19 digits that stand by themselves, written at one go or with blanks, dots or dashes between. */
const CANDIDATE = /(?<![\p{L}\p{N}_+])\d(?:[\s.·\-‐‑–]{0,2}\d){13,18}(?![\p{L}\p{N}_])/gu;
/** An id that happens to have no letters is no card. */
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const FEWEST_DIGITS = 14;
const MASK = '[card number]';

/**
 * Whether a text holds what a card network would take for a number of its own (ISO/IEC 7812: a known
 * range, its length, and a right Luhn digit), in digits of any script. Shorter numbers do not count:
 * no network issues 13 digits any more, and every tenth barcode would be taken for one.
 */
export function hasCardNumber(text: string): boolean {
  if (text.length < FEWEST_DIGITS) return false;
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(UUID, ' ');
  for (const [digits] of plain.matchAll(CANDIDATE)) {
    if (isCard(digits)) return true;
  }
  return false;
}

/** The text with card numbers blotted out, for what is written down before anybody could refuse it. */
export function maskCardNumbers(text: string): string {
  return text.replace(CANDIDATE, (digits) => (isCard(digits) ? MASK : digits));
}

function isCard(digits: string): boolean {
  return cards.number(digits.replace(/\D/g, '')).isValid;
}
