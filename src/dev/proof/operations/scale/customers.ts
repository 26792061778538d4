import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Buyer, ShopUnderTest } from '../../shop-under-test.js';

/** What customers saw of the shop while something happened to it. */
export interface Seen {
  readonly requests: number;
  /** Requests that were not answered as they should be, by what came instead. */
  readonly failures: ReadonlyMap<string, number>;
  /** Orders that were placed, each by one key. */
  readonly orders: number;
  readonly seconds: number;
  /** Answers that say they came from the replica. */
  readonly fromReplica: number;
  /** Longest time between two good answers, in milliseconds. */
  readonly longestGapMs: number;
}

const GIVE_UP_MS = 60_000;
const PAUSE_MS = 100;
/** Between two steps of one customer: processes that start need some of the machine, too. */
const THINK_MS = 50;
const READS = ['/products?limit=20', '/products/linen-shirt', '/search?q=linen', '/categories'];

/** Customers who read and buy until they are told to stop; what fails is tried again with the same key. */
export class Customers {
  readonly placed = new Map<string, string>();
  private isOpen = false;
  private pauseMs = THINK_MS;
  private requests = 0;
  private orders = 0;
  private fromReplica = 0;
  private lastGoodAt = 0;
  private longestGapMs = 0;
  private failures = new Map<string, number>();

  constructor(
    private readonly shop: ShopUnderTest,
    private readonly buyers: readonly Buyer[],
    private readonly variantId: string,
  ) {}

  /** Lets them shop while the work runs, and for as long as it says. */
  async during(
    work: () => Promise<unknown>,
    wish: { readonly reads?: number; readonly buyers?: number; readonly pauseMs?: number } = {},
  ): Promise<Seen> {
    this.isOpen = true;
    this.pauseMs = wish.pauseMs ?? THINK_MS;
    this.requests = 0;
    this.orders = 0;
    this.fromReplica = 0;
    this.longestGapMs = 0;
    this.failures = new Map();
    const began = performance.now();
    this.lastGoodAt = began;
    const chosen = this.buyers.slice(0, wish.buyers ?? this.buyers.length);
    const { reads = 3 } = wish;
    const walks = [
      ...chosen.map((buyer) => this.buy(buyer)),
      ...chosen.slice(0, reads).map((buyer, index) => this.read(buyer, index)),
    ];
    try {
      await work();
    } finally {
      this.isOpen = false;
    }
    await Promise.all(walks);
    return {
      requests: this.requests,
      failures: this.failures,
      orders: this.orders,
      seconds: (performance.now() - began) / 1_000,
      fromReplica: this.fromReplica,
      longestGapMs: Math.round(this.longestGapMs),
    };
  }

  private async buy(buyer: Buyer): Promise<void> {
    const { token } = buyer;
    while (this.isOpen) {
      const body = { variantId: this.variantId, quantity: 1 };
      await this.untilGood('add to cart', () => {
        return this.shop.request('POST', '/cart/items', { token, body });
      });
      const key = randomUUID();
      const order = await this.untilGood('place order', () => this.place(buyer, key));
      this.placed.set(key, String(order.body['id']));
      this.orders += 1;
      await sleep(this.pauseMs);
    }
  }

  private async read({ token }: Buyer, first: number): Promise<void> {
    for (let index = first; this.isOpen; index += 1) {
      const path = READS[index % READS.length] ?? '/products';
      const answer = await this.untilGood(path, () => this.shop.request('GET', path, { token }));
      if (answer.headers.get('cache-status')?.includes('replica')) this.fromReplica += 1;
      await sleep(this.pauseMs);
    }
  }

  private place(buyer: Buyer, key: string): Promise<Answer> {
    return this.shop.request('POST', '/orders', {
      token: buyer.token,
      headers: { 'idempotency-key': key },
      body: {
        addressId: buyer.addressId,
        shippingMethodCode: 'standard',
        paymentMethodCode: 'cod',
      },
    });
  }

  /** @throws Error when it is not answered well for a minute */
  private async untilGood(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const deadline = Date.now() + GIVE_UP_MS;
    for (;;) {
      this.requests += 1;
      const answer = await ask().catch((error: unknown) => error as Error);
      if (!(answer instanceof Error) && answer.status < 300) {
        this.good();
        return answer;
      }
      const why = answer instanceof Error ? causeOf(answer) : `${answer.status} ${codeOf(answer)}`;
      const what = `${name}: ${why}`;
      this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
      if (Date.now() > deadline) throw new Error(`The shop did not come back: ${what}`);
      await sleep(PAUSE_MS);
    }
  }

  private good(): void {
    const now = performance.now();
    this.longestGapMs = Math.max(this.longestGapMs, now - this.lastGoodAt);
    this.lastGoodAt = now;
  }
}

/** How many requests failed, and as what. */
export function failuresOf({ failures }: Seen): string[] {
  return [...failures].map(([what, count]) => `${count} × ${what}`);
}

function codeOf({ body, text }: Answer): string {
  if (typeof body['code'] !== 'string') return text.slice(0, 80).replaceAll(/\s+/g, ' ');
  return `${body['code']} ${String(body['detail'])}`;
}

function causeOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
