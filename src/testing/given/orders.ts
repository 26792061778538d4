import { randomUUID } from 'node:crypto';
import { systemContext } from '../../common/request-context.js';
import { hashCartToken } from '../../modules/cart/cart.service.js';
import type { CartOwner } from '../../modules/cart/cart.types.js';
import type { PlaceOrderInput } from '../../modules/orders/orders.types.js';
import { PlaceOrder, type PlaceOrderCommand } from '../../modules/orders/placing/place-order.js';
import type { TestBase } from '../test-base.js';
import { cartGiven } from './cart.js';
import { paymentsGiven } from './payments.js';
import { shippingGiven } from './shipping.js';
import { type GivenUser, usersGiven } from './users.js';

/** Somebody with a full cart, ready to order. */
export interface GivenBuyer {
  /** Null for a guest. */
  readonly customer: GivenUser | null;
  readonly owner: CartOwner;
  readonly cartId: string;
  /** A guest's cart token. */
  readonly cartToken: string | null;
  /** What goes into the body of the order. */
  readonly input: PlaceOrderInput;
  /** The command of his order, with a key of its own unless one is given. */
  readonly order: (change?: Partial<PlaceOrderInput>, key?: string) => PlaceOrderCommand;
}

/** What may differ from a customer with one piece of a shirt at 10.00, paying through the sandbox. */
export interface BuyerWish {
  readonly customer?: GivenUser;
  readonly isGuest?: boolean;
  readonly verified?: boolean;
  readonly lines?: readonly {
    readonly variantId: string;
    readonly quantity?: number;
    /** What the cart has shown. */
    readonly price?: string;
  }[];
  readonly codes?: readonly string[];
  readonly paymentMethodCode?: 'sandbox' | 'cod';
}

/** An order as it was placed. */
export interface GivenOrder {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: string;
  readonly totalAmount: string;
  readonly payment: { readonly id: string; readonly reference: string };
  readonly orderToken?: string;
}

const GUEST_ADDRESS = {
  recipient: 'Gwen Guest',
  phoneNumber: '+12025550147',
  street: '7 Harbour Street',
  ward: null,
  district: 'Downtown',
  city: 'Portland',
  postalCode: '97201',
  country: 'US',
} as const;

/**
 * Orders and those who place them. The first one sets up shipping `standard` to the US (5.90), and
 * the payment methods `sandbox` and `cod`.
 */
export function ordersGiven(t: TestBase) {
  const { cart, sellable } = cartGiven(t);
  const { customer: person, address } = usersGiven(t);
  let shop: Promise<void> | undefined;
  const openShop = (): Promise<void> => {
    shop ??= (async () => {
      await shippingGiven(t).shippingRate();
      await paymentsGiven(t).paymentMethod({ code: 'sandbox' });
      await paymentsGiven(t).paymentMethod({ code: 'cod', gateway: 'cod' });
    })();
    return shop;
  };

  const buyer = async (wish: BuyerWish = {}): Promise<GivenBuyer> => {
    await openShop();
    const lines = wish.lines ?? [{ variantId: (await sellable()).variantId }];
    const codes = wish.codes ?? [];
    const rest = {
      shippingMethodCode: 'standard',
      paymentMethodCode: wish.paymentMethodCode ?? 'sandbox',
    };
    if (wish.isGuest === true) {
      const { id, token } = await cart({ lines, codes });
      const owner: CartOwner = { kind: 'guest', tokenHash: hashCartToken(token) ?? '' };
      const input = { email: `guest-${id}@example.com`, shippingAddress: GUEST_ADDRESS, ...rest };
      return withOrder({ customer: null, owner, cartId: id, cartToken: token, input });
    }
    const customer = wish.customer ?? (await person({ verified: wish.verified ?? true }));
    const { id: addressId } = await address(customer);
    const { id } = await cart({ userId: customer.id, lines, codes });
    const owner: CartOwner = { kind: 'user', userId: customer.id };
    return withOrder({
      customer,
      owner,
      cartId: id,
      cartToken: null,
      input: { addressId, ...rest },
    });
  };

  /** Places an order by the use case of the API. */
  const order = async (wish: BuyerWish = {}): Promise<GivenOrder> => {
    const { order: command } = await buyer(wish);
    const { body } = await t.get(PlaceOrder).execute(systemContext('given'), command());
    return JSON.parse(body) as GivenOrder;
  };

  /** As if the gateway had taken the money, without telling anybody. */
  const paid = async (paymentId: string): Promise<void> => {
    await t.owner.query(
      `UPDATE payments SET status = 'success', captured_amount = amount, processed_at = now() WHERE id = $1`,
      [paymentId],
    );
  };

  return { openShop, buyer, order, paid, grownOld: (orderId: string) => growOld(t, orderId) };
}

/** Lets five years pass over an order, in which all that was open came to an end: it may go to the archive. */
async function growOld(t: TestBase, orderId: string): Promise<void> {
  for (const ending of [
    `UPDATE payments SET status = 'cancelled' WHERE order_id = $1 AND status IN ('pending', 'processing')`,
    `UPDATE payments SET next_query_at = NULL WHERE order_id = $1`,
    `UPDATE returns SET status = 'rejected' WHERE order_id = $1 AND status = 'requested'`,
    `UPDATE fulfilments SET status = 'cancelled' WHERE order_id = $1 AND status = 'pending'`,
    `UPDATE stock_reservations SET shipped_quantity = quantity WHERE order_id = $1 AND status = 'claimed'`,
    `UPDATE stock_reservations SET status = 'released', ended_at = now() WHERE order_id = $1 AND status = 'held'`,
    `UPDATE orders SET created_at = now() - interval '5 years' WHERE id = $1`,
  ]) {
    await t.owner.query(ending, [orderId]);
  }
}

function withOrder(base: Omit<GivenBuyer, 'order'>): GivenBuyer {
  const order = (change: Partial<PlaceOrderInput> = {}, key: string = randomUUID()) => {
    return { owner: base.owner, key, input: { ...base.input, ...change } };
  };
  return { ...base, order };
}
