/** A request to somebody outside. */
export interface OutsideRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last one read. */
  readonly timeoutMs: number;
  readonly maxBytes?: number;
}

/** What came back, whatever its status. */
export interface OutsideAnswer {
  readonly status: number;
  readonly text: string;
}

const MAX_BYTES = 256 * 1024;

/** There was no whole answer: nobody knows whether the other side did what was asked. */
export class NoAnswer extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NoAnswer';
  }
}

/**
 * One HTTP call: no redirects, no retries, an answer of limited size within a limited time. Errors
 * never name the address' query or what was sent.
 *
 * @throws NoAnswer when none came whole and in time
 */
export async function callOutside(request: OutsideRequest): Promise<OutsideAnswer> {
  const { method, url, headers, body, timeoutMs, maxBytes = MAX_BYTES } = request;
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, text: await textOf(response, maxBytes) };
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer(whyNot(error));
  }
}

/** The body, as far as it is small enough. */
async function textOf({ body }: Response, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new NoAnswer('the answer is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** A name for what went wrong; undici's own message stands in the cause and may hold an address. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return 'the call failed';
  if (error.name === 'TimeoutError') return 'there was no answer in time';
  const { cause } = error;
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? `the call failed (${code})` : 'the call failed';
}
