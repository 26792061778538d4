const SEVEN_HOURS_MS = 7 * 3_600_000;

/** `yyyyMMddHHmmss` at GMT+7, the only time zone that VNPay knows. */
export function vnpayTime(date: Date): string {
  const local = new Date(date.getTime() + SEVEN_HOURS_MS).toISOString();
  return local.slice(0, 19).replaceAll(/[-T:]/g, '');
}

/** The moment; null when the text is no such time. */
export function parseVnpayTime(text: string): Date | null {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const iso = `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}+07:00`;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
}
