import {
  type FaultPlace,
  type FaultRule,
  type FaultScript,
  fits,
  FORGERIES,
  type Forgery,
} from './fault-script.js';
import type { Gateway } from './gateway.js';
import { randomId } from './random-id.js';
import type { Settings } from './settings.js';
import type { SimulatedClock } from './simulated-clock.js';

/** One HTTP request to the shop. */
export interface CallbackRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A message of a gateway to the shop. */
export interface Message {
  readonly gateway: Gateway;
  readonly reference: string;
  readonly event: string;
  /** Made anew for each attempt, since some gateways sign the time. */
  readonly build: (forgery: Forgery | null) => CallbackRequest;
  /** Whether this answer ends the delivery. */
  readonly isFinal: (status: number, body: string) => boolean;
  /** Waits between attempts in milliseconds of the gateway's own time. */
  readonly waits: readonly number[];
  readonly timeoutMs: number;
}

export interface Attempt {
  readonly at: string;
  readonly forgery: Forgery | null;
  /** Null when no answer came. */
  readonly status: number | null;
  readonly body: string;
  readonly error: string | null;
  readonly isFinal: boolean;
}

export type MessageState = 'held' | 'waiting' | 'acknowledged' | 'given_up' | 'dropped';

/** What became of a message. */
export interface MessageRecord {
  readonly id: string;
  readonly message: Message;
  readonly createdAt: string;
  state: MessageState;
  /** Deliveries begun, for the waits; copies do not count. */
  tries: number;
  readonly attempts: Attempt[];
}

const MOST_AT_ONCE = 64;
const MOST_ANSWER = 2_000;

/** Delivers messages as the gateways do: again and again until the shop's answer ends it. */
export class CallbackSender {
  private readonly records = new Map<string, MessageRecord>();
  /** Messages that wait to be turned around, by the line of the script that holds them. */
  private readonly held = new Map<FaultRule, MessageRecord[]>();
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(
    private readonly clock: SimulatedClock,
    private readonly faults: FaultScript,
    private readonly settings: Settings,
  ) {}

  send(message: Message): void {
    const record = this.register(message);
    if (record.state === 'dropped') return;
    const { gateway, reference, event } = message;
    const place = { gateway, reference, event };
    const holder = this.holderFor(place);
    if (holder !== null) {
      this.hold(record, holder);
      return;
    }
    const delay = this.faults.take(['callback_delay'], place);
    const copies = this.faults.take(['callback_duplicate'], place);
    const more = copies === null ? 0 : (copies.count ?? 2) - 1;
    this.clock.after(delay?.ms ?? 0, () => {
      for (let copy = 0; copy < more; copy += 1) this.attempt(record, false);
      this.attempt(record, true);
    });
  }

  /**
   * Sends messages one after the other, each so many times at once, as the script of faults lets it.
   *
   * @param lateMs until the first one is sent, of simulated time
   */
  sendInTurn(messages: readonly Message[], copies: number, lateMs: number): void {
    const records = messages.map((message) => this.register(message));
    this.clock.after(lateMs, () => void this.deliverInTurn(records, copies));
  }

  /** Sends a message once more, whatever became of it: a replay. */
  resend(id: string): boolean {
    const record = this.records.get(id);
    if (record === undefined) return false;
    this.attempt(record, false);
    return true;
  }

  list(): MessageRecord[] {
    return [...this.records.values()];
  }

  clear(): void {
    this.records.clear();
    this.held.clear();
    this.queue.length = 0;
  }

  /** Notes a message, and whether it is never sent. */
  private register(message: Message): MessageRecord {
    const { gateway, reference, event } = message;
    const isDropped =
      !this.settings.callbacks ||
      this.faults.take(['callback_drop'], { gateway, reference, event }) !== null;
    const record: MessageRecord = {
      id: randomId(20, 'cb_'),
      message,
      createdAt: this.clock.now().toISOString(),
      state: isDropped ? 'dropped' : 'waiting',
      tries: 0,
      attempts: [],
    };
    this.records.set(record.id, record);
    return record;
  }

  private holderFor(place: FaultPlace): FaultRule | null {
    const open = [...this.held.keys()].find((rule) => fits(rule, place));
    return open ?? this.faults.take(['callback_reorder'], place);
  }

  /** Keeps the messages until there are enough of them, then sends them last one first. */
  private hold(record: MessageRecord, holder: FaultRule): void {
    const records = [...(this.held.get(holder) ?? []), record];
    record.state = 'held';
    this.held.set(holder, records);
    if (records.length < (holder.count ?? 2)) return;
    this.held.delete(holder);
    for (const one of records) one.state = 'waiting';
    void this.deliverInTurn(records.reverse(), 1);
  }

  /** One after the other, so that they also arrive in this order. */
  private async deliverInTurn(records: readonly MessageRecord[], copies: number): Promise<void> {
    for (const record of records.filter(({ state }) => state !== 'dropped')) {
      const more = Array.from({ length: copies - 1 }, () => this.deliver(record, false));
      await Promise.all([...more, this.deliver(record, true)]);
    }
  }

  private attempt(record: MessageRecord, isRegular: boolean): void {
    const run = (): void => {
      this.running += 1;
      void this.deliver(record, isRegular).finally(() => {
        this.running -= 1;
        this.queue.shift()?.();
      });
    };
    if (this.running < MOST_AT_ONCE) run();
    else this.queue.push(run);
  }

  private async deliver(record: MessageRecord, isRegular: boolean): Promise<void> {
    const { gateway, reference, event, build, isFinal, timeoutMs, waits } = record.message;
    const fault = this.faults.take(FORGERIES, { gateway, reference, event });
    const forgery = fault?.kind ?? null;
    const at = this.clock.now().toISOString();
    const answer = await post(build(forgery), timeoutMs);
    const isEnd = answer.status !== null && isFinal(answer.status, answer.body);
    record.attempts.push({ at, forgery, ...answer, isFinal: isEnd });
    if (isEnd) record.state = 'acknowledged';
    if (!isRegular || record.state !== 'waiting') return;
    const wait = waits[record.tries];
    record.tries += 1;
    if (wait === undefined) record.state = 'given_up';
    else this.clock.after(wait / this.settings.speed, () => this.again(record));
  }

  private again(record: MessageRecord): void {
    if (record.state === 'waiting' && this.records.has(record.id)) this.attempt(record, true);
  }
}

async function post(
  { url, method, headers, body }: CallbackRequest,
  timeoutMs: number,
): Promise<Pick<Attempt, 'status' | 'body' | 'error'>> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: text.slice(0, MOST_ANSWER), error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, body: '', error: cause instanceof Error ? cause.message : 'unknown' };
  }
}
