import { createHmac } from 'node:crypto';
import { Logger } from '@nestjs/common';

import { Breaker } from '../../../common/outside/breaker.js';
import { callOutside } from '../../../common/outside/outside-call.js';

/** Where somebody outside is asked, and for how long. */
export interface OutsideAddress {
  /** In the log and in the keys of kept answers. */
  readonly name: string;
  readonly url: string;
  /** Signs what is asked; null: nothing is signed. */
  readonly secret: string | null;
  readonly timeoutMs: number;
}

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
  private readonly breaker: Breaker;

  constructor(private readonly address: OutsideAddress) {
    this.log = new Logger(address.name);
    this.breaker = new Breaker({
      failures: FAILURES_TO_REST,
      restMs: address.timeoutMs * REST_FACTOR,
    });
  }

  get name(): string {
    return this.address.name;
  }

  /** The JSON of the answer, of any form; null when there was none in time. Never throws. */
  async ask(question: unknown): Promise<unknown> {
    if (!this.breaker.admit()) return null;
    try {
      const answer = await this.post(JSON.stringify(question));
      this.breaker.succeeded();
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
    this.log.warn(`No answer: ${error instanceof Error ? error.message : String(error)}`);
    this.breaker.failed();
  }

  private async post(body: string): Promise<unknown> {
    const { url, timeoutMs } = this.address;
    const { status, text } = await callOutside({
      method: 'POST',
      url,
      body,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...this.sign(body),
      },
      timeoutMs,
    });
    if (status < 200 || status > 299) throw new Error(`status ${status}`);
    return JSON.parse(text) as unknown;
  }

  private sign(body: string): Record<string, string> {
    const { secret } = this.address;
    if (secret === null) return {};
    const seconds = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
    return { 'x-signature': `t=${seconds},v1=${digest}` };
  }
}
