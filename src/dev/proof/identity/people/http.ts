import { randomUUID } from 'node:crypto';

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** From the root, with its query: `/api/v1/orders?limit=5`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null sends none. */
  readonly body: string | Uint8Array | FormData | null;
}

/** An answer, read wholly. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Sends one request; redirects are answers like others. */
export async function sendWire(baseUrl: string, request: WireRequest): Promise<WireAnswer> {
  const response = await fetch(`${baseUrl}${request.path}`, {
    method: request.method,
    redirect: 'manual',
    headers: { ...request.headers },
    body: request.body as string | null,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The JSON of an answer; an empty object where it is none. */
export function jsonOf(answer: Pick<WireAnswer, 'text'>): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(answer.text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Whether it went well; pages that lead on count. */
export function isSuccess({ status }: Pick<WireAnswer, 'status'>): boolean {
  return status >= 200 && status < 400;
}

/** Headers that differ between any two answers and tell nothing. */
const OF_THE_MOMENT = ['date', 'x-request-id', 'connection', 'keep-alive'];
/** Counters: that they are there must be alike, what they say cannot. */
const COUNTERS = /^(ratelimit|retry-after)/;

/**
 * An answer as text in which two requests can be compared byte for byte: status, all headers, body.
 * Request ids, the moment, and the ids that were asked for are blanked.
 */
export function fingerprint(answer: WireAnswer, ...asked: readonly string[]): string {
  const headers = [...answer.headers]
    .filter(([name]) => !OF_THE_MOMENT.includes(name))
    .map(([name, value]) => `${name}: ${COUNTERS.test(name) ? '<count>' : value}`);
  const text = [answer.status, ...headers.sort(), '', answer.text].join('\n');
  const requestId = answer.headers.get('x-request-id') ?? randomUUID();
  const blanked = asked.reduce((all, id) => all.replaceAll(id, '<asked>'), text);
  return blanked.replaceAll(requestId, '<request>');
}

/** Null when two answers are the same bytes, else the lines in which they differ. */
export function difference(one: string, other: string): string | null {
  if (one === other) return null;
  const [left, right] = [one.split('\n'), other.split('\n')];
  const only = (from: string[], without: string[]): string[] =>
    from.filter((line) => !without.includes(line)).map((line) => line.slice(0, SHOWN));
  return `${only(left, right).join(' | ')} <> ${only(right, left).join(' | ')}`;
}

const SHOWN = 300;
