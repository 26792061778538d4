import { createHmac, timingSafeEqual } from 'node:crypto';

/** Header of a signed callback: `t=<unix seconds>,v1=<hex>[,v1=<hex>]`. */
export const SIGNATURE_HEADER = 'sandbox-signature';

/** How far the signed time may lie from ours, in seconds, in either direction. */
export const TOLERANCE_SECONDS = 300;

const MAX_HEADER_LENGTH = 1024;
const MAX_SIGNATURES = 5;

/** HMAC-SHA-256 over `${timestamp}.${rawBody}`, in hex. */
export function signatureOf(secret: string, timestamp: number, body: Buffer): string {
  return createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
}

/** The header for one message; several secrets while one is being replaced. */
export function signatureHeader(
  secrets: readonly string[],
  timestamp: number,
  body: Buffer,
): string {
  const signatures = secrets.map((secret) => `v1=${signatureOf(secret, timestamp, body)}`);
  return [`t=${timestamp}`, ...signatures].join(',');
}

/**
 * Checks the header lines of a message against its raw bytes.
 *
 * @param lines every line of that name; more than one is refused
 * @returns null when one signature is right, else what is wrong, for the log
 */
export function signatureFault(
  lines: readonly string[] | undefined,
  body: Buffer,
  secrets: readonly string[],
  now: Date,
): string | null {
  const [line, ...more] = lines ?? [];
  if (line === undefined) return 'the signature is missing';
  if (more.length > 0) return 'the signature came twice';
  const parsed = parseHeader(line);
  if (parsed === null) return 'the signature header cannot be read';
  const { timestamp, signatures } = parsed;
  const age = Math.floor(now.getTime() / 1000) - timestamp;
  if (Math.abs(age) > TOLERANCE_SECONDS) return 'the signed time is too far from ours';
  const expected = secrets.map((secret) => Buffer.from(signatureOf(secret, timestamp, body)));
  // Every pair is compared, so that the time taken does not tell which one was close.
  const hits = expected.flatMap((own) =>
    signatures.filter((given) => timingSafeEqual(own, Buffer.from(given))),
  );
  return hits.length > 0 ? null : 'no signature matches';
}

interface SignatureHeader {
  readonly timestamp: number;
  readonly signatures: readonly string[];
}

/** One time, one to five signatures; entries of other schemes (`v0=`) are skipped. */
function parseHeader(line: string): SignatureHeader | null {
  if (line.length > MAX_HEADER_LENGTH) return null;
  const entries = line.split(',').map((entry) => entry.trim());
  const times = entries.filter((entry) => entry.startsWith('t='));
  const signatures = entries
    .filter((entry) => entry.startsWith('v1='))
    .map((entry) => entry.slice('v1='.length));
  const [time, ...moreTimes] = times;
  if (time === undefined || moreTimes.length > 0 || !/^t=\d{1,12}$/.test(time)) return null;
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES) return null;
  if (!signatures.every((signature) => /^[0-9a-f]{64}$/.test(signature))) return null;
  return { timestamp: Number(time.slice('t='.length)), signatures };
}
