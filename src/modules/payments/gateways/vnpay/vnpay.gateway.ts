import { GatewayRefused } from '../../payments.errors.js';
import { knownReference, reasonText } from '../event-text.js';
import { gatewayRefusal } from '../gateway-limits.js';
import { GatewayLine } from '../line/gateway-line.js';
import type {
  CallbackAnswer,
  CallbackOutcome,
  CreatedPayment,
  EventFacts,
  GatewayCapabilities,
  GatewayEvent,
  GatewayPayment,
  GatewayRefund,
  GatewayStatus,
  ParsedCallback,
  PaymentAttempt,
  PaymentGateway,
  RawCallback,
  RefundAnswer,
} from '../payment-gateway.js';
import { fromVnpayAmount, toVnpayAmount, VNPAY_LIMITS } from './vnpay-amounts.js';
import { VnpayApi, type VnpayOptions } from './vnpay-api.js';
import { ipnAnswer, ipnKind, isRefundType, statusKind } from './vnpay-codes.js';
import { signedQuery, verifyVnpayQuery } from './vnpay-query.js';
import { refundAtVnpay, refundFoundAtVnpay } from './vnpay-refunds.js';
import { fromVnpayTime, toVnpayTime } from './vnpay-time.js';

const TIMEOUT_MS = 15_000;
const MINUTE_MS = 60_000;
const UNKNOWN_IP = '127.0.0.1';

/** VNPay: the customer pays on its page behind a signed address, and its IPN comes as a GET. */
export class VnpayGateway implements PaymentGateway {
  readonly code = 'vnpay';
  readonly capabilities: GatewayCapabilities = {
    flow: 'redirect',
    webhook: 'GET-query',
    needsConfirmation: false,
    query: true,
    refund: true,
    authorise: false,
    savedCards: false,
    currencies: ['VND'],
    limits: VNPAY_LIMITS,
    callTimeoutMs: TIMEOUT_MS,
  };
  private readonly line = new GatewayLine('vnpay', TIMEOUT_MS);
  private readonly api: VnpayApi;

  constructor(private readonly options: VnpayOptions) {
    this.api = new VnpayApi(options, this.line);
  }

  restMs(): number {
    return this.line.restMs();
  }

  /** Calls nobody: the address holds everything, and is the same for the same attempt. */
  create(attempt: PaymentAttempt): Promise<CreatedPayment> {
    const { amount, reference, returnUrl, clientIp, locale, createdAt } = attempt;
    const refusal = gatewayRefusal(this.capabilities, amount);
    if (refusal !== null) return Promise.reject(new GatewayRefused(undefined, { reason: refusal }));
    const { tmnCode, secrets, payUrl, expiryMinutes } = this.options;
    const fields = {
      vnp_Version: '2.1.0',
      vnp_Command: 'pay',
      vnp_TmnCode: tmnCode,
      vnp_Amount: toVnpayAmount(amount),
      vnp_CurrCode: amount.currency,
      vnp_TxnRef: reference,
      vnp_OrderInfo: `Payment ${reference}`,
      vnp_OrderType: 'other',
      vnp_Locale: locale === 'vi' ? 'vn' : 'en',
      // The one character of an address that encoders disagree about.
      vnp_ReturnUrl: returnUrl.replaceAll('*', '%2A'),
      vnp_IpAddr: clientIp ?? UNKNOWN_IP,
      vnp_CreateDate: toVnpayTime(createdAt),
      vnp_ExpireDate: toVnpayTime(new Date(createdAt.getTime() + expiryMinutes * MINUTE_MS)),
    };
    return Promise.resolve({
      kind: 'redirect',
      url: `${payUrl}?${signedQuery(fields, secrets[0])}`,
    });
  }

  parseCallback({ query }: RawCallback): ParsedCallback {
    const verified = verifyVnpayQuery(query, this.options.secrets);
    if (!verified.ok) return { ok: false, fault: 'signature', reason: verified.reason };
    const event = this.toEvent(verified.fields);
    if (event !== null) return { ok: true, event };
    return { ok: false, fault: 'malformed', reason: 'the query is not an IPN of VNPay' };
  }

  private toEvent(fields: ReadonlyMap<string, string>): GatewayEvent | null {
    const reference = fields.get('vnp_TxnRef');
    const response = fields.get('vnp_ResponseCode') ?? '';
    const status = fields.get('vnp_TransactionStatus') ?? '';
    const amount = fromVnpayAmount(fields.get('vnp_Amount'));
    const number = fields.get('vnp_TransactionNo') ?? '0';
    const isReadable = [response, status].every((code) => /^\d{2}$/.test(code));
    if (reference === undefined || reference.length > 100 || !isReadable) return null;
    if (amount === null || !/^\d{1,20}$/.test(number)) return null;
    const isOurs = fields.get('vnp_TmnCode') === this.options.tmnCode;
    return {
      eventId: [reference, number, response, status].join(':'),
      kind: ipnKind(response, status),
      reference: isOurs ? knownReference(reference) : null,
      gatewayPaymentId: isOurs ? transactionOf(number) : null,
      amount,
      occurredAt: fromVnpayTime(fields.get('vnp_PayDate')),
    };
  }

  answer(outcome: CallbackOutcome): CallbackAnswer {
    const body = ipnAnswer(outcome);
    return { status: 200, contentType: 'application/json; charset=utf-8', body };
  }

  factsOf(body: string): EventFacts {
    const fields = new URLSearchParams(body);
    const code = fields.get('vnp_ResponseCode') ?? '';
    const bank = fields.get('vnp_BankCode') ?? '';
    return {
      reason: code === '00' ? null : reasonText('VNPay', code),
      fields: {
        ...(/^\d{2}$/.test(code) ? { responseCode: code } : {}),
        ...(/^[A-Za-z0-9]{1,20}$/.test(bank) ? { bankCode: bank } : {}),
      },
    };
  }

  async query(payment: GatewayPayment): Promise<GatewayStatus> {
    const answer = await this.api.query(payment);
    const none = { amount: null, authorised: null, gatewayPaymentId: null, occurredAt: null };
    if (answer === null) return { kind: 'unknown', ...none, reason: null };
    const number = answer['vnp_TransactionNo'] ?? '0';
    if (isRefundType(answer['vnp_TransactionType'] ?? undefined)) {
      // The latest about it is a refund: it was paid.
      const { amount, gatewayPaymentId } = payment;
      return { kind: 'success', ...none, amount, gatewayPaymentId, reason: null };
    }
    const status = answer['vnp_TransactionStatus'] ?? '';
    const kind = statusKind(status);
    return {
      kind,
      amount: fromVnpayAmount(answer['vnp_Amount'] ?? undefined),
      authorised: null,
      gatewayPaymentId: transactionOf(number),
      occurredAt: fromVnpayTime(answer['vnp_PayDate'] ?? undefined),
      reason: kind === 'success' ? null : reasonText('VNPay', status, answer['vnp_Message']),
    };
  }

  refund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundAtVnpay(this.api, refund);
  }

  queryRefund(refund: GatewayRefund): Promise<RefundAnswer> {
    return refundFoundAtVnpay(this.api, refund);
  }
}

/** VNPay writes 0 for a payment that never became a transaction. */
function transactionOf(number: string): string | null {
  return /^0*$/.test(number) ? null : number;
}
