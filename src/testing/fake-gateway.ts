import type { Money } from '../common/money/money.js';
import type {
  ChangeAnswer,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayPayment,
  GatewayRefund,
  GatewayStatus,
  ParsedCallback,
  PaymentAttempt,
  PaymentGateway,
  RefundAnswer,
} from '../modules/payments/gateways/payment-gateway.js';

/** One call that the gateway got. */
export interface FakeCall {
  readonly name: string;
  readonly key: string;
}

const CAPABILITIES: GatewayCapabilities = {
  flow: 'redirect',
  webhook: 'POST-json',
  needsConfirmation: false,
  query: true,
  refund: true,
  authorise: true,
  holdDays: 7,
  savedCards: false,
  currencies: null,
  callTimeoutMs: 200,
};

/** What the gateway says of a payment that nobody has paid. */
export const OPEN: GatewayStatus = {
  kind: 'processing',
  amount: null,
  authorised: null,
  gatewayPaymentId: null,
  occurredAt: null,
  reason: null,
};

/** Paid, all of it. */
export function paid(amount: Money, gatewayPaymentId = 'fake-1'): GatewayStatus {
  return { ...OPEN, kind: 'success', amount, gatewayPaymentId };
}

/** A gateway inside of the test: it says what the test tells it to, and counts who asks. */
export class FakeGateway implements PaymentGateway {
  readonly calls: FakeCall[] = [];
  readonly capabilities: GatewayCapabilities;
  /** By reference; missing: it has never heard of it. */
  readonly statuses = new Map<string, GatewayStatus>();
  /** What it answers to refunds, by their id; missing: done. */
  readonly refunds = new Map<string, RefundAnswer>();
  /** References and refunds that get no answer: `hang` never, `error` at once, `after` when it is done. */
  readonly silent = new Map<string, 'hang' | 'error' | 'after'>();
  /** Money that went back, by refund id: an id counts once. */
  readonly paidBack = new Map<string, number>();
  onCreate: (attempt: PaymentAttempt) => CreatedPayment | Promise<CreatedPayment>;

  constructor(
    readonly code = 'fake',
    capabilities: Partial<GatewayCapabilities> = {},
  ) {
    this.capabilities = { ...CAPABILITIES, ...capabilities };
    this.onCreate = ({ reference }) => ({
      kind: 'redirect',
      url: `https://fake.test/${reference}`,
    });
  }

  countOf(name: string, key: string): number {
    return this.calls.filter((call) => call.name === name && call.key === key).length;
  }

  async create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    this.calls.push({ name: 'create', key: attempt.reference });
    return this.onCreate(attempt);
  }

  parseCallback(): ParsedCallback {
    return { ok: false, fault: 'signature', reason: 'none here' };
  }

  answer() {
    return { status: 200, contentType: 'text/plain', body: '' };
  }

  factsOf(): EventFacts {
    return { reason: null, fields: {} };
  }

  async query({ reference }: GatewayPayment): Promise<GatewayStatus> {
    await this.heard('query', reference);
    return this.statuses.get(reference) ?? { ...OPEN, kind: 'unknown' };
  }

  async complete({ reference, amount }: GatewayPayment): Promise<GatewayStatus> {
    await this.heard('complete', reference);
    const status = paid(amount, `fake-${reference}`);
    this.statuses.set(reference, status);
    return status;
  }

  async capture({ reference }: GatewayPayment, amount: Money, key: string): Promise<ChangeAnswer> {
    await this.heard('capture', key);
    const known = this.statuses.get(reference);
    const status = known?.kind === 'success' ? known : paid(amount, `fake-${reference}`);
    this.statuses.set(reference, status);
    return { kind: 'done', status, reason: null };
  }

  async release({ reference }: GatewayPayment): Promise<ChangeAnswer> {
    await this.heard('release', reference);
    const status: GatewayStatus = { ...OPEN, kind: 'cancelled' };
    this.statuses.set(reference, status);
    return { kind: 'done', status, reason: null };
  }

  async refund({ id, amount }: GatewayRefund): Promise<RefundAnswer> {
    await this.heard('refund', id, () => this.paidBack.set(id, amount.amount));
    const told = this.refunds.get(id);
    if (told === undefined || told.kind === 'succeeded') this.paidBack.set(id, amount.amount);
    return told ?? { kind: 'succeeded', gatewayRefundId: `re-${id}`, reason: null };
  }

  async queryRefund({ id }: GatewayRefund): Promise<RefundAnswer> {
    await this.heard('queryRefund', id);
    if (this.paidBack.has(id)) {
      return { kind: 'succeeded', gatewayRefundId: `re-${id}`, reason: null };
    }
    return this.refunds.get(id) ?? { kind: 'unknown', gatewayRefundId: null, reason: null };
  }

  private async heard(name: string, key: string, effect?: () => void): Promise<void> {
    this.calls.push({ name, key });
    const silence = this.silent.get(key);
    if (silence === 'after') effect?.();
    if (silence === 'hang') await new Promise(() => undefined);
    if (silence !== undefined) throw new Error('the line is dead');
  }
}
