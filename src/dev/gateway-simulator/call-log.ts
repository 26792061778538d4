import type { Gateway } from './gateway.js';

/** A request of the shop, or of a customer's browser, and what was answered. */
export interface CallRecord {
  readonly at: string;
  readonly gateway: Gateway;
  readonly operation: string;
  readonly reference: string | null;
  readonly method: string;
  readonly url: string;
  readonly idempotencyKey: string | null;
  readonly body: string;
  /** Kind of the fault that hit it. */
  fault: string | null;
  /** Null while or because nothing was answered. */
  status: number | null;
  answer: unknown;
}

const MOST_CALLS = 50_000;

/** The calls received, oldest first; the oldest are forgotten when there are too many. */
export class CallLog {
  private calls: CallRecord[] = [];
  /** How many there have ever been. */
  count = 0;

  add(call: CallRecord): CallRecord {
    this.calls.push(call);
    this.count += 1;
    if (this.calls.length > MOST_CALLS) this.calls = this.calls.slice(MOST_CALLS / 2);
    return call;
  }

  list(): readonly CallRecord[] {
    return this.calls;
  }

  clear(): void {
    this.calls = [];
  }
}
