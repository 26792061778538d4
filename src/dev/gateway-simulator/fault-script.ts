import type { Gateway } from './gateway.js';

/** What may go wrong with a call of the shop. */
export const CALL_FAULTS = [
  'delay',
  'hang',
  'error',
  'error_after',
  'timeout_after_success',
  'disconnect',
  'wrong_answer_signature',
] as const;
/** What may go wrong with a message as a whole. */
export const MESSAGE_FAULTS = [
  'callback_delay',
  'callback_duplicate',
  'callback_reorder',
  'callback_drop',
] as const;
/** What may be wrong in one delivery of a message; all but the first are signed rightly. */
export const FORGERIES = [
  'callback_wrong_signature',
  'callback_wrong_amount',
  'callback_wrong_currency',
  'callback_other_merchant',
  'callback_other_reference',
] as const;
/** How a refund may end. */
export const REFUND_FAULTS = [
  'refund_pending',
  'refund_pending_then_fail',
  'refund_succeeds_then_fails',
  'refund_fail',
] as const;

export type CallFault = (typeof CALL_FAULTS)[number];
export type MessageFault = (typeof MESSAGE_FAULTS)[number];
export type Forgery = (typeof FORGERIES)[number];
export type RefundFault = (typeof REFUND_FAULTS)[number];
export type FaultKind = CallFault | MessageFault | Forgery | RefundFault;

export const FAULT_KINDS: readonly FaultKind[] = [
  ...CALL_FAULTS,
  ...MESSAGE_FAULTS,
  ...FORGERIES,
  ...REFUND_FAULTS,
];

/** A line of the script; what is left out fits everything. */
export interface FaultRule {
  readonly kind: FaultKind;
  readonly gateway?: Gateway;
  /** As in the list of calls, for example `refunds.create`. */
  readonly operation?: string;
  readonly reference?: string;
  /** Name of a callback's event, for example `payment_intent.succeeded`. */
  readonly event?: string;
  /** How often; 0: until it is removed. Default 1. */
  readonly times?: number;
  /** Milliseconds of a wait. */
  readonly ms?: number;
  /** HTTP status of an error; default 500. */
  readonly status?: number;
  /** Copies of a message, or how many messages are turned around; default 2. */
  readonly count?: number;
}

export interface ActiveFault extends FaultRule {
  readonly id: number;
  used: number;
}

/** What a fault is asked about. */
export interface FaultPlace {
  readonly gateway: Gateway;
  readonly operation?: string;
  readonly reference?: string | null;
  readonly event?: string;
}

/** The script of what goes wrong; the first fitting line is taken and counted. */
export class FaultScript {
  private faults: ActiveFault[] = [];
  private lastId = 0;

  add(rule: FaultRule): ActiveFault {
    this.lastId += 1;
    const fault: ActiveFault = { ...rule, id: this.lastId, used: 0 };
    this.faults.push(fault);
    return fault;
  }

  list(): readonly ActiveFault[] {
    return this.faults;
  }

  /** Removes one line, or all. */
  remove(id?: number): void {
    this.faults = id === undefined ? [] : this.faults.filter((fault) => fault.id !== id);
  }

  take<K extends FaultKind>(
    kinds: readonly K[],
    place: FaultPlace,
  ): (ActiveFault & { kind: K }) | null {
    const fault = this.faults.find(
      (one): one is ActiveFault & { kind: K } =>
        kinds.some((kind) => kind === one.kind) && isOpen(one) && fits(one, place),
    );
    if (fault === undefined) return null;
    fault.used += 1;
    return fault;
  }
}

function isOpen({ times = 1, used }: ActiveFault): boolean {
  return times === 0 || used < times;
}

/** Whether a line of the script is meant for this place. */
export function fits(rule: FaultRule, place: FaultPlace): boolean {
  return (
    (rule.gateway === undefined || rule.gateway === place.gateway) &&
    (rule.operation === undefined || rule.operation === place.operation) &&
    (rule.reference === undefined || rule.reference === place.reference) &&
    (rule.event === undefined || rule.event === place.event)
  );
}
