/** 128 random bits as hexadecimal digits, also on pages that `crypto.randomUUID` is kept from. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
