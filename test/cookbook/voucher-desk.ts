import type {
  CallbackAnswer,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayStatus,
  ParsedCallback,
  PaymentAttempt,
  PaymentGateway,
} from '../../src/modules/payments/gateways/payment-gateway.js';

/** Vouchers of paper: the customer shows one at a desk, whose page the browser is sent to. */
export class VoucherDesk implements PaymentGateway {
  readonly code = 'voucher-desk';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'none',
    needsConfirmation: false,
    query: true,
    refund: false,
    authorise: false,
    savedCards: false,
    currencies: ['USD'],
    callTimeoutMs: 2_000,
  };
  private readonly shown = new Set<string>();

  /** Asked again with the same reference it answers the same: nobody pays twice. */
  create({ reference }: PaymentAttempt): Promise<CreatedPayment> {
    return Promise.resolve({ kind: 'redirect', url: `https://desk.example/${reference}` });
  }

  /** What happens at the desk. */
  show(reference: string): void {
    this.shown.add(reference);
  }

  /** Without callbacks this is how the shop hears of it: the reconciliation asks. */
  query({ reference, amount }: { reference: string; amount: GatewayStatus['amount'] }) {
    const isPaid = this.shown.has(reference);
    return Promise.resolve<GatewayStatus>({
      kind: isPaid ? 'success' : 'processing',
      amount: isPaid ? amount : null,
      authorised: null,
      gatewayPaymentId: isPaid ? `voucher-${reference}` : null,
      occurredAt: null,
      reason: null,
    });
  }

  parseCallback(): ParsedCallback {
    return { ok: false, fault: 'signature', reason: 'the desk sends no callbacks' };
  }

  answer(): CallbackAnswer {
    return { status: 404, contentType: 'text/plain', body: '' };
  }

  factsOf(): EventFacts {
    return { reason: null, fields: {} };
  }
}
