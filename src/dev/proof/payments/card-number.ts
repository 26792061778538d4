import { randomInt } from 'node:crypto';

/** A number that Visa could have issued and that stands nowhere else. */
export function cardNumber(): string {
  const digits = `4${Array.from({ length: 14 }, () => randomInt(10)).join('')}`;
  const sum = [...digits].reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** The ways in which a number is written. */
export function writingsOf(number: string): Set<string> {
  const groups = number.match(/\d{4}/g) ?? [];
  return new Set(['', ' ', '-', '.', '+', '%20'].map((between) => groups.join(between)));
}
