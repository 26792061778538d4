import { randomUUID } from 'node:crypto';
import { z } from 'zod';

import { NoAnswer } from '../../../../common/outside/outside-call.js';
import type { GatewayLine } from '../line/gateway-line.js';
import type { GatewayRefund, PaymentAttempt } from '../payment-gateway.js';
import { SUCCESS } from './momo-codes.js';
import {
  EXTRA_DATA,
  isPageSigned,
  type MomoIdentity,
  orderInfoOf,
  parseJson,
} from './momo-message.js';
import { type MomoFields, signMomo } from './momo-signature.js';

/** What the shop has at MoMo. */
export interface MomoOptions extends MomoIdentity {
  readonly apiUrl: string;
}

/** MoMo asks to be waited for at least 30 seconds. */
export const MOMO_TIMEOUT_MS = 32_000;
/** A customer waits here, and may ask again under the same number. */
const CREATE_TIMEOUT_MS = 12_000;

const number = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(Number),
]);
const transaction = z.union([z.number(), z.string()]).nullish();

const answerSchema = z.object({
  partnerCode: z.string(),
  orderId: z.string(),
  requestId: z.string().nullish(),
  resultCode: z.number().int(),
  message: z.string().nullish(),
  amount: number.nullish(),
  transId: transaction,
  responseTime: number.nullish(),
  payUrl: z.string().max(4_096).nullish(),
  signature: z.string().max(200).nullish(),
  refundTrans: z
    .array(
      z.object({
        orderId: z.string(),
        amount: number.nullish(),
        resultCode: z.number().int(),
        transId: transaction,
      }),
    )
    .nullish(),
});

export type MomoAnswer = z.output<typeof answerSchema>;

/** MoMo's calls. An answer counts when it repeats whom and what we asked about. */
export class MomoApi {
  private readonly base: string;

  constructor(
    private readonly options: MomoOptions,
    private readonly line: GatewayLine,
  ) {
    this.base = `${options.apiUrl.replace(/\/$/, '')}/v2/gateway/api`;
  }

  /** @throws NoAnswer also for a page that MoMo has not signed */
  async create(attempt: PaymentAttempt): Promise<MomoAnswer> {
    const { reference, amount, returnUrl, callbackUrl, locale } = attempt;
    const signed = {
      amount: amount.amount,
      extraData: EXTRA_DATA,
      ipnUrl: callbackUrl,
      orderId: reference,
      orderInfo: orderInfoOf(reference),
      redirectUrl: returnUrl,
      requestId: reference,
      requestType: 'captureWallet',
    };
    const unsigned = { autoCapture: true, lang: locale };
    const answer = await this.post('/create', signed, unsigned, CREATE_TIMEOUT_MS);
    const isSigned = isPageSigned(answer, this.options);
    if (answer.resultCode === SUCCESS && !isSigned) {
      throw new NoAnswer('the answer is not signed by MoMo');
    }
    return answer;
  }

  query(reference: string): Promise<MomoAnswer> {
    return this.post('/query', { orderId: reference, requestId: randomUUID() }, { lang: 'en' });
  }

  refund({ id, payment, amount }: GatewayRefund, transactionId: number): Promise<MomoAnswer> {
    const signed = {
      amount: amount.amount,
      description: `Refund ${payment.reference}`,
      orderId: id,
      requestId: id,
      transId: transactionId,
    };
    return this.post('/refund', signed, { lang: 'en' });
  }

  queryRefund({ id }: GatewayRefund): Promise<MomoAnswer> {
    return this.post('/refund/query', { orderId: id, requestId: randomUUID() }, { lang: 'en' });
  }

  /** @throws NoAnswer also for an answer about something else */
  private async post(
    path: string,
    given: MomoFields & { readonly orderId: string },
    unsigned: Readonly<Record<string, unknown>>,
    timeoutMs = MOMO_TIMEOUT_MS,
  ): Promise<MomoAnswer> {
    const { partnerCode, accessKey, secrets } = this.options;
    const fields = { ...given, partnerCode };
    const signature = signMomo(secrets[0], { ...fields, accessKey });
    const { status, text } = await this.line.http({
      method: 'POST',
      url: `${this.base}${path}`,
      headers: { 'content-type': 'application/json; charset=UTF-8', accept: 'application/json' },
      body: JSON.stringify({ ...fields, ...unsigned, signature }),
      timeoutMs,
    });
    const parsed = answerSchema.safeParse(parseJson(text));
    if (!parsed.success) throw new NoAnswer(`MoMo answered ${status} and nothing that we can read`);
    const answer = parsed.data;
    if (answer.partnerCode !== partnerCode || answer.orderId !== given.orderId) {
      throw new NoAnswer('the answer is about something else');
    }
    return answer;
  }
}
