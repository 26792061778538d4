import { Logger } from '@nestjs/common';

import { Breaker } from '../../../../common/outside/breaker.js';
import {
  callOutside,
  NoAnswer,
  type OutsideAnswer,
  type OutsideRequest,
} from '../../../../common/outside/outside-call.js';
import { GatewayResting } from '../../payments.errors.js';

const FAILURES_TO_REST = 5;
const REST_MS = 30_000;
const TOO_MANY_REQUESTS = 429;
const FIRST_SERVER_ERROR = 500;

/** What a gateway is asked; its time limit is that of the line unless it needs more. */
export type LineRequest = Omit<OutsideRequest, 'timeoutMs'> & { readonly timeoutMs?: number };

/**
 * The way to one gateway: every call has a time limit, and after five without an answer in a row
 * nobody calls for half a minute. One line per gateway and process.
 */
export class GatewayLine {
  private readonly logger = new Logger(GatewayLine.name);
  private readonly breaker = new Breaker({ failures: FAILURES_TO_REST, restMs: REST_MS });

  constructor(
    private readonly gateway: string,
    private readonly timeoutMs: number,
  ) {}

  /** Milliseconds until it is called again; 0 while it answers. */
  restMs(): number {
    return this.breaker.restMs();
  }

  /**
   * A call by the gateway's own package.
   *
   * @param isAnswer whether an error of it says that the gateway did answer
   * @throws GatewayResting; NoAnswer when the time is over; what `work` throws
   */
  async call<T>(
    work: () => Promise<T>,
    isAnswer: (error: unknown) => boolean,
    timeoutMs = this.timeoutMs,
  ): Promise<T> {
    this.admit();
    try {
      const result = await within(work(), timeoutMs);
      this.breaker.succeeded();
      return result;
    } catch (error) {
      if (isAnswer(error)) this.breaker.succeeded();
      else this.failed(error);
      throw error;
    }
  }

  /**
   * A call over HTTP; a status of 429 or from 500 on counts as no answer.
   *
   * @throws GatewayResting, NoAnswer
   */
  async http(request: LineRequest): Promise<OutsideAnswer> {
    this.admit();
    try {
      const answer = await callOutside({ timeoutMs: this.timeoutMs, ...request });
      const { status } = answer;
      if (status === TOO_MANY_REQUESTS || status >= FIRST_SERVER_ERROR) {
        throw new NoAnswer(`status ${status}`);
      }
      this.breaker.succeeded();
      return answer;
    } catch (error) {
      this.failed(error);
      throw error;
    }
  }

  private admit(): void {
    if (this.breaker.admit()) return;
    const retryAfterSeconds = Math.max(1, Math.ceil(this.restMs() / 1000));
    throw new GatewayResting(undefined, { retryAfterSeconds });
  }

  private failed(error: unknown): void {
    this.breaker.failed();
    const why = error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
    this.logger.warn({ gateway: this.gateway, why, restMs: this.restMs() }, 'No answer');
  }
}

/** A package may count its time limit anew with every byte; this one counts from the start. */
async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('there was no answer in time')), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
