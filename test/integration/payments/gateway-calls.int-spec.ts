import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { serializeError } from '../../../src/common/logging.js';
import { loadEnv } from '../../../src/config/env.js';
import type { Gateway } from '../../../src/dev/gateway-simulator/gateway.js';
import { newPaymentReference } from '../../../src/modules/payments/domain/payment-reference.js';
import { configuredGateways } from '../../../src/modules/payments/gateways/configured-gateways.js';
import type {
  CreatedPayment,
  GatewayPayment,
  GatewayRefund,
  GatewayStatus,
  PaymentAttempt,
  PaymentGateway,
} from '../../../src/modules/payments/gateways/payment-gateway.js';
import { RefusalLog } from '../../../src/modules/payments/gateways/refusal-log.js';
import { useGatewaySimulator } from '../../setup/gateway-simulator.js';

const DATABASE_URL = 'postgres://nobody@127.0.0.1:1/none';
const USD = { amount: 4990, currency: 'USD' };
const VND = { amount: 250_000, currency: 'VND' };

/** What differs between them, as far as their callers see it. */
const GATEWAYS = [
  {
    code: 'stripe',
    amount: USD,
    refund: 'refunds.create',
    knowsByReference: true,
    findsRefund: true,
  },
  {
    code: 'paypal',
    amount: USD,
    refund: 'captures.refund',
    knowsByReference: false,
    findsRefund: true,
  },
  // It tells of a refund only by the number that it gave it.
  { code: 'vnpay', amount: VND, refund: 'refund', knowsByReference: true, findsRefund: false },
  { code: 'momo', amount: VND, refund: 'refund', knowsByReference: true, findsRefund: true },
  { code: 'sandbox', amount: USD, refund: 'refund', knowsByReference: true, findsRefund: true },
] as const satisfies readonly { code: Gateway; amount: typeof USD; [more: string]: unknown }[];

describe('Calls to gateways', () => {
  const simulator = useGatewaySimulator();
  const lines: unknown[] = [];
  beforeAll(() => {
    const note = (...words: unknown[]): void => {
      lines.push(...words.map((word) => (word instanceof Error ? serializeError(word) : word)));
    };
    Logger.overrideLogger({ log: note, warn: note, error: note });
  });
  afterAll(() => Logger.overrideLogger(false));

  const gatewayOf = (code: string, more: Record<string, string> = {}): PaymentGateway => {
    const env = loadEnv({ DATABASE_URL, ...simulator.env, ...more });
    const gateway = configuredGateways(env).find((candidate) => candidate.code === code);
    if (gateway === undefined) throw new Error(`${code} is not set up`);
    return gateway;
  };
  const attemptOf = (
    { code, amount }: Pick<(typeof GATEWAYS)[number], 'code' | 'amount'>,
    more: Partial<PaymentAttempt> = {},
  ): PaymentAttempt => ({
    reference: newPaymentReference(),
    amount,
    returnUrl: 'http://127.0.0.1:9/back?a=b*c',
    callbackUrl: `http://127.0.0.1:9/api/v1/payments/callbacks/${code}`,
    capture: 'automatic',
    clientIp: '203.0.113.7',
    locale: 'en',
    gatewayPaymentId: null,
    createdAt: new Date(),
    savedCard: null,
    ...more,
  });
  const paymentOf = (attempt: PaymentAttempt, id: string | null): GatewayPayment => {
    const { reference, amount, createdAt } = attempt;
    return { reference, amount, createdAt, gatewayPaymentId: id };
  };
  const refundOf = (payment: GatewayPayment, amount: number): GatewayRefund => ({
    id: crypto.randomUUID(),
    payment,
    amount: { ...payment.amount, amount },
    reason: null,
    createdAt: new Date(),
    gatewayRefundId: null,
  });
  /** The customer opens the gateway's page, if it has one, and pays. */
  const payAs = async (reference: string, created: CreatedPayment, outcome = 'pay' as const) => {
    if (created.kind === 'redirect') await (await fetch(created.url)).text();
    await simulator.control.pay(reference, outcome);
  };
  const settle = async (
    gateway: PaymentGateway,
    payment: GatewayPayment,
  ): Promise<GatewayStatus> => {
    const asked = await gateway.query(payment);
    const done = asked?.isApproved === true ? await gateway.complete?.(payment) : asked;
    if (!done) throw new Error('It cannot be asked');
    return done;
  };
  const idOf = (created: CreatedPayment): string | null =>
    'gatewayPaymentId' in created ? (created.gatewayPaymentId ?? null) : null;
  const paid = async (kind: (typeof GATEWAYS)[number], more: Partial<PaymentAttempt> = {}) => {
    const gateway = gatewayOf(kind.code);
    const attempt = attemptOf(kind, more);
    const created = await gateway.create(attempt);
    await payAs(attempt.reference, created);
    const status = await settle(gateway, paymentOf(attempt, idOf(created)));
    return { gateway, attempt, status, payment: paymentOf(attempt, status.gatewayPaymentId) };
  };

  describe.each(GATEWAYS)('of $code', (kind) => {
    const { code } = kind;

    it('make one payment of a reference and tell what became of it', async () => {
      const gateway = gatewayOf(code);
      const attempt = attemptOf(kind);
      const before = await gateway.query(paymentOf(attempt, null));
      expect(before).toMatchObject({ kind: 'unknown' });
      const first = await gateway.create(attempt);
      expect(await gateway.create(attempt)).toEqual(first);
      if (idOf(first) !== null) {
        expect(await gateway.create({ ...attempt, gatewayPaymentId: idOf(first) })).toEqual(first);
      }
      await payAs(attempt.reference, first);
      const done = await settle(gateway, paymentOf(attempt, idOf(first)));
      expect(done).toMatchObject({ kind: 'success', amount: kind.amount });
      expect(await settle(gateway, paymentOf(attempt, done.gatewayPaymentId))).toMatchObject({
        kind: 'success',
        gatewayPaymentId: done.gatewayPaymentId,
      });
      const byReference = await gateway.query(paymentOf(attempt, null));
      expect(byReference?.kind).toBe(kind.knowsByReference ? 'success' : 'unknown');
      expect(await simulator.control.ledger({ gateway: code })).toMatchObject([{}]);
    });

    it("tell of nobody else's payment", async () => {
      const { gateway, payment } = await paid(kind);
      const other = { ...payment, reference: newPaymentReference() };
      expect(await gateway.query(other)).toMatchObject({ kind: 'unknown' });
    });

    it('give money back in parts, each once, and never more than there is', async () => {
      const { gateway, payment } = await paid(kind);
      const half = payment.amount.amount / 2;
      const refund = refundOf(payment, half);
      const done = await gateway.refund?.(refund);
      expect(done?.kind).toMatch(/succeeded|pending/);
      const again = await gateway.refund?.(refund);
      expect(again?.kind).not.toBe('refused');
      const known = { ...refund, gatewayRefundId: done?.gatewayRefundId ?? null };
      expect((await gateway.queryRefund?.(known))?.kind).toMatch(/succeeded|pending/);
      const isFound = kind.findsRefund ? /succeeded|pending/ : /unknown/;
      expect((await gateway.queryRefund?.(refund))?.kind).toMatch(isFound);
      expect(await gateway.query(payment)).toMatchObject({ kind: 'success', amount: kind.amount });
      const tooMuch = refundOf(payment, half + 2000);
      expect(await gateway.refund?.(tooMuch)).toMatchObject({ kind: 'refused' });
      const { refunded, refundPending } = await simulator.control.account(payment.reference);
      const units = code === 'vnpay' || code === 'momo' ? 1 : 100;
      expect(Math.round((Number(refunded) + Number(refundPending)) * units)).toBe(half);
    });

    it('do not know of a refund without an answer, and make it once', async () => {
      const { gateway, payment } = await paid(kind);
      const lost = { kind: 'error_after', gateway: code, operation: kind.refund } as const;
      await simulator.control.fault({ ...lost, status: 500 });
      const refund = refundOf(payment, payment.amount.amount);
      expect(await gateway.refund?.(refund)).toMatchObject({ kind: 'unknown' });
      const isFound = kind.findsRefund ? /succeeded|pending/ : /unknown/;
      expect((await gateway.refund?.(refund))?.kind).toMatch(isFound);
      expect((await gateway.queryRefund?.(refund))?.kind).toMatch(isFound);
      const { movements } = await simulator.control.account(payment.reference);
      expect(movements.filter(({ kind: what }) => what === 'refund')).toHaveLength(1);
    });

    it('rest after five without an answer in a row', async () => {
      const gateway = gatewayOf(code);
      const payment = paymentOf(attemptOf(kind), 'X1');
      await simulator.control.fault({ kind: 'error', gateway: code, status: 503, times: 0 });
      for (let time = 0; time < 5; time += 1) {
        expect(gateway.restMs?.()).toBe(0);
        await expect(gateway.query(payment)).rejects.toThrow();
      }
      await simulator.control.clearFaults();
      expect(gateway.restMs?.()).toBeGreaterThan(25_000);
      await expect(gateway.query(payment)).rejects.toMatchObject({
        code: 'payments.gateway_resting',
      });
    });
  });

  it('of momo lead to no page that it has not signed', async () => {
    const kind = GATEWAYS[3];
    const gateway = gatewayOf(kind.code);
    const attempt = attemptOf(kind);
    await simulator.control.fault({ kind: 'wrong_answer_signature', gateway: 'momo' });
    await expect(gateway.create(attempt)).rejects.toThrow('not signed');
    expect(await gateway.create(attempt)).toMatchObject({ kind: 'redirect' });
  });

  it('of the sandbox hold, take a part and let go; its book knows, and a wrong secret changes nothing', async () => {
    const kind = GATEWAYS[4];
    const gateway = gatewayOf('sandbox');
    const held = async () => {
      const attempt = attemptOf(kind, { capture: 'manual' });
      await payAs(attempt.reference, await gateway.create(attempt));
      return paymentOf(attempt, null);
    };
    const [taken, left] = [await held(), await held()];
    expect(await gateway.query(taken)).toMatchObject({ kind: 'processing', authorised: USD });
    const part = { ...USD, amount: 2000 };
    const stranger = gatewayOf('sandbox', {
      SANDBOX_GATEWAY_SECRET: 'another secret of the shop 00000000',
    });
    await expect(stranger.query(taken)).rejects.toThrow('401');
    expect(await stranger.capture?.(taken, part, 'k')).toMatchObject({ kind: 'unknown' });
    for (let time = 0; time < 2; time += 1) {
      expect(await gateway.capture?.(taken, part, 'k')).toMatchObject({ kind: 'done' });
      expect(await gateway.release?.(left, 'k')).toMatchObject({ kind: 'done' });
    }
    expect(await gateway.release?.(taken, 'k')).toMatchObject({
      kind: 'refused',
      status: { kind: 'success', amount: part },
    });
    expect(await gateway.capture?.(left, part, 'k')).toMatchObject({
      kind: 'refused',
      status: { kind: 'cancelled' },
    });
    await payAs(
      left.reference,
      await gateway.create(attemptOf(kind, { reference: left.reference })),
    );
    expect(await simulator.control.account(taken.reference)).toMatchObject({
      ...{ authorised: '49.90', captured: '20.00', voided: '29.90' },
    });
    expect(await simulator.control.account(left.reference)).toMatchObject({
      ...{ authorised: '49.90', captured: '0.00', voided: '49.90' },
    });
    const other = attemptOf(kind, { reference: taken.reference, amount: { ...USD, amount: 1 } });
    await expect(gateway.create(other)).rejects.toMatchObject({ code: 'payments.gateway_refused' });
  });

  it('leave no secret, signature or query in the log, whatever goes wrong', async () => {
    for (const kind of GATEWAYS) {
      const gateway = gatewayOf(kind.code);
      const attempt = attemptOf(kind);
      const created = await gateway.create(attempt);
      const payment = paymentOf(attempt, idOf(created) ?? '1');
      for (const fault of ['error', 'disconnect'] as const) {
        await simulator.control.fault({ kind: fault, gateway: kind.code, times: 2 });
        await gateway.query(payment).catch((error: unknown) => lines.push(serializeError(error)));
        lines.push(await gateway.refund?.(refundOf(payment, 1000)));
      }
      await simulator.control.clearFaults();
      const query = 'vnp_TxnRef=canary-reference&vnp_SecureHash=canary-hash';
      const body = Buffer.from('{"secret":"canary-body"}');
      const headers = { 'stripe-signature': ['t=1,v1=canary-header'] };
      const forged = { body, query, headers, receivedAt: new Date() };
      const parsed = await gateway.parseCallback(forged);
      if (!parsed.ok) new RefusalLog().note(kind.code, parsed, forged);
      lines.push(parsed);
    }
    const log = JSON.stringify(lines);
    expect(log).toMatch(/No answer.*Callback refused/s);
    const secrets = Object.entries(simulator.env)
      .filter(([name]) => /SECRET|ACCESS_KEY|CLIENT_ID/.test(name))
      .flatMap(([, value]) => value.split(','));
    expect(secrets.length).toBeGreaterThan(5);
    for (const secret of secrets) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/canary|SecureHash|signature=|client_secret|_secret_|Bearer|vnp_/);
  });
});
