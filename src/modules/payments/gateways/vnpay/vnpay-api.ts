import { randomBytes } from 'node:crypto';
import { z } from 'zod';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import type { GatewayLine } from '../line/gateway-line.js';
import type { GatewayPayment, GatewayRefund } from '../payment-gateway.js';
import { toVnpayAmount } from './vnpay-amounts.js';
import { isVnpaySignature, signVnpay } from './vnpay-signature.js';
import { toVnpayTime } from './vnpay-time.js';

/** The shop at VNPay. */
export interface VnpayOptions {
  readonly tmnCode: string;
  /** The first one signs, all of them verify. */
  readonly secrets: readonly [string, ...string[]];
  readonly payUrl: string;
  readonly apiUrl: string;
  /** How long the customer may pay, from the start of the attempt on. */
  readonly expiryMinutes: number;
}

const VERSION = '2.1.0';
const OK = '00';
const NOT_FOUND = '91';
/** Ours: VNPay asks for the address of the server that calls. */
const SERVER_IP = '127.0.0.1';

const value = z.union([z.string(), z.number().transform(String)]).nullish();
const answerSchema = z.record(z.string(), value);

/** What VNPay answered, verified; values as text. */
export type VnpayAnswer = Readonly<Record<string, string | null | undefined>>;

/** In the order of their checksums, https://sandbox.vnpayment.vn/apis/docs/truy-van-hoan-tien/querydr&refund.html */
const QUERY_FIELDS = [
  ...['RequestId', 'Version', 'Command', 'TmnCode', 'TxnRef', 'TransactionDate', 'CreateDate'],
  ...['IpAddr', 'OrderInfo'],
];
const REFUND_FIELDS = [
  ...['RequestId', 'Version', 'Command', 'TmnCode', 'TransactionType', 'TxnRef', 'Amount'],
  ...['TransactionNo', 'TransactionDate', 'CreateBy', 'CreateDate', 'IpAddr', 'OrderInfo'],
];
const REFUND_ANSWER_FIELDS = [
  ...[
    'ResponseId',
    'Command',
    'ResponseCode',
    'Message',
    'TmnCode',
    'TxnRef',
    'Amount',
    'BankCode',
  ],
  ...['PayDate', 'TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo'],
];
const QUERY_ANSWER_FIELDS = [...REFUND_ANSWER_FIELDS, 'PromotionCode', 'PromotionAmount'];

/** VNPay's two calls. Its answers count only with a right checksum. */
export class VnpayApi {
  constructor(
    private readonly options: VnpayOptions,
    private readonly line: GatewayLine,
  ) {}

  /**
   * @param transaction VNPay's number of one transaction, such as a refund; left out: the payment
   * @returns null when VNPay does not know it
   * @throws NoAnswer also for an answer that is not signed, or about something else
   */
  async query(
    { reference, createdAt }: GatewayPayment,
    transaction?: string,
  ): Promise<VnpayAnswer | null> {
    const answer = await this.post(QUERY_FIELDS, QUERY_ANSWER_FIELDS, {
      // The one field that its checksum leaves out.
      ...(transaction === undefined ? {} : { TransactionNo: transaction }),
      RequestId: randomBytes(16).toString('hex'),
      Command: 'querydr',
      TxnRef: reference,
      TransactionDate: toVnpayTime(createdAt),
      CreateDate: toVnpayTime(new Date()),
      OrderInfo: `Query ${reference}`,
    });
    const code = answer['vnp_ResponseCode'];
    if (code === NOT_FOUND) return null;
    if (code !== OK) throw new NoAnswer(`VNPay answered ${String(code).slice(0, 4)}`);
    this.assertAbout(answer, reference);
    return answer;
  }

  /** @throws NoAnswer as {@link query} */
  async refund({ id, payment, amount, createdAt }: GatewayRefund): Promise<VnpayAnswer> {
    const { reference } = payment;
    const isAll = amount.amount === payment.amount.amount;
    const answer = await this.post(REFUND_FIELDS, REFUND_ANSWER_FIELDS, {
      RequestId: id.replaceAll('-', '').slice(0, 32),
      Command: 'refund',
      TransactionType: isAll ? '02' : '03',
      TxnRef: reference,
      Amount: toVnpayAmount(amount),
      TransactionNo: payment.gatewayPaymentId ?? '0',
      TransactionDate: toVnpayTime(payment.createdAt),
      CreateBy: 'eshop',
      CreateDate: toVnpayTime(createdAt),
      OrderInfo: `Refund ${reference}`,
    });
    if (answer['vnp_ResponseCode'] === OK) this.assertAbout(answer, reference);
    return answer;
  }

  private async post(
    names: readonly string[],
    answerNames: readonly string[],
    given: Readonly<Record<string, string>>,
  ): Promise<VnpayAnswer> {
    const { tmnCode, secrets, apiUrl } = this.options;
    const common = { Version: VERSION, TmnCode: tmnCode, IpAddr: SERVER_IP };
    const fields: Readonly<Record<string, string>> = { ...common, ...given };
    const checksum = signVnpay(secrets[0], names.map((name) => fields[name] ?? '').join('|'));
    const pairs = Object.entries(fields).map(([name, text]) => [`vnp_${name}`, text] as const);
    const { status, text } = await this.line.http({
      method: 'POST',
      url: apiUrl,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...Object.fromEntries(pairs), vnp_SecureHash: checksum }),
    });
    if (status !== 200) throw new NoAnswer(`status ${status}`);
    return this.verified(text, answerNames);
  }

  private verified(text: string, names: readonly string[]): VnpayAnswer {
    const answer = parsed(text);
    const signed = names.map((name) => answer[`vnp_${name}`] ?? '').join('|');
    const signature = answer['vnp_SecureHash'] ?? '';
    if (!isVnpaySignature(this.options.secrets, [signed], signature)) {
      throw new NoAnswer('the answer is not signed by VNPay');
    }
    return answer;
  }

  private assertAbout(answer: VnpayAnswer, reference: string): void {
    const isOurs =
      answer['vnp_TxnRef'] === reference && answer['vnp_TmnCode'] === this.options.tmnCode;
    if (!isOurs) throw new NoAnswer('the answer is about another payment');
  }
}

function parsed(text: string): VnpayAnswer {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    throw new NoAnswer('the answer is no JSON object');
  }
}
