import { z } from 'zod';

import { cleanText, knownReference, reasonText, strictText } from '../event-text.js';
import type { EventFacts, ParsedCallback } from '../payment-gateway.js';
import { paymentKind } from './momo-codes.js';
import { isMomoSignature } from './momo-signature.js';

/** MoMo writes numbers; what is signed is their text. */
const whole = z.union([z.number().int(), z.string().regex(/^\d{1,18}$/)]);
const text = (length: number) => z.string().max(length);

/** An IPN, https://developers.momo.vn/v3/docs/payment/api/result-handling/notification */
export const ipnSchema = z.object({
  amount: whole,
  extraData: text(1_000),
  message: text(1_000),
  orderId: text(100).regex(/^[A-Za-z0-9._-]+$/),
  orderInfo: text(500),
  orderType: text(100),
  partnerCode: text(100),
  payType: text(100),
  requestId: text(100),
  responseTime: whole,
  resultCode: z.number().int(),
  transId: whole,
  signature: text(200),
});

export type MomoIpn = z.output<typeof ipnSchema>;

/** The shop at MoMo, as far as its messages are about it. */
export interface MomoIdentity {
  readonly partnerCode: string;
  readonly accessKey: string;
  /** The first one signs, all of them verify. */
  readonly secrets: readonly [string, ...string[]];
}

/** What we write on an order; an IPN must repeat it. */
export function orderInfoOf(reference: string): string {
  return `Payment ${reference}`;
}

/** What we send along: nothing. */
export const EXTRA_DATA = '';

/** Whether one of our secrets signed an IPN. The access key is ours, whatever the message says. */
export function isSigned(
  { signature, ...fields }: MomoIpn,
  { accessKey, secrets }: MomoIdentity,
): boolean {
  return isMomoSignature(secrets, { ...fields, accessKey }, signature);
}

/** What an answer to `create` has that is signed. */
export interface MomoPage {
  readonly partnerCode: string;
  readonly orderId: string;
  readonly requestId?: string | null | undefined;
  readonly amount?: number | null | undefined;
  readonly message?: string | null | undefined;
  readonly payUrl?: string | null | undefined;
  readonly responseTime?: number | null | undefined;
  readonly resultCode: number;
  readonly signature?: string | null | undefined;
}

/**
 * Whether MoMo signed the page that it named for a payment. Its documents have two texts for that, one with `message` and
 * one without it; answers to `query` and `refund` carry no signature in them.
 */
export function isPageSigned(page: MomoPage, { accessKey, secrets }: MomoIdentity): boolean {
  const { partnerCode, orderId, requestId, amount, payUrl, responseTime, resultCode } = page;
  const fields = {
    ...{ accessKey, partnerCode, orderId, resultCode, amount: amount ?? '' },
    ...{ requestId: requestId ?? '', payUrl: payUrl ?? '', responseTime: responseTime ?? '' },
  };
  const texts = [fields, { ...fields, message: page.message ?? '' }];
  return texts.some((text) => isMomoSignature(secrets, text, page.signature ?? ''));
}

/** Reads an IPN from its bytes. */
export function parseIpn(body: Buffer, identity: MomoIdentity): ParsedCallback {
  const parsed = ipnSchema.safeParse(parseJson(strictText(body) ?? ''));
  // Unsigned or unreadable is the same here: the signature stands in the body.
  if (!parsed.success) return refused('the body is not an IPN of MoMo');
  const ipn = parsed.data;
  if (!isSigned(ipn, identity)) return refused('no signature matches');
  return toEvent(ipn, identity);
}

function toEvent(ipn: MomoIpn, { partnerCode }: MomoIdentity): ParsedCallback {
  const amount = Number(ipn.amount);
  const time = new Date(Number(ipn.responseTime));
  if (!Number.isSafeInteger(amount) || amount < 0 || Number.isNaN(time.getTime())) {
    return { ok: false, fault: 'malformed', reason: 'it has no amount or time' };
  }
  const isOurs = ipn.partnerCode === partnerCode && repeatsOurs(ipn);
  const transaction = transactionOf(ipn.transId);
  const kind = kindOf(ipn.resultCode);
  return {
    ok: true,
    event: {
      eventId: [ipn.orderId, transaction ?? '0', ipn.resultCode].join(':'),
      kind,
      reference: isOurs ? knownReference(ipn.orderId) : null,
      // What failed has a number too, of nothing that could be asked for or sent back.
      gatewayPaymentId: isOurs && kind === 'success' ? transaction : null,
      amount: { amount, currency: 'VND' },
      occurredAt: time,
    },
  };
}

/**
 * Values are signed without encoding, so the free ones could have been cut elsewhere: a message that does
 * not repeat what we sent names no payment, and somebody looks.
 */
function repeatsOurs({ orderId, orderInfo, extraData, requestId }: MomoIpn): boolean {
  return orderInfo === orderInfoOf(orderId) && extraData === EXTRA_DATA && requestId === orderId;
}

/** A result that says nothing of the payment is kept by its number. */
function kindOf(code: number): string {
  const kind = paymentKind(code);
  return kind === null || kind === 'unknown' ? `result.${code}` : kind;
}

/** MoMo's number of a transaction; it writes 0 or the time for what never became one. */
export function transactionOf(given: string | number | null | undefined): string | null {
  const number = String(given ?? '');
  return /^[1-9]\d{0,29}$/.test(number) ? number : null;
}

/** What staff may see of a stored IPN. */
export function momoFacts(body: string): EventFacts {
  const parsed = ipnSchema.safeParse(parseJson(body));
  if (!parsed.success) return { reason: null, fields: {} };
  const { resultCode, message, payType } = parsed.data;
  return {
    reason: resultCode === 0 ? null : reasonText(String(resultCode), message),
    fields: { resultCode, ...(payType === '' ? {} : { payType: cleanText(payType) }) },
  };
}

export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return null;
  }
}

function refused(reason: string): ParsedCallback {
  return { ok: false, fault: 'signature', reason };
}
