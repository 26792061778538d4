import type { ActiveFault, FaultRule } from '../fault-script.js';
import type { Attempt, MessageState } from '../callback-sender.js';
import type { CallRecord } from '../call-log.js';
import type { Gateway, Outcome } from '../gateway.js';
import type { Movement } from '../ledger.js';
import type { Settings } from '../settings.js';

/** What is known about the simulator itself. */
export interface SimulatorState {
  readonly settings: Settings;
  readonly now: string;
  readonly offsetMs: number;
}

/** A message to the shop and how it was answered. */
export interface SentCallback {
  readonly id: string;
  readonly gateway: Gateway;
  readonly reference: string;
  readonly event: string;
  readonly createdAt: string;
  readonly state: MessageState;
  readonly attempts: readonly Attempt[];
}

/** A payment in the gateways' own book; amounts are decimal texts. */
export interface LedgerAccount {
  readonly gateway: Gateway;
  readonly reference: string;
  readonly gatewayPaymentId: string;
  readonly currency: string;
  readonly authorised: string;
  readonly captured: string;
  readonly refunded: string;
  readonly refundPending: string;
  readonly voided: string;
  readonly movements: readonly (Omit<Movement, 'amount'> & { readonly amount: string })[];
}

/** Which records; what is left out fits everything. */
export interface RecordFilter {
  readonly gateway?: Gateway;
  readonly reference?: string;
  readonly operation?: string;
  readonly event?: string;
  readonly state?: MessageState;
}

/** Speaks with the control API of a running simulator. */
export class ControlClient {
  constructor(private readonly url: string) {}

  state(): Promise<SimulatorState> {
    return this.ask('GET', '');
  }

  settings(change: Partial<Settings>): Promise<SimulatorState> {
    return this.ask('PATCH', '/settings', change);
  }

  /** The certificate, as PEM, that PayPal's messages lead back to. */
  async paypalRoot(): Promise<string> {
    return (await fetch(`${this.url}/control/paypal/root`)).text();
  }

  /** Moves the clock of all gateways forward. */
  advance(seconds: number): Promise<SimulatorState> {
    return this.ask('POST', '/clock/advance', { seconds });
  }

  /** Adds a line to the script of what goes wrong. */
  fault(rule: FaultRule): Promise<ActiveFault> {
    return this.ask('POST', '/faults', rule);
  }

  faults(): Promise<ActiveFault[]> {
    return this.ask('GET', '/faults');
  }

  async clearFaults(): Promise<void> {
    await this.ask('DELETE', '/faults');
  }

  calls(filter: RecordFilter = {}): Promise<CallRecord[]> {
    return this.ask('GET', `/calls?${queryOf(filter)}`);
  }

  callbacks(filter: RecordFilter = {}): Promise<SentCallback[]> {
    return this.ask('GET', `/callbacks?${queryOf(filter)}`);
  }

  async resend(callbackId: string): Promise<void> {
    await this.ask('POST', `/callbacks/${callbackId}/resend`);
  }

  /** All payments of the book. */
  ledger(filter: Pick<RecordFilter, 'gateway'> = {}): Promise<LedgerAccount[]> {
    return this.ask('GET', `/ledger?${queryOf(filter)}`);
  }

  /** One payment, by the shop's reference or the gateway's id. */
  account(reference: string): Promise<LedgerAccount> {
    return this.ask('GET', `/ledger/${encodeURIComponent(reference)}`);
  }

  /** Captures and refunds of a day (UTC; default today) as CSV. */
  async settlement(gateway: Gateway, day = ''): Promise<string> {
    const response = await fetch(`${this.url}/control/settlement/${gateway}?day=${day}`);
    return response.text();
  }

  /** Does on the pay page what a customer would do; `redirect` is where the browser would go. */
  pay(
    reference: string,
    outcome: Outcome = 'pay',
  ): Promise<{ readonly gateway: Gateway; readonly redirect: string | null }> {
    return this.ask('POST', '/pay', { reference, outcome });
  }

  /** Forgets payments, faults and records; settings and clock stay. */
  async reset(): Promise<void> {
    await this.ask('POST', '/reset');
  }

  private async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /control${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  }
}

function queryOf(filter: RecordFilter): string {
  return new URLSearchParams({ ...filter } as Record<string, string>).toString();
}
