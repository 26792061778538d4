import { REFUND_FAULTS } from '../fault-script.js';
import { formatMinor } from '../minor-units.js';
import type { Charging } from './charging.js';
import { type Form, formGroup, formText } from './form.js';
import { invalid } from './stripe-errors.js';
import type { Charge, Intent, Metadata, Refund } from './stripe-objects.js';
import type { StripeStore } from './stripe-store.js';

const REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'];
const LATER_MS = 1_000;

/** Money that goes back to a card. */
export class Refunds {
  constructor(
    private readonly store: StripeStore,
    private readonly charging: Charging,
  ) {}

  create(form: Form): Refund {
    const charge = this.chargeOf(form);
    const intent = this.store.intent(charge.payment_intent);
    const left = charge.amount_captured - charge.amount_refunded;
    if (left === 0) {
      throw invalid(
        `Charge ${charge.id} has already been refunded.`,
        undefined,
        'charge_already_refunded',
      );
    }
    const amount = this.amountOf(form, charge, left);
    const reason = formText(form, 'reason');
    if (reason !== null && !REASONS.includes(reason)) {
      throw invalid(`Invalid reason: must be one of ${REASONS.join(', ')}`, 'reason');
    }
    const refund: Refund = {
      id: this.store.id('re'),
      object: 'refund',
      amount,
      balance_transaction: this.store.id('txn'),
      charge: charge.id,
      created: this.store.world.clock.seconds(),
      currency: charge.currency,
      destination_details: { card: { type: 'refund' }, type: 'card' },
      metadata: { ...(formGroup(form, 'metadata') ?? {}) } as Metadata,
      payment_intent: charge.payment_intent,
      reason,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    };
    this.store.refunds.set(refund.id, refund);
    this.begin(refund, charge, intent);
    return refund;
  }

  update(id: string, form: Form): Refund {
    const refund = this.store.refund(id);
    Object.assign(refund.metadata, formGroup(form, 'metadata') ?? {});
    return refund;
  }

  list(chargeId: string | null, intentId: string | null): Refund[] {
    return [...this.store.refunds.values()]
      .filter(({ charge }) => chargeId === null || charge === chargeId)
      .filter(({ payment_intent }) => intentId === null || payment_intent === intentId)
      .reverse();
  }

  /** The script may let it wait or fail. */
  private begin(refund: Refund, charge: Charge, intent: Intent): void {
    const { faults, clock, ledger } = this.store.world;
    const reference = this.store.referenceOf(intent);
    const fault = faults.take(REFUND_FAULTS, {
      gateway: 'stripe',
      operation: 'refunds.create',
      reference,
    });
    const kind = fault?.kind ?? null;
    const isLate = kind === 'refund_pending' || kind === 'refund_pending_then_fail';
    refund.status = isLate ? 'pending' : 'succeeded';
    charge.amount_refunded += refund.amount;
    charge.refunded = charge.amount_refunded === charge.amount_captured;
    ledger.add(this.charging.account(intent), {
      kind: 'refund',
      id: refund.id,
      amount: refund.amount,
      at: clock.now().toISOString(),
      state: isLate ? 'pending' : 'done',
    });
    this.charging.emit('refund.created', intent, refund);
    this.charging.emit('charge.refunded', intent, charge);
    if (kind === 'refund_fail') this.fail(refund, charge, intent);
    else if (kind === 'refund_pending') {
      clock.after(fault?.ms ?? LATER_MS, () => this.succeed(refund, intent));
    } else if (kind !== null) {
      clock.after(fault?.ms ?? LATER_MS, () => this.fail(refund, charge, intent));
    }
  }

  private succeed(refund: Refund, intent: Intent): void {
    refund.status = 'succeeded';
    this.store.world.ledger.decide(this.charging.account(intent), refund.id, 'done');
    this.charging.emit('refund.updated', intent, refund);
  }

  private fail(refund: Refund, charge: Charge, intent: Intent): void {
    refund.status = 'failed';
    refund.failure_reason = 'expired_or_canceled_card';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    this.store.world.ledger.decide(this.charging.account(intent), refund.id, 'failed');
    this.charging.emit('refund.updated', intent, refund);
    this.charging.emit('refund.failed', intent, refund);
  }

  private chargeOf(form: Form): Charge {
    const chargeId = formText(form, 'charge');
    const intentId = formText(form, 'payment_intent');
    if (chargeId !== null) return this.store.charge(chargeId);
    if (intentId === null) {
      throw invalid(
        'One of the following params should be provided for this request: payment_intent or charge.',
      );
    }
    const intent = this.store.intent(intentId);
    if (intent.status !== 'succeeded' || intent.latest_charge === null) {
      throw invalid(
        `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
        'payment_intent',
        'payment_intent_unexpected_state',
      );
    }
    return this.store.charge(intent.latest_charge);
  }

  private amountOf(form: Form, charge: Charge, left: number): number {
    const wanted = formText(form, 'amount');
    if (wanted === null) return left;
    const amount = Number(wanted);
    if (!Number.isSafeInteger(amount) || amount < 1) {
      throw invalid(`Invalid positive integer`, 'amount', 'parameter_invalid_integer');
    }
    if (amount > left) {
      const currency = charge.currency.toUpperCase();
      throw invalid(
        `Refund amount (${formatMinor(amount, currency)} ${currency}) is greater than unrefunded amount on charge (${formatMinor(left, currency)} ${currency})`,
        'amount',
      );
    }
    return amount;
  }
}
