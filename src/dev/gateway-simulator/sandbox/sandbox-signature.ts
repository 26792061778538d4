import { createHmac, timingSafeEqual } from 'node:crypto';

export const SANDBOX_HEADER = 'sandbox-signature';
const TOLERANCE_SECONDS = 300;

/** The time that is signed is the real one: a simulated clock that was moved is nobody's but the gateways'. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

/** `t=<seconds>,v1=<hex HMAC-SHA-256 of "t.text">`; the text of a call begins with its path and a point. */
export function sandboxHeader(secret: string, seconds: number, text: string): string {
  return `t=${seconds},v1=${sign(secret, seconds, text)}`;
}

/** Whether one of the secrets signed the text within five minutes. */
export function isSandboxSignature(
  header: string,
  secrets: readonly string[],
  seconds: number,
  text: string,
): boolean {
  const [, at, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (at === undefined || given === undefined) return false;
  if (Math.abs(Number(at) - seconds) > TOLERANCE_SECONDS) return false;
  return secrets.some((secret) =>
    timingSafeEqual(Buffer.from(sign(secret, Number(at), text)), Buffer.from(given)),
  );
}

function sign(secret: string, seconds: number, text: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex');
}
