import type { Answer } from '../answer-call.js';
import { REFUND_FAULTS } from '../fault-script.js';
import { type Fields, textOf } from '../json.js';
import { digitId, randomId } from '../random-id.js';
import type { MomoPayments } from './momo-payments.js';
import {
  isMomoSignatureRight,
  MOMO_SIGNED,
  type MomoOperation,
  momoSignature,
  momoText,
} from './momo-signature.js';
import { momoMessage, type MomoOrder, type MomoRefund } from './momo-store.js';
import type { World } from '../world.js';

const ORDER_ID = /^[0-9a-zA-Z]([-_.]*[0-9a-zA-Z]+)*$/;
const SMALLEST = 1_000;
const LARGEST = 50_000_000;
const EXPIRY_MS = 100 * 60_000;
const LATER_MS = 1_000;
/** Codes that say how a payment stands; below are the refusals of a request. */
const FIRST_RESULT = 1_000;

type Result = { readonly code: number } & Fields;

/** MoMo's API: everything by POST with JSON and a signature, each request number once. */
export class MomoApi {
  constructor(
    private readonly world: World,
    private readonly payments: MomoPayments,
  ) {}

  answer(operation: MomoOperation, request: Fields): Answer {
    const requestId = textOf(request['requestId']);
    const { answered } = this.payments.store;
    const text = JSON.stringify([operation, request]);
    const refusal = this.check(operation, request);
    if (refusal !== null) return this.form(operation, request, { code: refusal });
    const known = answered.get(requestId);
    if (known !== undefined && operation !== 'query' && operation !== 'refund_query') {
      if (known.request !== text) return this.form(operation, request, { code: 40 });
      return { status: 200, body: known.body };
    }
    const answer = this.form(operation, request, this.run(operation, request));
    if (answer.status === 200) answered.set(requestId, { request: text, body: answer.body });
    return answer;
  }

  /** The same answer with a wrong signature; only answers to `create` carry one. */
  spoil(answer: Answer): Answer {
    return { ...answer, body: { ...(answer.body as Fields), signature: '0'.repeat(64) } };
  }

  private check(operation: MomoOperation, request: Fields): number | null {
    const { accessKey, partnerCode, secretKeys } = this.world.keys.momo;
    const names = MOMO_SIGNED[operation].filter((name) => name !== 'accessKey');
    const optional = ['extraData', 'description'];
    const isWhole = names.every((name) => optional.includes(name) || textOf(request[name]) !== '');
    const isShort = textOf(request['requestId']).length <= 50;
    if (!isWhole || !isShort || !ORDER_ID.test(textOf(request['orderId']))) return 20;
    if (request['partnerCode'] !== partnerCode) return 13;
    const values = Object.fromEntries(names.map((name) => [name, textOf(request[name])]));
    const text = momoText(MOMO_SIGNED[operation], { ...values, accessKey });
    return isMomoSignatureRight(text, textOf(request['signature']), secretKeys) ? null : 13;
  }

  private run(operation: MomoOperation, request: Fields): Result {
    if (operation === 'create') return this.create(request);
    if (operation === 'refund') return this.refund(request);
    if (operation === 'refund_query') return this.queryRefund(request);
    const order = this.payments.store.orders.get(textOf(request['orderId']));
    if (order === undefined) return { code: 42 };
    return operation === 'query' ? this.query(order) : this.confirm(order, request);
  }

  private create(request: Fields): Result {
    const amount = amountOf(request);
    if (amount === null) return { code: 21 };
    const smallest = request['requestType'] === 'payWithATM' ? 10 * SMALLEST : SMALLEST;
    if (amount < smallest || amount > LARGEST) return { code: 22 };
    const urls = [textOf(request['redirectUrl']), textOf(request['ipnUrl'])];
    const types = ['captureWallet', 'payWithATM', 'payWithCC', 'payWithMethod'];
    const isOk = urls.every((url) => URL.canParse(url));
    if (!isOk || !types.includes(textOf(request['requestType']))) return { code: 20 };
    const orderId = textOf(request['orderId']);
    if (this.payments.store.orders.has(orderId)) return { code: 41 };
    const order: MomoOrder = {
      orderId,
      requestId: textOf(request['requestId']),
      amount,
      orderInfo: textOf(request['orderInfo']),
      extraData: textOf(request['extraData']),
      redirectUrl: urls[0] ?? '',
      ipnUrl: urls[1] ?? '',
      isCapturedAtOnce: request['autoCapture'] !== false,
      token: randomId(32),
      expiresAt: new Date(this.world.clock.now().getTime() + EXPIRY_MS),
      transId: 0,
      payType: '',
      responseTime: 0,
      resultCode: 1000,
      refunds: [],
    };
    this.payments.store.orders.set(orderId, order);
    const payUrl = `${this.world.url}/momo/v2/gateway/pay?t=${order.token}`;
    return { code: 0, amount, payUrl, deeplink: `momo://app?t=${order.token}`, qrCodeUrl: payUrl };
  }

  private query(order: MomoOrder): Result {
    this.payments.expire(order);
    return {
      code: order.resultCode,
      amount: order.amount,
      transId: order.transId,
      payType: order.payType,
      extraData: order.extraData,
      refundTrans: order.refunds.map(refundFacts),
      paymentOption: order.payType === '' ? '' : 'momo',
      promotionInfo: [],
    };
  }

  private confirm(order: MomoOrder, request: Fields): Result {
    const type = textOf(request['requestType']);
    if (type !== 'capture' && type !== 'cancel') return { code: 20 };
    if (order.resultCode !== 9000) return { code: 42 };
    if (amountOf(request) !== order.amount) return { code: 21 };
    if (type === 'capture') this.payments.capture(order);
    else this.payments.release(order);
    return { code: 0, amount: order.amount, transId: order.transId, requestType: type };
  }

  private refund(request: Fields): Result {
    const { store } = this.payments;
    const order = store.byTransId(Number(textOf(request['transId'])));
    const orderId = textOf(request['orderId']);
    const amount = amountOf(request);
    if (order === undefined || order.transId === 0) return { code: 42 };
    if (store.orders.has(orderId) || store.byRefund(orderId) !== undefined) return { code: 41 };
    if (amount === null) return { code: 21 };
    if (amount < SMALLEST || amount > LARGEST) return { code: 22 };
    if (order.resultCode !== 0) return { code: 1088 };
    const back = order.refunds
      .filter(({ resultCode }) => resultCode !== 1080)
      .reduce((sum, one) => sum + one.amount, 0);
    if (back + amount > order.amount) return { code: 1081 };
    const refund = this.give(order, orderId, amount);
    return { code: refund.resultCode, amount, transId: refund.transId };
  }

  private queryRefund(request: Fields): Result {
    const orderId = textOf(request['orderId']);
    const { store } = this.payments;
    const order = store.orders.get(orderId) ?? store.byRefund(orderId);
    if (order === undefined) return { code: 42 };
    const asked = order.refunds.filter(
      (one) => order.orderId === orderId || one.orderId === orderId,
    );
    return { code: 0, refundTrans: asked.map(refundFacts) };
  }

  /** Gives the money back as the script wants it. */
  private give(order: MomoOrder, orderId: string, amount: number): MomoRefund {
    const { clock, faults, ledger } = this.world;
    const place = { gateway: 'momo', operation: 'refund', reference: order.orderId } as const;
    const fault = faults.take(REFUND_FAULTS, place);
    const isLate = fault?.kind === 'refund_pending' || fault?.kind === 'refund_pending_then_fail';
    const code = fault?.kind === 'refund_fail' ? 1080 : isLate ? 7002 : 0;
    const refund: MomoRefund = {
      orderId,
      amount,
      transId: Number(digitId(10)),
      createdTime: clock.now().getTime(),
      resultCode: code,
    };
    order.refunds.push(refund);
    const account = this.payments.account(order);
    const id = String(refund.transId);
    const at = clock.now().toISOString();
    const state = code === 0 ? 'done' : code === 1080 ? 'failed' : 'pending';
    ledger.add(account, { kind: 'refund', id, amount, at, state });
    if (fault === null || fault.kind === 'refund_fail') return refund;
    clock.after(fault.ms ?? LATER_MS, () => {
      refund.resultCode = fault.kind === 'refund_pending' ? 0 : 1080;
      ledger.decide(account, id, refund.resultCode === 0 ? 'done' : 'failed');
    });
    return refund;
  }

  private form(operation: MomoOperation, request: Fields, { code, ...facts }: Result): Answer {
    const { accessKey, secretKeys } = this.world.keys.momo;
    const body: Record<string, unknown> = {
      partnerCode: textOf(request['partnerCode']),
      orderId: textOf(request['orderId']),
      requestId: textOf(request['requestId']),
      ...facts,
      responseTime: this.world.clock.now().getTime(),
      message: momoMessage(code),
      resultCode: code,
    };
    if (operation === 'create' && code === 0) {
      const values = { ...(body as Record<string, string | number>), accessKey };
      body['signature'] = momoSignature(
        secretKeys[0] ?? '',
        momoText(MOMO_SIGNED.createAnswer, values),
      );
    }
    return { status: code === 0 || code >= FIRST_RESULT ? 200 : 400, body };
  }
}

function refundFacts({ orderId, amount, transId, createdTime, resultCode }: MomoRefund): Fields {
  return { orderId, amount, resultCode, transId, createdTime };
}

/** A whole number of đồng, as number or text; null for anything else. */
function amountOf(request: Fields): number | null {
  const text = textOf(request['amount']);
  return /^[1-9]\d{0,11}$/.test(text) ? Number(text) : null;
}
