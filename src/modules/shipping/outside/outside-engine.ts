import { createHmac } from 'node:crypto';
import { Logger } from '@nestjs/common';

/** Where somebody outside is asked, and for how long. */
export interface OutsideAddress {
  /** In the log and in the keys of kept answers. */
  readonly name: string;
  readonly url: string;
  /** Signs what is asked; null: nothing is signed. */
  readonly secret: string | null;
  readonly timeoutMs: number;
}

const MAX_ANSWER_CHARACTERS = 256 * 1024;
/** So many failures in a row, and for a while nobody is asked: a checkout does not wait for what is down. */
const FAILURES_TO_REST = 5;
/** Times the timeout. */
const REST_FACTOR = 10;

/**
 * Somebody outside who answers questions over HTTP: a POST of JSON for a JSON answer. With a secret the
 * header `X-Signature` holds `t=<seconds>,v1=<hex>`, the HMAC-SHA256 of `<seconds>.<body>`.
 */
export class OutsideEngine {
  private readonly log: Logger;
  private failures = 0;
  private restsUntil = 0;

  constructor(private readonly address: OutsideAddress) {
    this.log = new Logger(address.name);
  }

  get name(): string {
    return this.address.name;
  }

  /** The JSON of the answer, of any form; null when there was none in time. Never throws. */
  async ask(question: unknown): Promise<unknown> {
    if (Date.now() < this.restsUntil) return null;
    try {
      const answer = await this.post(JSON.stringify(question));
      this.failures = 0;
      return answer;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Counts as a failure as well: what came was not an answer to the question. */
  refuse(why: string): null {
    this.failed(new Error(why));
    return null;
  }

  private failed(error: unknown): void {
    this.failures += 1;
    this.log.warn(`No answer: ${error instanceof Error ? error.message : String(error)}`);
    if (this.failures < FAILURES_TO_REST) return;
    this.failures = 0;
    this.restsUntil = Date.now() + this.address.timeoutMs * REST_FACTOR;
  }

  private async post(body: string): Promise<unknown> {
    const { url, timeoutMs } = this.address;
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...this.sign(body),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`status ${response.status}`);
    }
    return JSON.parse(await textOf(response)) as unknown;
  }

  private sign(body: string): Record<string, string> {
    const { secret } = this.address;
    if (secret === null) return {};
    const seconds = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    return { 'x-signature': `t=${seconds},v1=${digest}` };
  }
}

/** The body, as far as it is small enough. */
async function textOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_CHARACTERS) throw new Error('the answer is too large');
  }
  return text;
}
