import { REFUND_FAULTS, type Forgery } from '../fault-script.js';
import type { Message } from '../callback-sender.js';
import type { Account, MovementKind } from '../ledger.js';
import { capitalId, randomId } from '../random-id.js';
import { signingSecret } from '../settings.js';
import type { World } from '../world.js';
import { SANDBOX_HEADER, sandboxHeader, secondsNow } from './sandbox-signature.js';
import type { SandboxPayment, SandboxRefund, SandboxStore } from './sandbox-store.js';

/** What a tester may choose on the page. */
export const SANDBOX_WORDS = ['success', 'failure', 'cancel', 'silence', 'close'] as const;
export type SandboxWord = (typeof SANDBOX_WORDS)[number];

export interface SandboxChoice {
  readonly outcome: SandboxWord;
  /** Seconds until the shop hears of it. */
  readonly late: number;
  /** Every message twice at once. */
  readonly isDoubled: boolean;
  /** An older message after the final one. */
  readonly isOutOfOrder: boolean;
}

/** A choice without any trouble on the way. */
export function plainChoice(outcome: SandboxWord): SandboxChoice {
  return { outcome, late: 0, isDoubled: false, isOutOfOrder: false };
}

type MessageKind = 'processing' | 'success' | 'failed' | 'cancelled' | 'refund';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const WAITS = [30 * SECOND, 2 * MINUTE, 8 * MINUTE, 30 * MINUTE, 120 * MINUTE];
const TIMEOUT_MS = 10_000;
const LATER_MS = 1_000;

/** A bank where the tester decides; it keeps a book, and tells the shop as the tester wants it. */
export class SandboxBank {
  constructor(
    private readonly world: World,
    readonly store: SandboxStore,
  ) {}

  /** What was paid or closed stays so, whatever else is chosen; the shop is then told that once more. */
  choose(payment: SandboxPayment, choice: SandboxChoice): void {
    const { outcome } = choice;
    if (outcome === 'close' || payment.status === 'released') return;
    if (payment.status !== 'paid' && payment.status !== 'held') this.decide(payment, outcome);
    if (outcome === 'silence') return;
    const messages = [this.message(payment, null)];
    if (choice.isOutOfOrder) messages.push(this.message(payment, 'processing'));
    const copies = choice.isDoubled ? 2 : 1;
    if (copies === 1 && messages.length === 1 && choice.late === 0) {
      for (const message of messages) this.world.callbacks.send(message);
    } else {
      this.world.callbacks.sendInTurn(messages, copies, choice.late * SECOND);
    }
  }

  /** Takes some or all of what is held; the rest is let go. */
  capture(payment: SandboxPayment, amount: number): void {
    this.move(payment, 'capture', amount);
    if (amount < payment.amount) this.move(payment, 'void', payment.amount - amount);
    payment.captured = amount;
    payment.status = 'paid';
    payment.decidedAt = this.now();
  }

  /** Lets go what is held, or closes what nobody has paid. */
  release(payment: SandboxPayment): void {
    if (payment.status === 'held') this.move(payment, 'void', payment.amount);
    payment.status = 'released';
    payment.decidedAt = this.now();
  }

  /** Gives money back as the script of faults wants it. */
  refund(payment: SandboxPayment, id: string, amount: number): SandboxRefund {
    const { clock, faults, ledger } = this.world;
    const place = {
      gateway: 'sandbox',
      operation: 'refund',
      reference: payment.reference,
    } as const;
    const fault = faults.take(REFUND_FAULTS, place)?.kind ?? null;
    const isLate = fault === 'refund_pending' || fault === 'refund_pending_then_fail';
    const refund: SandboxRefund = {
      id,
      refundId: randomId(24, 'sbx_re_'),
      reference: payment.reference,
      amount,
      status: isLate ? 'pending' : fault === 'refund_fail' ? 'failed' : 'succeeded',
      reason: fault === 'refund_fail' ? 'The account is closed' : null,
    };
    this.store.refunds.set(id, refund);
    const state = isLate ? 'pending' : refund.status === 'failed' ? 'failed' : 'done';
    const account = this.account(payment);
    ledger.add(account, { kind: 'refund', id: refund.refundId, amount, at: this.now(), state });
    const isUndecided = isLate || fault === 'refund_succeeds_then_fails';
    if (!isUndecided) return refund;
    clock.after(LATER_MS, () => {
      refund.status = fault === 'refund_pending' ? 'succeeded' : 'failed';
      if (refund.status === 'failed') refund.reason = 'The account is closed';
      ledger.decide(account, refund.refundId, refund.status === 'succeeded' ? 'done' : 'failed');
      this.world.callbacks.send(this.message(payment, 'refund', refund));
    });
    return refund;
  }

  account({ reference, id, currency }: SandboxPayment): Account {
    const { ledger } = this.world;
    return ledger.open({ gateway: 'sandbox', reference, gatewayPaymentId: id, currency });
  }

  private decide(payment: SandboxPayment, outcome: SandboxWord): void {
    payment.decidedAt = this.now();
    payment.reason = null;
    if (outcome === 'failure') {
      payment.status = 'failed';
      payment.reason = 'The tester chose failure';
    } else if (outcome === 'cancel') {
      payment.status = 'cancelled';
    } else {
      this.move(payment, 'authorise', payment.amount);
      payment.status = 'held';
      if (!payment.isHold) this.capture(payment, payment.amount);
    }
  }

  private move(payment: SandboxPayment, kind: MovementKind, amount: number): void {
    const id = `${payment.id}_${kind}`;
    const movement = { kind, id, amount, at: this.now(), state: 'done' } as const;
    this.world.ledger.add(this.account(payment), movement);
  }

  /** A message about how the payment stands, or about something earlier or later. */
  private message(
    payment: SandboxPayment,
    about: 'processing' | 'refund' | null,
    refund: SandboxRefund | null = null,
  ): Message {
    const { callbackBase } = this.world.settings;
    const kind = about ?? kindOf(payment);
    const { decidedAt, reference, callbackUrl } = payment;
    const body = this.body(payment, kind, decidedAt ?? this.now(), refund);
    return {
      gateway: 'sandbox',
      reference,
      event: `payment.${kind}`,
      build: (forgery) => {
        const { keys, settings } = this.world;
        const isWrong = forgery === 'callback_wrong_signature';
        const secret = isWrong ? 'somebody else' : signingSecret(settings, keys.sandbox.secrets);
        const text = JSON.stringify(forged(body, forgery));
        return {
          method: 'POST',
          url:
            callbackBase === '' ? callbackUrl : `${callbackBase}${new URL(callbackUrl).pathname}`,
          headers: {
            'content-type': 'application/json',
            [SANDBOX_HEADER]: sandboxHeader(secret, secondsNow(), text),
          },
          body: text,
        };
      },
      isFinal: (status) => status >= 200 && status < 300,
      waits: WAITS,
      timeoutMs: TIMEOUT_MS,
    };
  }

  private body(
    payment: SandboxPayment,
    kind: MessageKind,
    at: string,
    refund: SandboxRefund | null,
  ): Readonly<Record<string, unknown>> {
    const { id, reference, currency, captured, amount, status, reason } = payment;
    // A refusal may be followed by another card: each word about a payment is one event.
    const word = refund === null ? kind : `${refund.refundId}_${refund.status}`;
    const isEarly = kind === 'processing' && status !== 'held';
    return {
      eventId: `evt_${id}_${status === 'held' && !isEarly ? 'held' : word}`,
      kind,
      reference,
      amount: refund?.amount ?? (kind === 'success' ? captured : amount),
      currency,
      held: kind === 'processing' && status === 'held' ? amount : 0,
      gatewayPaymentId: id,
      occurredAt: isEarly ? new Date(Date.parse(at) - 1).toISOString() : at,
      reason: refund === null ? reason : refund.reason,
      card: { brand: 'sandbox', last4: '4242' },
      ...(refund === null
        ? {}
        : { refund: { id: refund.id, refundId: refund.refundId, status: refund.status } }),
    };
  }

  private now(): string {
    return this.world.clock.now().toISOString();
  }
}

function kindOf({ status }: SandboxPayment): MessageKind {
  if (status === 'paid') return 'success';
  if (status === 'failed') return 'failed';
  return status === 'held' ? 'processing' : 'cancelled';
}

function forged(
  body: Readonly<Record<string, unknown>>,
  forgery: Forgery | null,
): Readonly<Record<string, unknown>> {
  if (forgery === 'callback_wrong_amount') return { ...body, amount: Number(body['amount']) - 1 };
  if (forgery === 'callback_wrong_currency') return { ...body, currency: 'XTS' };
  if (forgery === 'callback_other_reference') return { ...body, reference: capitalId(12) };
  return body;
}
