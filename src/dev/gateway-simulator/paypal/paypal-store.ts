import type { Answer } from '../answer-call.js';
import type { SimulatedClock } from '../simulated-clock.js';
import type { PaypalCertificates } from './paypal-certificates.js';
import { notFound } from './paypal-errors.js';
import type {
  PaypalAuthorization,
  PaypalCapture,
  PaypalOrder,
  PaypalRefund,
} from './paypal-objects.js';

/** Nobody may approve an order later than this; it is gone then. */
const ORDER_LIFE_MS = 3 * 3_600_000;

/** What the simulated PayPal remembers. */
export class PaypalStore {
  readonly orders = new Map<string, PaypalOrder>();
  /** Access tokens and when they end. */
  readonly tokens = new Map<string, number>();
  /** Answers by `PayPal-Request-Id`. */
  readonly answered = new Map<string, Answer>();
  /** One, as soon as it has been made. */
  readonly certificates: PaypalCertificates[] = [];

  constructor(private readonly clock: SimulatedClock) {}

  order(id: string): PaypalOrder {
    const order = this.orders.get(id);
    if (order === undefined || this.isGone(order)) throw notFound();
    return order;
  }

  authorization(id: string): PaypalAuthorization {
    return this.search((order) => order.authorizations.find((one) => one.id === id));
  }

  capture(id: string): PaypalCapture {
    return this.search((order) => order.captures.find((one) => one.id === id));
  }

  refund(id: string): PaypalRefund {
    return this.search((order) => order.refunds.find((one) => one.id === id));
  }

  /** The order that an id of any kind belongs to. */
  orderOf(id: string): PaypalOrder | undefined {
    return (
      this.orders.get(id) ??
      [...this.orders.values()].find(({ authorizations, captures, refunds }) =>
        [...authorizations, ...captures, ...refunds].some((one) => one.id === id),
      )
    );
  }

  clear(): void {
    this.orders.clear();
    this.answered.clear();
  }

  private isGone({ status, firstStatus, createdAt }: PaypalOrder): boolean {
    const age = this.clock.now().getTime() - createdAt.getTime();
    return status === firstStatus && age > ORDER_LIFE_MS;
  }

  private search<T>(find: (order: PaypalOrder) => T | undefined): T {
    for (const order of this.orders.values()) {
      const found = find(order);
      if (found !== undefined) return found;
    }
    throw notFound();
  }
}
