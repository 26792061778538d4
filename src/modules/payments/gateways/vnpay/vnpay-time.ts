const OFFSET_MS = 7 * 3_600_000;
const STAMP = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** `yyyyMMddHHmmss` in Vietnam's time, GMT+7 all year. */
export function toVnpayTime(date: Date): string {
  return new Date(date.getTime() + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** See {@link toVnpayTime}; null for anything that is no moment. */
export function fromVnpayTime(stamp: string | undefined): Date | null {
  const [, year, month, day, hour, minute, second] = STAMP.exec(stamp ?? '') ?? [];
  if (year === undefined) return null;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}+07:00`;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) || toVnpayTime(date) !== stamp ? null : date;
}
