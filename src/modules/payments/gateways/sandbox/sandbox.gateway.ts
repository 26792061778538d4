import type { Money } from '../../../../common/money/money.js';
import { GatewayRefused } from '../../payments.errors.js';
import { cleanText, reasonText } from '../event-text.js';
import { GatewayLine } from '../line/gateway-line.js';
import type {
  CallbackAnswer,
  CallbackOutcome,
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
  RawCallback,
  RefundAnswer,
} from '../payment-gateway.js';
import {
  type SandboxAnswer,
  SandboxApi,
  type SandboxOptions,
  type SandboxPayment,
  type SandboxRefund,
} from './sandbox-api.js';
import { readSandboxMessage, toGatewayEvent } from './sandbox-message.js';
import { SIGNATURE_HEADER, signatureFault } from './sandbox-signature.js';

const TIMEOUT_MS = 5_000;
const NOT_FOUND = 404;

/**
 * Our side of the sandbox bank, which is a program of its own. Calls are signed as its callbacks are, and
 * only signed callbacks are believed.
 */
export class SandboxGateway implements PaymentGateway {
  readonly code = 'sandbox';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'POST-json',
    needsConfirmation: false,
    query: true,
    refund: true,
    authorise: true,
    savedCards: false,
    currencies: null,
    callTimeoutMs: TIMEOUT_MS,
  };
  private readonly line = new GatewayLine('sandbox', TIMEOUT_MS);
  private readonly api: SandboxApi;

  constructor(private readonly options: SandboxOptions) {
    this.api = new SandboxApi(options, this.line);
  }

  restMs(): number {
    return this.line.restMs();
  }

  async create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const { reference, amount, returnUrl, callbackUrl, capture } = attempt;
    const hold = capture === 'manual';
    const wanted = { reference, ...amount, returnUrl, callbackUrl, hold };
    const made = await this.api.payment('create', wanted);
    if (!made.ok) throw new GatewayRefused(undefined, { reason: `sandbox_${made.error}` });
    const { url, id } = made.value;
    return { kind: 'redirect', url, gatewayPaymentId: id };
  }

  parseCallback({ body, headers, receivedAt }: RawCallback): ParsedCallback {
    const fault = signatureFault(headers[SIGNATURE_HEADER], body, this.options.secrets, receivedAt);
    if (fault !== null) return { ok: false, fault: 'signature', reason: fault };
    const message = readSandboxMessage(body);
    if (message === null) {
      return { ok: false, fault: 'malformed', reason: 'the body is not a message of the sandbox' };
    }
    return { ok: true, event: toGatewayEvent(message) };
  }

  answer(outcome: CallbackOutcome): CallbackAnswer {
    const body = JSON.stringify({ received: true, duplicate: outcome === 'duplicate' });
    return { status: 200, contentType: 'application/json; charset=utf-8', body };
  }

  factsOf(body: string): EventFacts {
    const message = readSandboxMessage(body);
    if (message === null) return { reason: null, fields: {} };
    const { card } = message;
    const reason = message.reason ? cleanText(message.reason) : null;
    return {
      reason,
      fields: card ? { cardBrand: cleanText(card.brand), cardLast4: card.last4 } : {},
    };
  }

  async query({ reference }: GatewayPayment): Promise<GatewayStatus> {
    return statusOf(await this.api.payment('query', { reference }));
  }

  async capture({ reference }: GatewayPayment, amount: Money): Promise<ChangeAnswer> {
    const isDone = ({ kind, amount: taken }: GatewayStatus) =>
      kind === 'success' && taken?.amount === amount.amount;
    return this.change('capture', { reference, amount: amount.amount }, isDone);
  }

  async release({ reference }: GatewayPayment): Promise<ChangeAnswer> {
    return this.change('void', { reference }, ({ kind }) => kind === 'cancelled');
  }

  /** The refund's id makes it happen once. */
  refund({ id, payment, amount }: GatewayRefund): Promise<RefundAnswer> {
    const { reference } = payment;
    return this.askRefund('refund', { id, reference, amount: amount.amount });
  }

  queryRefund({ id }: GatewayRefund): Promise<RefundAnswer> {
    return this.askRefund('refund_query', { id });
  }

  /** What was refused may have happened before: what the bank has of the payment counts then. */
  private async change(
    operation: 'capture' | 'void',
    fields: { readonly reference: string; readonly amount?: number },
    isDone: (status: GatewayStatus) => boolean,
  ): Promise<ChangeAnswer> {
    try {
      const changed = await this.api.payment(operation, fields);
      const { reference } = fields;
      const now = changed.ok ? changed : await this.api.payment('query', { reference });
      const status = statusOf(now);
      const reason = changed.ok ? null : changed.error;
      return { kind: isDone(status) ? 'done' : 'refused', status, reason };
    } catch (error) {
      return { kind: 'unknown', status: null, reason: reasonText(messageOf(error)) };
    }
  }

  private async askRefund(
    operation: 'refund' | 'refund_query',
    fields: { readonly id: string; readonly reference?: string; readonly amount?: number },
  ): Promise<RefundAnswer> {
    try {
      return refundAnswer(await this.api.refund(operation, fields), operation);
    } catch (error) {
      return { kind: 'unknown', gatewayRefundId: null, reason: reasonText(messageOf(error)) };
    }
  }
}

const KINDS = {
  open: 'processing',
  held: 'processing',
  paid: 'success',
  failed: 'failed',
  cancelled: 'cancelled',
  released: 'cancelled',
} as const;

function statusOf(answer: SandboxAnswer<SandboxPayment>): GatewayStatus {
  const none = { amount: null, authorised: null, gatewayPaymentId: null, occurredAt: null };
  if (!answer.ok) return { kind: 'unknown', ...none, reason: null };
  const { id, status, currency, captured, held, decidedAt, reason } = answer.value;
  const amount = status === 'paid' ? captured : answer.value.amount;
  return {
    kind: KINDS[status],
    amount: { amount, currency },
    authorised: { amount: held, currency },
    gatewayPaymentId: id,
    occurredAt: decidedAt === null ? null : new Date(decidedAt),
    reason: reasonText(reason),
  };
}

/** A refund that the bank has never heard of may be sent again; one that it does not make is refused. */
function refundAnswer(answer: SandboxAnswer<SandboxRefund>, operation: string): RefundAnswer {
  if (!answer.ok) {
    const isUnheard = operation === 'refund_query' && answer.status === NOT_FOUND;
    const kind = isUnheard ? 'unknown' : 'refused';
    return { kind, gatewayRefundId: null, reason: reasonText(answer.error) };
  }
  const { refundId, status, reason } = answer.value;
  const kind = status === 'failed' ? 'refused' : status;
  return { kind, gatewayRefundId: refundId, reason: reasonText(reason) };
}

function messageOf(error: unknown): string | null {
  return error instanceof Error ? error.message : null;
}
