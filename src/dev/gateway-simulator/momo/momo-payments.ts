import type { Forgery } from '../fault-script.js';
import type { Outcome } from '../gateway.js';
import type { Account } from '../ledger.js';
import { capitalId, digitId } from '../random-id.js';
import { signingSecret } from '../settings.js';
import type { World } from '../world.js';
import { MOMO_SIGNED, momoSignature, momoText } from './momo-signature.js';
import { momoMessage, type MomoOrder, type MomoStore } from './momo-store.js';

const MINUTE = 60_000;
/** Its documents promise one message and ask for an answer within 15 s; it is known to try a few times more. */
const WAITS = [MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];
const TIMEOUT_MS = 15_000;

/** Payments as customers make them in MoMo's app, and what is done with them afterwards. */
export class MomoPayments {
  constructor(
    private readonly world: World,
    readonly store: MomoStore,
  ) {}

  /** What the customer does; gives where the browser goes, null for nowhere. */
  act(order: MomoOrder, outcome: Outcome): string | null {
    if (outcome === 'close') return null;
    this.expire(order);
    if (order.resultCode === 1000) this.finish(order, outcome);
    const query = new URLSearchParams(
      Object.entries(this.result(order, null)).map(([name, value]): [string, string] => [
        name,
        String(value),
      ]),
    );
    return `${order.redirectUrl}${order.redirectUrl.includes('?') ? '&' : '?'}${query.toString()}`;
  }

  /** Nobody pays with an old code. */
  expire(order: MomoOrder): void {
    if (order.resultCode === 1000 && order.expiresAt < this.world.clock.now()) {
      order.resultCode = 1005;
    }
  }

  account(order: MomoOrder): Account {
    return this.world.ledger.open({
      gateway: 'momo',
      reference: order.orderId,
      gatewayPaymentId: String(order.transId),
      currency: 'VND',
    });
  }

  /** Takes what was held. */
  capture(order: MomoOrder): void {
    order.resultCode = 0;
    this.move(order, 'capture');
  }

  /** Lets go what was held. */
  release(order: MomoOrder): void {
    order.resultCode = 1017;
    this.move(order, 'void');
  }

  private finish(order: MomoOrder, outcome: Exclude<Outcome, 'close'>): void {
    const isPaid = outcome === 'pay';
    const code = order.isCapturedAtOnce ? 0 : 9000;
    order.transId = Number(digitId(10));
    order.responseTime = this.world.clock.now().getTime();
    order.payType = isPaid ? 'qr' : '';
    order.resultCode = { pay: code, fail: 1001, cancel: 1006 }[outcome];
    if (isPaid) this.move(order, 'authorise');
    if (order.resultCode === 0) this.move(order, 'capture');
    this.world.callbacks.send({
      gateway: 'momo',
      reference: order.orderId,
      event: isPaid ? 'ipn.paid' : 'ipn.failed',
      build: (forgery) => ({
        method: 'POST',
        url: order.ipnUrl,
        headers: { 'content-type': 'application/json; charset=UTF-8' },
        body: JSON.stringify(this.result(order, forgery)),
      }),
      isFinal: (status) => status === 204,
      waits: WAITS,
      timeoutMs: TIMEOUT_MS,
    });
  }

  private move(order: MomoOrder, kind: 'authorise' | 'capture' | 'void'): void {
    this.world.ledger.add(this.account(order), {
      kind,
      id: String(order.transId),
      amount: order.amount,
      at: this.world.clock.now().toISOString(),
      state: 'done',
    });
  }

  /** The result as it goes to the shop, by the browser and by the IPN. */
  private result(order: MomoOrder, forgery: Forgery | null): Record<string, string | number> {
    const { accessKey, partnerCode, secretKeys } = this.world.keys.momo;
    const fields: Record<string, string | number> = {
      partnerCode: forgery === 'callback_other_merchant' ? 'MOMOOTHER' : partnerCode,
      orderId: forgery === 'callback_other_reference' ? capitalId(12) : order.orderId,
      requestId: order.requestId,
      amount: order.amount - (forgery === 'callback_wrong_amount' ? 1 : 0),
      orderInfo: order.orderInfo,
      orderType: 'momo_wallet',
      transId: order.transId,
      resultCode: order.resultCode,
      message: momoMessage(order.resultCode),
      payType: order.payType,
      responseTime: order.responseTime,
      extraData: order.extraData,
    };
    const isWrong = forgery === 'callback_wrong_signature';
    const secret = isWrong ? 'somebody else' : signingSecret(this.world.settings, secretKeys);
    const text = momoText(MOMO_SIGNED.ipn, { ...fields, accessKey });
    return { ...fields, signature: momoSignature(secret, text) };
  }
}
