import { NoAnswer } from '../../../../common/outside/outside-call.js';
import { GatewayRefused } from '../../payments.errors.js';
import { reasonText } from '../event-text.js';
import { gatewayRefusal } from '../gateway-limits.js';
import { GatewayLine } from '../line/gateway-line.js';
import type {
  CallbackAnswer,
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
import { MOMO_TIMEOUT_MS, MomoApi, type MomoOptions } from './momo-api.js';
import { NOT_FOUND, paymentKind, SUCCESS } from './momo-codes.js';
import { momoFacts, parseIpn, transactionOf } from './momo-message.js';
import { refundAtMomo, refundFoundAtMomo } from './momo-refunds.js';
import { isPlain } from './momo-signature.js';

const NONE = { amount: null, authorised: null, gatewayPaymentId: null, occurredAt: null };
/** What an unencoded signature cannot keep apart in an address. */
const MAX_URL = 2_048;

/** MoMo: the customer pays in its app or on its page, and its IPN comes as a POST. */
export class MomoGateway implements PaymentGateway {
  readonly code = 'momo';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'POST-json',
    needsConfirmation: false,
    query: true,
    refund: true,
    authorise: false,
    savedCards: false,
    currencies: ['VND'],
    limits: { VND: { min: 1_000, max: 50_000_000 } },
    callTimeoutMs: MOMO_TIMEOUT_MS,
  };
  private readonly line = new GatewayLine('momo', MOMO_TIMEOUT_MS);
  private readonly api: MomoApi;

  constructor(private readonly options: MomoOptions) {
    this.api = new MomoApi(options, this.line);
  }

  restMs(): number {
    return this.line.restMs();
  }

  /** The reference is the number of the order and of the request, so it is made once. */
  async create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const refusal = gatewayRefusal(this.capabilities, attempt.amount);
    if (refusal !== null) throw new GatewayRefused(undefined, { reason: refusal });
    const isSendable = isPlain(attempt.reference) && attempt.returnUrl.length <= MAX_URL;
    if (!isSendable) throw new GatewayRefused(undefined, { reason: 'reference' });
    const { resultCode, payUrl, amount } = await this.api.create(attempt);
    if (resultCode !== SUCCESS) {
      throw new GatewayRefused(undefined, { reason: `momo_${resultCode}` });
    }
    const isSame = amount === undefined || amount === null || amount === attempt.amount.amount;
    if (!isSame || !this.isPage(payUrl)) throw new NoAnswer('MoMo named no page for this payment');
    return { kind: 'redirect', url: payUrl };
  }

  parseCallback({ body }: RawCallback): ParsedCallback {
    return parseIpn(body, this.options);
  }

  answer(): CallbackAnswer {
    return { status: 204, contentType: 'application/json; charset=utf-8', body: '' };
  }

  factsOf(body: string): EventFacts {
    return momoFacts(body);
  }

  async query({ reference }: GatewayPayment): Promise<GatewayStatus> {
    const answer = await this.api.query(reference);
    const { resultCode, amount, transId, responseTime, message } = answer;
    if (resultCode === NOT_FOUND) return { kind: 'unknown', ...NONE, reason: null };
    const kind = paymentKind(resultCode);
    if (kind === null) throw new NoAnswer(`MoMo answered ${resultCode}`);
    const isPaid = kind === 'success';
    return {
      kind,
      amount: amount === undefined || amount === null ? null : { amount, currency: 'VND' },
      authorised: null,
      gatewayPaymentId: isPaid ? transactionOf(transId) : null,
      occurredAt: isPaid ? dateOf(responseTime) : null,
      reason: isPaid ? null : reasonText(String(resultCode), message),
    };
  }

  refund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundAtMomo(this.api, refund);
  }

  queryRefund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundFoundAtMomo(this.api, refund);
  }

  private isPage(url: string | null | undefined): url is string {
    if (typeof url !== 'string' || !URL.canParse(url)) return false;
    const { protocol } = new URL(url);
    return protocol === 'https:' || protocol === new URL(this.options.apiUrl).protocol;
  }
}

function dateOf(milliseconds: number | null | undefined): Date | null {
  const date = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
