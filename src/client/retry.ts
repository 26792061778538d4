import { NoAnswerError } from './problem.js';

/** When and how long to wait before a request is sent once more. */
export interface RetryPolicy {
  /** Tries after the first. */
  readonly retries: number;
  /** The first pause is up to this long; each further one up to twice as long. Milliseconds. */
  readonly delayMs: number;
  /** No pause is longer. A shop that asks for more is not asked again. Milliseconds. */
  readonly maxDelayMs: number;
}

/** What came of one try. */
export type Outcome =
  | { readonly status: number; readonly headers: Headers; readonly code: string | null }
  | NoAnswerError;

/** Worth another try: the shop was busy or starting, or something between the two was. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** How long to wait before the try after `tries` of them, in milliseconds; null: no more tries. */
export function pauseAfter(outcome: Outcome, tries: number, policy: RetryPolicy): number | null {
  if (tries > policy.retries || !isPassing(outcome)) return null;
  const asked = outcome instanceof NoAnswerError ? null : retryAfter(outcome.headers);
  if (asked !== null && asked > policy.maxDelayMs) return null;
  // Full jitter, so that clients who were refused together do not come back together.
  const longest = Math.min(policy.maxDelayMs, policy.delayMs * 2 ** (tries - 1));
  const own = Math.random() * longest;
  return asked === null ? own : asked + Math.random() * Math.min(longest, 1_000);
}

function isPassing(outcome: Outcome): boolean {
  if (outcome instanceof NoAnswerError) return true;
  return PASSING.has(outcome.status) || outcome.code === 'idempotency.in_progress';
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, 10.2.3); null when there is none. */
export function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** Waits, and ends at once with the signal's reason when that is given. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
