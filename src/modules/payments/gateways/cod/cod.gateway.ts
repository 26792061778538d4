import type {
  CallbackAnswer,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayStatus,
  ParsedCallback,
  PaymentGateway,
} from '../payment-gateway.js';

/** Cash on delivery: nothing is called and nobody calls; the courier brings the money. */
export class CodGateway implements PaymentGateway {
  readonly code = 'cod';
  readonly capabilities: GatewayCapabilities = {
    flow: 'offline',
    webhook: 'none',
    needsConfirmation: false,
    query: false,
    refund: false,
    authorise: false,
    savedCards: false,
    currencies: null,
    callTimeoutMs: 0,
  };

  create(): Promise<CreatedPayment> {
    return Promise.resolve({ kind: 'offline' });
  }

  parseCallback(): ParsedCallback {
    return { ok: false, fault: 'signature', reason: 'cash on delivery sends no callbacks' };
  }

  answer(): CallbackAnswer {
    return { status: 404, contentType: 'text/plain', body: '' };
  }

  factsOf(): EventFacts {
    return { reason: null, fields: {} };
  }

  query(): Promise<GatewayStatus | null> {
    return Promise.resolve(null);
  }
}
