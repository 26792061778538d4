import { minorFromDb, type Money } from '../../../common/money/money.js';
import type { GatewayPayment, PaymentGateway } from '../gateways/payment-gateway.js';

/** An adapter has its own time limit; this one is for those that forget it. */
const GRACE_MS = 1000;

/** The gateway did not answer; whether it did what was asked, nobody knows. */
export class GatewaySilent extends Error {}

/**
 * @throws GatewaySilent when the call takes longer than the gateway allows itself
 */
export async function withinTime<T>(gateway: PaymentGateway, call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const ms = gateway.capabilities.callTimeoutMs + GRACE_MS;
    timer = setTimeout(() => reject(new GatewaySilent(`${gateway.code} gave no answer`)), ms);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A payment as gateways know it, from what the database says. */
export function toGatewayPayment(payment: {
  readonly reference: string;
  readonly gatewayPaymentId: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly createdAt: string;
}): GatewayPayment {
  const { reference, gatewayPaymentId, amount, currency, createdAt } = payment;
  const money: Money = { amount: minorFromDb(amount, currency), currency };
  return { reference, gatewayPaymentId, amount: money, createdAt: new Date(createdAt) };
}

/** Runs work over items, a few at a time: one slow gateway must not hold up all of them, nor all call at once. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, next));
}
